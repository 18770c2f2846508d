"""The authenticator over HTTP: cookies, keys, and requests of other sites' pages."""

from dataclasses import replace

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.services.grants import Action
from fairclaim.services.identity.api_keys import issue_key
from fairclaim.services.identity.door import Site
from fairclaim.web.sign_in.router import PREFIX
from unit.services.identity.gate import Gate
from unit.web.sign_in.site import browser, sign_in, site

COOKIE = "__Host-fairclaim-session"


def test_the_cookie_is_for_this_host_out_of_reach_of_scripts_and_of_other_sites(gate: Gate) -> None:
    gate.member()
    answer = sign_in(browser(gate), gate)
    assert answer.status_code == 200
    parts = answer.headers["set-cookie"].split("; ")
    assert parts[0].startswith(f"{COOKIE}=fcs.")
    assert {part.lower() for part in parts[1:]} == {"path=/", "secure", "httponly", "samesite=lax"}
    assert answer.headers["cache-control"] == "no-store"
    assert "fcs." not in answer.text


def test_plain_http_serves_the_own_machine_only(gate: Gate) -> None:
    gate.member()
    gate.door = replace(gate.door, site=Site(origin="http://localhost:8000", host="localhost", name="A desk"))
    answer = sign_in(browser(gate, origin="http://localhost:8000"), gate)
    assert answer.headers["set-cookie"].startswith("fairclaim-session=fcs.")
    gate.door = replace(gate.door, site=Site(origin="http://desk.example", host="desk.example", name="A desk"))
    with pytest.raises(UsageError):
        site(gate.door)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://desk.example.evil.example"},
        {"Origin": "http://desk.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
    ids=str,
)
def test_what_another_sites_page_sends_is_refused(gate: Gate, headers: dict[str, str]) -> None:
    gate.member()
    client = browser(gate)
    sign_in(client, gate)
    for name in ("Origin", "Sec-Fetch-Site"):
        del client.headers[name]
    routes = [f"{PREFIX}/sign-out", f"{PREFIX}/password", f"{PREFIX}/passkey/options", "/file", "/publish"]
    for route in routes:
        answer = client.post(route, json={}, headers=headers)
        assert (answer.status_code, answer.json()) == (403, {"code": "cross-origin"}), route
    assert client.delete(f"{PREFIX}/sessions", headers=headers).status_code == 403
    assert client.get(f"{PREFIX}/session", headers=headers).status_code == 200


def test_bodies_are_json(gate: Gate) -> None:
    client = browser(gate)
    answer = client.post(
        f"{PREFIX}/password",
        content='{"tenant":"t","login":"l","password":"p"}',
        headers={"Content-Type": "text/plain"},
    )
    assert answer.status_code == 422
    assert client.post(f"{PREFIX}/password", data={"tenant": "t", "login": "l", "password": "p"}).status_code == 422
    assert "access-control-allow-origin" not in client.options(f"{PREFIX}/password").headers


def test_a_key_is_held_to_its_scopes_and_needs_no_page(gate: Gate) -> None:
    admin = gate.admin()
    filing = issue_key(gate.door, admin, label="orders", scopes=frozenset({Action.FILE}))
    seeing = issue_key(gate.door, admin, label="reports", scopes=frozenset({Action.SEE}))
    client = browser(gate)
    for name in ("Origin", "Sec-Fetch-Site"):
        del client.headers[name]

    def ask(route: str, token: str, scheme: str = "Bearer") -> tuple[int, str | None]:
        answer = client.post(route, headers={"Authorization": f"{scheme} {token}"})
        return answer.status_code, answer.json().get("code")

    assert ask("/file", filing.token) == (200, None)
    assert ask("/file", filing.token, "bearer") == (200, None)
    assert ask("/file", seeing.token) == (403, "out-of-scope")
    assert ask("/publish", filing.token) == (403, "step-up-needed")
    for wrong in (f"{filing.token}x", "x", ""):
        assert ask("/file", wrong) == (401, "not-signed-in")
        assert ask("/publish", wrong) == (401, "not-signed-in")


def test_a_wrong_header_is_not_ignored_in_favour_of_a_cookie(gate: Gate) -> None:
    gate.member()
    client = browser(gate)
    sign_in(client, gate)
    assert client.post("/file").status_code == 200
    for header in ("Bearer x", "Basic YTpi", "Bearer", ""):
        assert client.post("/file", headers={"Authorization": header}).status_code == 401


def test_a_key_does_not_reach_the_doors_own_routes(gate: Gate) -> None:
    issued = issue_key(gate.door, gate.admin(), label="orders", scopes=frozenset({Action.FILE}))
    client = browser(gate)
    headers = {"Authorization": f"Bearer {issued.token}"}
    assert client.get(f"{PREFIX}/session", headers=headers).status_code == 401
    assert client.get(f"{PREFIX}/keys", headers=headers).json() == {"code": "not-allowed"}
    made = client.post(f"{PREFIX}/keys", json={"label": "x", "scopes": ["file"]}, headers=headers)
    assert made.json() == {"code": "step-up-needed"}


def test_nobody_is_nobody(gate: Gate) -> None:
    client = browser(gate)
    for cookie in ("", "nonsense", "fcs.x.y"):
        client.cookies.set(COOKIE, cookie)
        assert client.post("/file").status_code == 401
        assert client.get(f"{PREFIX}/session").json() == {"code": "not-signed-in"}
