"""Who runs the desk invites, takes links back, gives roles and shuts accounts on one page; nobody else does."""

import pytest

from fairclaim.services.caller import Role
from fairclaim.services.identity.errors import LinkExpiredError
from fairclaim.services.identity.invitations import accept_invitation
from fairclaim.services.identity.see_accounts import AccountSeen, desk_accounts
from fairclaim.web.pages.staff.accounts_pages import with_agent
from unit.services.identity.gate import HOME, LOGIN, PASSWORD, Gate
from unit.web.pages.staff.account_office import ROOT, Office, link_in


def listed(office: Office) -> dict[str | None, AccountSeen]:
    admin = office.gate.who(office.gate.enter(ROOT)).caller
    return {one.login: one for one in desk_accounts(office.gate.door, admin)}


def test_somebody_is_invited_comes_and_is_listed(gate: Gate) -> None:
    office = Office(gate)
    admin = office.browser()
    made = admin.post("/accounts", data={"login": LOGIN, "roles": ["reviewer", "policy-editor"], "name": "Ann"})
    assert "It is shown this once" in made.text
    assert f"{gate.door.site.origin}/sign-in/invitation#" in made.text
    assert "invited until" in made.text
    accept_invitation(gate.door, link_in(made), PASSWORD, address=HOME)
    page = admin.get("/accounts").text
    assert LOGIN in page
    assert "invited until" not in page
    assert link_in(made) not in page
    taken = admin.post("/accounts", data={"login": LOGIN, "roles": "senior"})
    assert taken.status_code == 409
    assert 'role="alert"' in taken.text
    assert admin.post("/accounts", data={"login": "x", "roles": ["admin", "auditor"]}).status_code == 422


def test_a_buyer_is_invited_by_the_shops_id_and_the_link_is_taken_back(gate: Gate) -> None:
    office = Office(gate)
    office.with_parties()
    admin = office.browser()
    made = admin.post("/accounts/buyers", data={"buyer": " b-7 "})
    assert made.status_code == 200
    (account,) = [one.account.id for one in listed(office).values() if one.is_buyer]
    again = admin.post(f"/accounts/{account}/invitation")
    assert link_in(again) != link_in(made)
    assert admin.post(f"/accounts/{account}/withdrawal").headers["location"] == "/accounts"
    with pytest.raises(LinkExpiredError):
        accept_invitation(gate.door, link_in(again), PASSWORD, address=HOME)
    assert "b-7" not in admin.get("/accounts").text.split("<tbody>")[1]
    assert "b-7" in admin.get("/accounts", params={"named": "b-7"}).text.split("<tbody>")[1]
    assert "No account goes by this name" in admin.get("/accounts", params={"named": "none"}).text
    assert admin.post("/accounts/buyers", data={"buyer": "unknown"}).status_code == 404


def test_who_acts_for_a_merchant_is_an_agent_and_nothing_else(gate: Gate) -> None:
    office = Office(gate)
    office.with_parties()
    admin = office.browser()
    assert admin.post("/accounts", data={"login": "a@x", "acts_for": "nobody"}).status_code == 404
    assert admin.post("/accounts", data={"login": "a@x", "acts_for": "s-1", "roles": "senior"}).status_code == 422
    assert admin.post("/accounts", data={"login": "a@x", "acts_for": "s-1"}).status_code == 200
    agent = listed(office)["a@x"]
    assert agent.account.roles == {Role.MERCHANT_AGENT}
    assert agent.reference == "s-1"
    assert with_agent((Role.SENIOR,), "") == {Role.SENIOR}


def test_roles_passkeys_and_doors_are_changed(gate: Gate) -> None:
    office = Office(gate)
    account = gate.member(Role.REVIEWER).account
    gate.passkey(gate.who(gate.enter()))
    admin = office.browser()
    assert "Remove the 1 passkey" in admin.get("/accounts").text
    admin.post(f"/accounts/{account}/passkeys-removal")
    assert listed(office)[LOGIN].passkeys == 0
    admin.post(f"/accounts/{account}/roles", data={"roles": ["senior"]})
    assert listed(office)[LOGIN].account.roles == {Role.SENIOR}
    assert admin.post(f"/accounts/{account}/roles").status_code == 422
    admin.post(f"/accounts/{account}/shut")
    assert "Open it again" in admin.get("/accounts").text
    admin.post(f"/accounts/{account}/reopen")
    assert listed(office)[LOGIN].account.is_active
    own = listed(office)[ROOT].account.id
    assert admin.post(f"/accounts/{own}/shut").status_code == 409


def test_nothing_is_changed_without_a_fresh_proof_and_the_page_says_how(gate: Gate) -> None:
    office = Office(gate)
    admin = office.browser()
    gate.later(minutes=6)
    page = admin.get("/accounts").text
    assert "first show again who you are" in page
    assert 'action="/accounts/buyers"' not in page
    sent = admin.post("/accounts", data={"login": LOGIN, "roles": "senior"}, headers={"Referer": f"{ROOT}/accounts"})
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/sign-in/again?to=")
    assert LOGIN not in listed(office)


def test_nobody_else_sees_them(gate: Gate) -> None:
    office = Office(gate)
    gate.member(Role.SENIOR, Role.AUDITOR)
    senior = office.browser(LOGIN)
    assert senior.get("/accounts").status_code == 403
    assert senior.post("/accounts", data={"login": "x", "roles": "senior"}).status_code == 403
    assert office.browser(None).get("/accounts").headers["location"] == "/sign-in?to=/accounts"
