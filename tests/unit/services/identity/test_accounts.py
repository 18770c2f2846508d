"""Accounts: only administrators make and change them, nobody their own, and each act is noted."""

from collections.abc import Callable

import pytest

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Caller, Role
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.identity.accounts import (
    Wanted,
    add_account,
    all_accounts,
    first_admin,
    forget_passkeys,
    invite,
    invite_buyer,
    link_subject,
    reopen_account,
    set_roles,
    shut_account,
)
from fairclaim.services.identity.errors import (
    LastAdminError,
    LoginTakenError,
    NotSignedInError,
    OwnAccountError,
    RoleMixError,
    StepUpNeededError,
    WrongCredentialsError,
)
from fairclaim.services.identity.invitations import accept_invitation
from fairclaim.services.identity.sessions import signed_in, verify_fresh
from fairclaim.services.identity.sign_in import sign_in
from store_engines import NOON
from unit.services.identity.gate import HOME, LOGIN, PASSWORD, Gate


def wanted(*roles: Role, login: str = LOGIN, acts_for: PersonId | None = None) -> Wanted:
    return Wanted(login=login, roles=frozenset(roles), acts_for=acts_for)


def test_the_first_administrator_comes_in_once(gate: Gate) -> None:
    admin = gate.admin()
    assert admin.roles == {Role.ADMIN}
    with pytest.raises(LastAdminError):
        first_admin(gate.door, gate.tenant, "second@shop.example")


def test_an_account_is_made_listed_shut_and_opened_again_and_all_is_noted(gate: Gate) -> None:
    admin = gate.admin()
    ann = gate.member(Role.REVIEWER, Role.POLICY_EDITOR)
    listed = {account.id: (login, account) for account, login in all_accounts(gate.door, admin)}
    login, account = listed[ann.account]
    assert login == LOGIN
    assert account.roles == {Role.REVIEWER, Role.POLICY_EDITOR}
    shut_account(gate.door, admin, ann.account)
    with pytest.raises(WrongCredentialsError):
        gate.enter()
    with pytest.raises(NotFoundError):
        invite(gate.door, admin, ann.account)
    reopen_account(gate.door, admin, ann.account)
    gate.enter()
    expected = {"add-account", "accept-invitation", "see-accounts", "shut-account", "reopen-account", "sign-in"}
    assert expected <= set(gate.audit())
    with gate.desk.store.read(gate.tenant) as work:
        entries = work.rulings.audited("account", ann.account)
    assert all(LOGIN not in str(entry) and "Ann" not in str(entry) for entry in entries)


def test_an_agent_acts_for_one_merchant(gate: Gate) -> None:
    with gate.desk.store.write(gate.tenant) as work:
        work.persons.add("merchant-1", kind="merchant", at=NOON)
    ann = gate.member(Role.REVIEWER)
    admin = gate.admin()
    agent = add_account(
        gate.door, admin, wanted(Role.MERCHANT_AGENT, login="m@shop.example", acts_for=PersonId("merchant-1"))
    )
    found = {account.id: account for account, _ in all_accounts(gate.door, admin)}
    assert found[agent.account].acts_for == "merchant-1"
    assert found[ann.account].acts_for is None
    for nobody in (ann.person, PersonId("nobody")):
        with pytest.raises(NotFoundError):
            add_account(gate.door, admin, wanted(Role.MERCHANT_AGENT, login="n@shop.example", acts_for=nobody))


def test_who_has_lost_a_passkey_is_let_in_by_password_again(gate: Gate) -> None:
    admin, ann = gate.admin(), gate.member()
    opened = gate.enter()
    gate.passkey(gate.who(opened))
    with pytest.raises(StepUpNeededError):
        verify_fresh(gate.door, gate.who(opened))
    assert forget_passkeys(gate.door, admin, ann.account) == 1
    with pytest.raises(NotSignedInError):
        gate.who(opened)
    verify_fresh(gate.door, gate.who(gate.enter()))
    assert "forget-passkeys" in gate.audit()


def test_a_login_belongs_to_one_account(gate: Gate) -> None:
    gate.member()
    with pytest.raises(LoginTakenError):
        gate.invited(login="ANN@Shop.example")


@pytest.mark.parametrize(
    ("roles", "acts_for"),
    [
        ((), None),
        ((Role.MACHINE,), None),
        ((Role.INTEGRATION,), None),
        ((Role.ADMIN, Role.REVIEWER), None),
        ((Role.ADMIN, Role.AUDITOR), None),
        ((Role.BUYER, Role.REVIEWER), None),
        ((Role.MERCHANT_AGENT,), None),
        ((Role.REVIEWER,), "merchant-1"),
    ],
)
def test_roles_that_do_not_go_together_are_refused(gate: Gate, roles: tuple[Role, ...], acts_for: str | None) -> None:
    admin = gate.admin()
    party = None if acts_for is None else PersonId(acts_for)
    with pytest.raises(RoleMixError):
        add_account(gate.door, admin, wanted(*roles, acts_for=party))
    with pytest.raises(RoleMixError):
        set_roles(gate.door, admin, gate.member().account, frozenset(roles), acts_for=party)


def test_nobody_changes_their_own_account_and_an_administrator_stays(gate: Gate) -> None:
    admin = gate.admin()
    mine = next(account.id for account, _ in all_accounts(gate.door, admin) if account.person == admin.person)
    with pytest.raises(OwnAccountError):
        set_roles(gate.door, admin, mine, frozenset({Role.REVIEWER}))
    with pytest.raises(OwnAccountError):
        shut_account(gate.door, admin, mine)
    stranger = Caller(tenant=gate.tenant, person=PersonId("other"), roles=frozenset({Role.ADMIN}))
    with pytest.raises(LastAdminError):
        shut_account(gate.door, stranger, mine)
    with pytest.raises(LastAdminError):
        set_roles(gate.door, stranger, mine, frozenset({Role.POLICY_EDITOR}))
    gate.member(Role.ADMIN)
    shut_account(gate.door, stranger, mine)


def acts(gate: Gate, account: str) -> list[Callable[[Caller], object]]:
    return [
        lambda who: add_account(gate.door, who, wanted(Role.REVIEWER, login="new@shop.example")),
        lambda who: invite(gate.door, who, account),
        lambda who: set_roles(gate.door, who, account, frozenset({Role.SENIOR})),
        lambda who: shut_account(gate.door, who, account),
        lambda who: forget_passkeys(gate.door, who, account),
        lambda who: reopen_account(gate.door, who, account),
        lambda who: link_subject(gate.door, who, account, provider="platform", subject="x"),
        lambda who: all_accounts(gate.door, who),
    ]


def test_nobody_else_may_do_any_of_it(gate: Gate) -> None:
    ann = gate.member()
    everything_but = frozenset(Role) - {Role.ADMIN}
    who = Caller(tenant=gate.tenant, person=PersonId("other"), roles=everything_but)
    before = gate.audit()
    for act in acts(gate, ann.account):
        with pytest.raises(NotAllowedError):
            act(who)
    assert gate.audit() == before


def test_another_tenants_account_is_as_if_it_did_not_exist(gate: Gate) -> None:
    ann = gate.member()
    theirs = Caller(tenant=gate.desk.theirs, person=PersonId("other"), roles=frozenset({Role.ADMIN}))
    for act in acts(gate, ann.account)[1:-1]:
        with pytest.raises(NotFoundError):
            act(theirs)
    assert all_accounts(gate.door, theirs) == []


def test_an_erased_persons_account_stays_shut(gate: Gate) -> None:
    admin = gate.admin()
    ann = gate.member()
    with gate.desk.store.write(gate.tenant) as work:
        work.persons.erase(ann.person, at=gate.now)
    with pytest.raises(NotFoundError):
        reopen_account(gate.door, admin, ann.account)
    assert (None, False) in [(login, account.is_active) for account, login in all_accounts(gate.door, admin)]


def with_buyers(gate: Gate) -> Caller:
    admin = gate.admin()
    with gate.desk.store.write(gate.tenant) as work:
        for person, name in (("buyer-1", "U-77"), ("buyer-2", "U-88"), ("buyer-3", "U-88")):
            work.persons.add(person, kind="buyer", at=NOON, fields={"platform-account": name})
    return admin


def test_an_invited_buyer_is_the_person_whom_orders_know(gate: Gate) -> None:
    admin = with_buyers(gate)
    invited = invite_buyer(gate.door, admin, "U-77")
    assert invited.person == "buyer-1"
    opened = accept_invitation(gate.door, invited.token, PASSWORD, address=HOME)
    who = signed_in(gate.door, opened.token).caller
    assert (who.person, who.roles, who.acts_for) == (PersonId("buyer-1"), frozenset({Role.BUYER}), None)
    sign_in(gate.door, gate.tenant, "U-77", PASSWORD, address=HOME)
    again = invite_buyer(gate.door, admin, "U-77", login="13800000000")
    assert again.account == invited.account
    sign_in(gate.door, gate.tenant, "13800000000", PASSWORD, address=HOME)


def test_a_buyer_is_invited_by_who_runs_the_desk_and_only_if_there_is_exactly_one(gate: Gate) -> None:
    admin = with_buyers(gate)
    for unknown in ("U-99", "u-77", "U-88"):
        with pytest.raises(NotFoundError):
            invite_buyer(gate.door, admin, unknown)
    ann = gate.member(Role.REVIEWER)
    with pytest.raises(LoginTakenError):
        invite_buyer(gate.door, admin, "U-77", login=LOGIN)
    reviewer = Caller(tenant=gate.tenant, person=ann.person, roles=frozenset({Role.REVIEWER}))
    with pytest.raises(NotAllowedError):
        invite_buyer(gate.door, reviewer, "U-77")
    shut_account(gate.door, admin, invite_buyer(gate.door, admin, "U-77").account)
    with pytest.raises(NotFoundError):
        invite_buyer(gate.door, admin, "U-77")
