import pytest

from fairclaim.web.sign_in.router import PREFIX
from store_engines import desk, empty_sqlite, engine, postgres_engine
from unit.services.identity.gate import LOGIN, PASSWORD, Gate
from unit.web.pages.staff.account_office import Office
from unit.web.sign_in.conftest import gate

__all__ = ["desk", "empty_sqlite", "engine", "gate", "postgres_engine"]
NEW = "a sentence that nobody guesses"


@pytest.fixture
def office(gate: Gate) -> Office:
    gate.member()
    return Office(gate)


def test_a_passkey_is_told_of_and_removed_once_its_person_has_shown_who_they_are(office: Office) -> None:
    browser, who = office.browser(LOGIN), office.gate.who(office.gate.enter())
    assert "You have none yet." in browser.get("/own-access").text
    device = office.gate.passkey(who)
    page = browser.get("/own-access").text
    assert "never yet" in page
    removal = page.split('action="', 1)[1].split("/removal", 1)[0].rsplit('"', 1)[-1] + "/removal"
    led = browser.post(removal, headers={"Referer": "https://desk.example/own-access"})
    assert led.headers["location"] == "/sign-in/again?to=/own-access", "a password is not enough any more"
    asked = browser.post(f"{PREFIX}/step-up/options").json()
    assert browser.post(f"{PREFIX}/step-up/verify", json={"credential": device.get(asked)}).status_code == 200
    assert browser.post(removal).headers["location"] == "/own-access"
    assert "You have none yet." in browser.get("/own-access").text


def test_the_password_is_changed_and_other_places_are_signed_out(office: Office) -> None:
    here, there = office.browser(LOGIN), office.browser(LOGIN)
    page = here.get("/own-access").text
    assert page.count("Sign out there") >= 1
    differ = here.post("/own-access/password", data={"old": PASSWORD, "new": NEW, "again": NEW + "!"})
    assert (differ.status_code, "differ" in differ.text) == (422, True)
    wrong = here.post("/own-access/password", data={"old": "no", "new": NEW, "again": NEW})
    assert wrong.status_code == 401
    office.gate.later(minutes=1)
    done = here.post("/own-access/password", data={"old": PASSWORD, "new": NEW, "again": NEW})
    assert done.headers["location"] == "/own-access?changed=password"
    assert "The password is changed." in here.get("/own-access?changed=password").text
    assert there.get("/own-access").headers["location"] == "/sign-in?to=/own-access"


def test_one_ends_a_session_elsewhere_or_all_of_them(office: Office) -> None:
    here, there = office.browser(LOGIN), office.browser(LOGIN)
    end = here.get("/own-access").text.split("/own-access/sessions/", 1)[1].split('"', 1)[0]
    assert here.post(f"/own-access/sessions/{end}").headers["location"] == "/own-access"
    assert there.get("/own-access").status_code == 303
    assert here.get("/own-access").status_code == 200
    assert here.post("/own-access/sessions/session-0/end").status_code == 404
    assert here.post("/own-access/sessions/end").headers["location"] == "/sign-in"
    assert here.get("/own-access").status_code == 303
