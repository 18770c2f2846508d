"""Passkeys with an authenticator in software: every answer that is not for this challenge, page and session is refused."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairclaim.services.errors import NotFoundError
from fairclaim.services.identity.accounts import shut_account
from fairclaim.services.identity.errors import (
    NotSignedInError,
    PasskeyRefusedError,
    StepUpNeededError,
    WrongCredentialsError,
)
from fairclaim.services.identity.passkeys import (
    add_passkey,
    options_to_add,
    options_to_sign_in,
    options_to_step_up,
    own_passkeys,
    remove_passkey,
    sign_in_by_passkey,
    step_up,
)
from fairclaim.services.identity.sessions import Opened, verify_fresh
from fairclaim.services.identity.sign_in import confirm_password
from fairclaim.services.ports.identity import Proof
from software_authenticator import SoftwareAuthenticator, b64u
from unit.services.identity.gate import HOME, ORIGIN, PASSWORD, Gate


def enter(gate: Gate, device: SoftwareAuthenticator, tenant: str | None = None) -> Opened:
    where = tenant or gate.tenant
    return sign_in_by_passkey(
        gate.door, where, device.get(options_to_sign_in(gate.door, where, address=HOME)), address=HOME
    )


def test_a_passkey_signs_in_without_a_login(gate: Gate) -> None:
    ann = gate.member()
    device = gate.passkey(gate.who(gate.enter()))
    who = gate.who(enter(gate, device))
    assert who.account.id == ann.account
    assert who.session.proven_by is Proof.PASSKEY
    (known,) = own_passkeys(gate.door, who)
    assert (known.sign_count, known.used_at, known.is_synced) == (1, gate.now, False)
    assert "add-passkey" in gate.audit()


def test_options_are_the_same_for_everybody_and_ask_for_verification(gate: Gate) -> None:
    options = options_to_sign_in(gate.door, gate.tenant, address=HOME)
    assert (options["allowCredentials"], options["userVerification"]) == ([], "required")
    gate.member()
    made = options_to_add(gate.door, gate.who(gate.enter()))
    assert made["authenticatorSelection"]["residentKey"] == "required"
    with pytest.raises(WrongCredentialsError):
        options_to_sign_in(gate.door, "no-such-shop", address=HOME)


def test_an_answer_serves_once(gate: Gate) -> None:
    gate.member()
    device = gate.passkey(gate.who(gate.enter()))
    answer = device.get(options_to_sign_in(gate.door, gate.tenant, address=HOME))
    sign_in_by_passkey(gate.door, gate.tenant, answer, address=HOME)
    with pytest.raises(WrongCredentialsError):
        sign_in_by_passkey(gate.door, gate.tenant, answer, address=HOME)


def test_answers_for_another_challenge_page_tenant_or_time_are_refused(gate: Gate) -> None:
    ann = gate.member()
    device = gate.passkey(gate.who(gate.enter()))
    options = options_to_sign_in(gate.door, gate.tenant, address=HOME)
    for wrong in (
        device.get({**options, "challenge": b64u(b"x" * 32)}),
        device.get({**options, "challenge": b64u(b"\xff" * 32)}),
        device.get({**options, "rpId": "evil.example"}),
    ):
        with pytest.raises(WrongCredentialsError):
            sign_in_by_passkey(gate.door, gate.tenant, wrong, address=HOME)
    device.origin = "https://evil.example"
    with pytest.raises(WrongCredentialsError):
        enter(gate, device)
    device.origin = ORIGIN
    with pytest.raises(WrongCredentialsError):
        enter(gate, device, gate.desk.theirs)
    answer = device.get(options_to_sign_in(gate.door, gate.tenant, address=HOME))
    gate.later(minutes=10)
    with pytest.raises(WrongCredentialsError):
        sign_in_by_passkey(gate.door, gate.tenant, answer, address=HOME)
    device.verifies_user = False
    with pytest.raises(WrongCredentialsError):
        enter(gate, device)
    device.verifies_user = True
    with pytest.raises(WrongCredentialsError):
        enter(gate, SoftwareAuthenticator(ORIGIN))
    enter(gate, device)
    shut_account(gate.door, gate.admin(), ann.account)
    with pytest.raises(WrongCredentialsError):
        enter(gate, device)


def test_somebody_elses_signature_is_refused(gate: Gate) -> None:
    gate.member()
    device = gate.passkey(gate.who(gate.enter()))
    with pytest.raises(WrongCredentialsError):
        enter(gate, SoftwareAuthenticator(ORIGIN, credential=device.credential, sign_count=10))


def test_a_counter_that_goes_back_is_an_alarm_and_no_entry(gate: Gate) -> None:
    gate.member()
    device = gate.passkey(gate.who(gate.enter()))
    enter(gate, device)
    enter(gate, device)
    device.sign_count = 0
    with pytest.raises(WrongCredentialsError):
        enter(gate, device)
    assert "passkey-rolled-back" in gate.audit()
    device.sign_count = 9
    enter(gate, device)


def test_a_synced_passkey_counts_nothing_and_that_is_no_alarm(gate: Gate) -> None:
    gate.member()
    device = gate.passkey(gate.who(gate.enter()), counts=False, is_synced=True)
    for _ in range(3):
        who = gate.who(enter(gate, device))
    assert own_passkeys(gate.door, who)[0].is_synced
    assert "passkey-rolled-back" not in gate.audit()


def test_who_has_a_passkey_proves_themselves_by_it(gate: Gate) -> None:
    gate.member()
    opened = gate.enter()
    device = gate.passkey(gate.who(opened))
    who = gate.who(opened)
    with pytest.raises(StepUpNeededError):  # by password just now, and yet
        verify_fresh(gate.door, who)
    by_password = confirm_password(gate.door, who, PASSWORD, address=HOME)
    who = gate.who(by_password)
    with pytest.raises(StepUpNeededError):
        verify_fresh(gate.door, who)
    stepped = step_up(gate.door, who, device.get(options_to_step_up(gate.door, who)))
    verify_fresh(gate.door, gate.who(stepped))
    with pytest.raises(NotSignedInError):  # the token from before gains nothing
        gate.who(by_password)
    gate.later(minutes=6)
    with pytest.raises(StepUpNeededError):
        verify_fresh(gate.door, gate.who(stepped))


def test_a_step_up_is_bound_to_its_session_and_its_account(gate: Gate) -> None:
    gate.member()
    gate.member(login="bob@shop.example")
    ann, bob = gate.who(gate.enter()), gate.who(gate.enter("bob@shop.example"))
    anns, bobs = gate.passkey(ann), gate.passkey(bob)
    with pytest.raises(PasskeyRefusedError):
        step_up(gate.door, ann, bobs.get(options_to_step_up(gate.door, ann)))
    elsewhere = gate.who(gate.enter())
    with pytest.raises(PasskeyRefusedError):
        step_up(gate.door, elsewhere, anns.get(options_to_step_up(gate.door, ann)))
    with pytest.raises(PasskeyRefusedError):
        step_up(gate.door, ann, anns.get(options_to_sign_in(gate.door, gate.tenant, address=HOME)))


def test_adding_is_refused_without_a_fresh_proof_a_challenge_or_verification(gate: Gate) -> None:
    gate.member()
    who = gate.who(gate.enter())
    device = SoftwareAuthenticator(ORIGIN)
    options = options_to_add(gate.door, who)
    answer = device.create(options)
    add_passkey(gate.door, who, answer)
    with pytest.raises(PasskeyRefusedError):
        add_passkey(gate.door, who, answer)
    gate.member(login="bob@shop.example")
    bob = gate.who(gate.enter("bob@shop.example"))
    with pytest.raises(PasskeyRefusedError):  # the credential is another account's
        add_passkey(gate.door, bob, device.create(options_to_add(gate.door, bob)))
    for other in (SoftwareAuthenticator("https://evil.example"), SoftwareAuthenticator(ORIGIN, verifies_user=False)):
        with pytest.raises(PasskeyRefusedError):
            add_passkey(gate.door, bob, other.create(options_to_add(gate.door, bob)))
    gate.later(minutes=6)
    with pytest.raises(StepUpNeededError):
        options_to_add(gate.door, bob)


def test_a_passkey_is_removed_by_its_own_account(gate: Gate) -> None:
    gate.member()
    gate.member(login="bob@shop.example")
    opened = gate.enter()
    device = gate.passkey(gate.who(opened))
    who = gate.who(enter(gate, device))
    (known,) = own_passkeys(gate.door, who)
    with pytest.raises(NotFoundError):
        remove_passkey(gate.door, gate.who(gate.enter("bob@shop.example")), known.id)
    remove_passkey(gate.door, who, known.id)
    with pytest.raises(WrongCredentialsError):
        enter(gate, device)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=20), inner, max_size=3),
    max_leaves=8,
)
PARTS = st.fixed_dictionaries(
    {},
    optional={
        "id": JSON,
        "rawId": JSON,
        "type": JSON | st.just("public-key"),
        "response": JSON
        | st.fixed_dictionaries(
            {},
            optional={
                "clientDataJSON": JSON | st.just(b64u(b'{"type":"webauthn.get","challenge":"AA","origin":"x"}')),
                "authenticatorData": JSON,
                "signature": JSON,
                "attestationObject": JSON,
            },
        ),
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(PARTS)
def test_nonsense_is_refused_like_a_wrong_answer(gate: Gate, sent: dict[str, Any]) -> None:
    gate.later(minutes=10)
    with pytest.raises(WrongCredentialsError):
        sign_in_by_passkey(gate.door, gate.tenant, sent, address=HOME)
