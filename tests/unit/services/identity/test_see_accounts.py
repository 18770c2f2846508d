from datetime import timedelta

import pytest

from fairclaim.services.caller import Caller, Role
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.identity.accounts import invite_buyer
from fairclaim.services.identity.invitations import accept_invitation, withdraw_invitation
from fairclaim.services.identity.see_accounts import desk_accounts, find_accounts
from store_engines import NOON
from unit.services.identity.gate import HOME, LOGIN, PASSWORD, Gate


def with_parties(gate: Gate) -> None:
    with gate.desk.store.write(gate.tenant) as work:
        for kind, name in (("merchant", "s-1"), ("buyer", "b-7"), ("buyer", "b-8")):
            work.persons.add(f"{kind}-{name}", kind=kind, at=NOON, fields={"platform-account": name})


def test_staff_agents_and_open_invitations_are_listed_and_buyers_are_asked_for(gate: Gate) -> None:
    with_parties(gate)
    admin = gate.admin()
    gate.member(Role.REVIEWER)
    gate.invited_as(Role.MERCHANT_AGENT, acts_for="merchant-s-1")  # type: ignore[arg-type]  # an id
    comes = invite_buyer(gate.door, admin, "b-7")
    waits = invite_buyer(gate.door, admin, "b-8")
    accept_invitation(gate.door, comes.token, PASSWORD, address=HOME)
    listed = {one.login: one for one in desk_accounts(gate.door, admin)}
    assert set(listed) == {"root@shop.example", LOGIN, "merchant-agent", "b-8"}
    assert listed["merchant-agent"].reference == "s-1"
    assert listed["b-8"].invited_until == gate.now + timedelta(hours=72)
    assert listed["b-8"].is_buyer
    assert listed[LOGIN].invited_until is None
    withdraw_invitation(gate.door, admin, waits.account)
    assert "b-8" not in {one.login for one in desk_accounts(gate.door, admin)}
    for named in ("b-7", "B-7"):
        assert [one.login for one in find_accounts(gate.door, admin, named)] == ["b-7"]
    assert find_accounts(gate.door, admin, "nobody") == ()
    assert "see-accounts" in gate.audit()


def test_only_who_runs_the_desk_looks(gate: Gate) -> None:
    gate.member(Role.SENIOR)
    senior = gate.who(gate.enter()).caller
    nobody = Caller(tenant=gate.tenant, person=senior.person, roles=frozenset())
    for who in (senior, nobody):
        with pytest.raises(NotAllowedError):
            desk_accounts(gate.door, who)
        with pytest.raises(NotAllowedError):
            find_accounts(gate.door, who, LOGIN)
