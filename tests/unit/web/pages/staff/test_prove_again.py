from fairclaim.services.identity.sessions import verify_fresh
from fairclaim.web.pages.staff.prove_again import again_path
from unit.services.identity.gate import LOGIN, PASSWORD, Gate
from unit.web.pages.staff.account_office import Office


def test_a_password_proves_again_and_leads_back(gate: Gate) -> None:
    office = Office(gate)
    admin = office.browser()
    gate.later(minutes=6)
    page = admin.get(again_path("/accounts?named=x"))
    assert 'value="/accounts?named=x"' in page.text
    wrong = admin.post("/sign-in/again", data={"password": "not mine", "to": "/accounts"})
    assert wrong.status_code == 401
    assert 'role="alert"' in wrong.text
    gate.later(minutes=1)
    done = admin.post("/sign-in/again", data={"password": PASSWORD, "to": "/accounts"})
    assert (done.status_code, done.headers["location"]) == (303, "/accounts")
    assert 'action="/accounts/buyers"' in admin.get("/accounts").text


def test_nobody_is_led_elsewhere_and_a_passkey_is_asked_for_where_there_is_one(gate: Gate) -> None:
    office = Office(gate)
    gate.member()
    reviewer = office.browser(LOGIN)
    assert 'href="/"' in reviewer.get(again_path("//evil.example")).text
    done = reviewer.post("/sign-in/again", data={"password": PASSWORD, "to": "https://evil.example"})
    assert done.headers["location"] == "/"
    who = gate.who(gate.enter())
    verify_fresh(gate.door, who)
    gate.passkey(who)
    page = reviewer.get(again_path("/accounts")).text
    assert "Use my passkey" in page
    assert 'type="password"' not in page
    assert office.browser(None).get("/sign-in/again").headers["location"] == "/sign-in?to=/sign-in/again"
