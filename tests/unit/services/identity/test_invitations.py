"""A link sets a password once, within its time, for an account that is open."""

import pytest

from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.identity.accounts import invite, shut_account
from fairclaim.services.identity.errors import (
    LinkExpiredError,
    NotSignedInError,
    WeakPasswordError,
    WrongCredentialsError,
)
from fairclaim.services.identity.invitations import accept_invitation, withdraw_invitation
from fairclaim.services.identity.tokens import Kind, write_token
from unit.services.identity.gate import HOME, LOGIN, PASSWORD, Gate


def test_a_link_works_once(gate: Gate) -> None:
    invited = gate.invited()
    opened = accept_invitation(gate.door, invited.token, PASSWORD, address=HOME)
    assert gate.who(opened).account.id == invited.account
    with pytest.raises(LinkExpiredError):
        accept_invitation(gate.door, invited.token, PASSWORD, address=HOME)
    gate.enter()


def test_a_weak_password_does_not_use_the_link_up(gate: Gate) -> None:
    invited = gate.invited()
    for weak in ("short", f"{LOGIN} and some more"):
        with pytest.raises(WeakPasswordError):
            accept_invitation(gate.door, invited.token, weak, address=HOME)
    accept_invitation(gate.door, invited.token, PASSWORD, address=HOME)


def test_links_that_are_over_replaced_foreign_or_invented_sound_alike_and_cost_no_hash(gate: Gate) -> None:
    admin = gate.admin()
    late, replaced, shut = (gate.invited(login=f"{name}@shop.example") for name in ("late", "replaced", "shut"))
    gate.later(hours=72)
    replaced_now = invite(gate.door, admin, replaced.account)
    newest = invite(gate.door, admin, replaced.account)
    shut = invite(gate.door, admin, shut.account)
    shut_account(gate.door, admin, shut.account)
    secret = newest.token.rsplit(".", maxsplit=1)[1]
    foreign = write_token(Kind.INVITATION, gate.desk.theirs, secret)
    invented = write_token(Kind.INVITATION, gate.tenant, "x")
    before = gate.passwords.hashed
    for sent in (
        late.token,
        replaced_now.token,
        shut.token,
        foreign,
        invented,
        write_token(Kind.INVITATION, "no", "x"),
        "",
    ):
        with pytest.raises(LinkExpiredError):
            accept_invitation(gate.door, sent, PASSWORD, address=HOME)
    assert gate.passwords.hashed == before
    accept_invitation(gate.door, newest.token, PASSWORD, address=HOME)


def test_a_new_password_by_link_ends_what_the_old_one_opened(gate: Gate) -> None:
    admin = gate.admin()
    ann = gate.member()
    opened = gate.enter()
    for _ in range(5):
        with pytest.raises(WrongCredentialsError):
            gate.enter(password="wrong")  # noqa: S106
    again = invite(gate.door, admin, ann.account)
    accept_invitation(gate.door, again.token, "entirely different words", address=HOME)
    with pytest.raises(NotSignedInError):
        gate.who(opened)
    gate.enter(password="entirely different words")  # noqa: S106  (and there is no wait left)


def test_a_link_that_was_taken_back_opens_nothing_and_only_who_runs_the_desk_takes_it(gate: Gate) -> None:
    admin, invited = gate.admin(), gate.invited()
    reviewer = gate.who(accept_invitation(gate.door, gate.invited(login="r@x").token, PASSWORD, address=HOME)).caller
    with pytest.raises(NotAllowedError):
        withdraw_invitation(gate.door, reviewer, invited.account)
    with pytest.raises(NotFoundError):
        withdraw_invitation(gate.door, admin, "none")
    withdraw_invitation(gate.door, admin, invited.account)
    with pytest.raises(LinkExpiredError):
        accept_invitation(gate.door, invited.token, PASSWORD, address=HOME)
    assert "withdraw-invitation" in gate.audit()
