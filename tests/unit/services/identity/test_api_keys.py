"""API keys: shown once, held to scopes and time, replaced with an overlap, and all wrong ones sound alike."""

from datetime import timedelta

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.identity.api_keys import (
    SCOPES,
    Issued,
    all_keys,
    days_left,
    issue_key,
    key_holder,
    revoke_key,
    rotate_key,
)
from fairclaim.services.identity.errors import NotSignedInError
from fairclaim.services.identity.tokens import Kind, write_token
from unit.services.identity.gate import Gate

FILING = frozenset({Action.FILE})


def is_out(gate: Gate, sent: str) -> bool:
    try:
        key_holder(gate.door, sent)
    except NotSignedInError:
        return True
    return False


def made(gate: Gate, admin: Caller, *, lasts: timedelta | None = None) -> Issued:
    return issue_key(gate.door, admin, label="order system", scopes=FILING, lasts=lasts)


def test_a_key_is_its_tenants_integration_within_its_scopes(gate: Gate) -> None:
    issued = made(gate, gate.admin())
    who = key_holder(gate.door, issued.token)
    assert who.tenant == gate.tenant
    assert who.roles == {Role.INTEGRATION}
    assert who.scopes == frozenset({"file"})
    resource = Resource(tenant=gate.tenant)
    assert authorize(who, Action.FILE, resource) is Role.INTEGRATION
    with pytest.raises(NotAllowedError):
        authorize(who, Action.IMPORT_HISTORY, resource)
    assert issued.token.startswith("fck.")


def test_the_secret_is_kept_nowhere_and_others_do_not_open(gate: Gate) -> None:
    issued = made(gate, gate.admin())
    secret = issued.token.rsplit(".", maxsplit=1)[1]
    kept = repr(gate.door.units.read(gate.tenant, lambda work: work.keys.all()))
    assert secret not in kept
    foreign = write_token(Kind.KEY, gate.desk.theirs, secret, name=issued.key.id)
    unknown = write_token(Kind.KEY, gate.tenant, secret, name="key-none")
    stolen = write_token(Kind.KEY, gate.tenant, issued.key.digest, name=issued.key.id)
    for wrong in (
        "",
        "fck",
        "fck.x.y.z",
        f"{issued.token}x",
        issued.token.replace("fck", "fcs"),
        foreign,
        unknown,
        stolen,
    ):
        assert is_out(gate, wrong), wrong


def test_a_key_ends_by_time_and_at_once(gate: Gate) -> None:
    admin = gate.admin()
    short, long = made(gate, admin, lasts=timedelta(days=2)), made(gate, admin)
    assert (days_left(short.key, gate.now), days_left(long.key, gate.now)) == (2, None)
    gate.later(days=2)
    assert is_out(gate, short.token)
    assert not is_out(gate, long.token)
    revoke_key(gate.door, admin, long.key.id)
    revoke_key(gate.door, admin, long.key.id)
    assert is_out(gate, long.token)
    for gone in (short, long):
        with pytest.raises(NotFoundError):
            rotate_key(gate.door, admin, gone.key.id)
    with pytest.raises(NotFoundError):
        revoke_key(gate.door, admin, "key-none")
    assert gate.audit().count("revoke-key") == 1


def test_a_rotated_key_works_beside_its_successor_until_the_overlap_is_over(gate: Gate) -> None:
    admin = gate.admin()
    old = made(gate, admin, lasts=timedelta(days=90))
    gate.later(days=80)
    new = rotate_key(gate.door, admin, old.key.id, overlap=timedelta(days=3))
    assert (new.key.scopes, new.key.replaces) == (old.key.scopes, old.key.id)
    assert new.key.expires_at == gate.now + timedelta(days=90)
    assert not is_out(gate, old.token)
    assert not is_out(gate, new.token)
    gate.later(days=3)
    assert is_out(gate, old.token)
    assert not is_out(gate, new.token)


def test_a_rotation_never_makes_the_old_key_live_longer(gate: Gate) -> None:
    admin = gate.admin()
    old = made(gate, admin, lasts=timedelta(days=1))
    rotate_key(gate.door, admin, old.key.id, overlap=timedelta(days=30))
    gate.later(days=1)
    assert is_out(gate, old.token)


def test_the_last_use_is_told(gate: Gate) -> None:
    admin = gate.admin()
    issued = made(gate, admin)
    assert all_keys(gate.door, admin)[0].used_at is None
    key_holder(gate.door, issued.token)
    first = gate.now
    gate.later(seconds=30)
    key_holder(gate.door, issued.token)
    assert all_keys(gate.door, admin)[0].used_at == first
    gate.later(seconds=30)
    key_holder(gate.door, issued.token)
    assert all_keys(gate.door, admin)[0].used_at == gate.now


@pytest.mark.parametrize(
    ("label", "scopes"),
    [
        ("", FILING),
        ("x" * 65, FILING),
        ("x", frozenset()),
        ("x", frozenset({Action.JUDGE})),
        ("x", frozenset({Action.MANAGE_KEYS})),
    ],
)
def test_a_key_can_be_given_nothing_that_no_program_may_do(gate: Gate, label: str, scopes: frozenset[Action]) -> None:
    with pytest.raises(UsageError):
        issue_key(gate.door, gate.admin(), label=label, scopes=scopes)
    of_claims = {Action.FILE, Action.SEE, Action.ATTACH, Action.IMPORT_HISTORY}
    of_trade = {Action.REGISTER_ORDER, Action.SEE_ORDER, Action.KEEP_LISTING, Action.HAND_IN_DISPATCH}
    assert of_claims | of_trade | {Action.KEEP_ENDPOINTS, Action.FIND_PARTY, Action.RECEIPTS} == SCOPES


def test_only_who_runs_the_desk_makes_and_ends_keys(gate: Gate) -> None:
    issued = made(gate, gate.admin())
    gate.member(Role.SENIOR)
    for who in (gate.who(gate.enter()).caller, key_holder(gate.door, issued.token)):
        for act in (
            lambda who=who: made(gate, who),
            lambda who=who: rotate_key(gate.door, who, issued.key.id),
            lambda who=who: revoke_key(gate.door, who, issued.key.id),
            lambda who=who: all_keys(gate.door, who),
        ):
            with pytest.raises(NotAllowedError):
                act()
