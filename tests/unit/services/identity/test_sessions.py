"""Sessions: a token that was planted, seen, stolen as a digest or left lying opens nothing."""

import pytest
from sqlalchemy import select

from fairclaim.services.caller import Role
from fairclaim.services.errors import NotFoundError
from fairclaim.services.identity.accounts import set_roles, shut_account
from fairclaim.services.identity.errors import NotSignedInError, StepUpNeededError
from fairclaim.services.identity.sessions import (
    end_own_session,
    own_sessions,
    sign_out,
    sign_out_everywhere,
    signed_in,
    verify_fresh,
)
from fairclaim.services.identity.tokens import Kind, write_token
from fairclaim.store.tables.identity import SignInSession
from unit.services.identity.gate import Gate


def is_out(gate: Gate, token: str | None) -> bool:
    try:
        signed_in(gate.door, token)
    except NotSignedInError:
        return True
    return False


def test_a_token_from_before_the_sign_in_opens_nothing_after_it(gate: Gate) -> None:
    gate.member()
    planted = gate.enter()
    opened = gate.enter(replaces=planted.token)
    assert opened.token != planted.token
    assert is_out(gate, planted.token)
    assert not is_out(gate, opened.token)


def test_what_is_stored_is_useless_to_a_thief(gate: Gate) -> None:
    gate.member()
    opened = gate.enter()
    with gate.desk.store.read(gate.tenant) as work:
        row = work.session.scalars(select(SignInSession).where(SignInSession.id == opened.session.id)).one()
        held, digest = str(vars(row)), row.digest
    assert opened.token.rsplit(".", maxsplit=1)[1] not in held
    assert is_out(gate, digest)
    assert is_out(gate, write_token(Kind.SESSION, gate.tenant, digest))


def test_a_session_is_one_of_its_tenant_only(gate: Gate) -> None:
    gate.member()
    secret = gate.enter().token.rsplit(".", maxsplit=1)[1]
    for tenant in (gate.desk.theirs, "no-such-shop"):
        assert is_out(gate, write_token(Kind.SESSION, tenant, secret))
    for nonsense in (None, "", "fcs.x.y", "x" * 5000):
        assert is_out(gate, nonsense)


def test_silence_and_time_end_a_session(gate: Gate) -> None:
    gate.member()
    silent, busy = gate.enter(), gate.enter()
    gate.later(minutes=59)
    assert not is_out(gate, busy.token)
    gate.later(minutes=1)
    assert is_out(gate, silent.token)
    for _ in range(11 * 2):
        assert not is_out(gate, busy.token)
        gate.later(minutes=30)
    assert is_out(gate, busy.token)
    assert own_sessions(gate.door, gate.who(gate.enter())) != []


def test_a_persons_sessions_are_listed_and_ended_one_by_one_and_together(gate: Gate) -> None:
    gate.member()
    gate.member(Role.AUDITOR, login="bob@shop.example")
    one, two, three = gate.enter(), gate.enter(), gate.enter()
    bobs = gate.enter("bob@shop.example")
    who = gate.who(one)
    assert {one.session.id, two.session.id, three.session.id} < {found.id for found in own_sessions(gate.door, who)}
    end_own_session(gate.door, who, two.session.id)
    assert is_out(gate, two.token)
    with pytest.raises(NotFoundError):
        end_own_session(gate.door, who, bobs.session.id)
    sign_out(gate.door, gate.who(three))
    assert is_out(gate, three.token)
    assert sign_out_everywhere(gate.door, who) == 2
    assert is_out(gate, one.token)
    assert not is_out(gate, bobs.token)
    assert gate.audit()[-2:] == ["sign-out", "sign-out-everywhere"]


def test_roles_that_are_taken_away_are_gone_at_once(gate: Gate) -> None:
    admin = gate.admin()
    ann = gate.member()
    opened = gate.enter()
    set_roles(gate.door, admin, ann.account, frozenset({Role.AUDITOR}))
    assert is_out(gate, opened.token)
    opened = gate.enter()
    assert gate.who(opened).caller.roles == {Role.AUDITOR}
    shut_account(gate.door, admin, ann.account)
    assert is_out(gate, opened.token)


def test_a_proof_is_fresh_for_five_minutes(gate: Gate) -> None:
    gate.member()
    opened = gate.enter()
    verify_fresh(gate.door, gate.who(opened))
    gate.later(minutes=6)
    with pytest.raises(StepUpNeededError):
        verify_fresh(gate.door, gate.who(opened))


def test_an_erased_person_is_signed_out_and_leaves_nothing(gate: Gate) -> None:
    ann = gate.member()
    opened = gate.enter()
    gate.passkey(gate.who(opened))
    with gate.desk.store.write(gate.tenant) as work:
        work.persons.erase(ann.person, at=gate.now)
    assert is_out(gate, opened.token)
    with gate.desk.store.read(gate.tenant) as work:
        assert work.session.scalars(select(SignInSession)).all() == []
    assert gate.door.units.read(gate.tenant, lambda found: found.passkeys.of_account(ann.account)) == []
    assert gate.door.units.read(gate.tenant, lambda found: found.accounts.login_of(ann.account)) is None
