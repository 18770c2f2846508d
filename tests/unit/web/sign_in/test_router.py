"""The door's routes as a browser uses them."""

import pytest

from fairclaim.web.sign_in.router import PREFIX
from software_authenticator import SoftwareAuthenticator
from unit.services.identity.gate import LOGIN, ORIGIN, PASSWORD, Gate
from unit.web.sign_in.site import browser, sign_in

COOKIE = "__Host-fairclaim-session"
ADMIN = "root@shop.example"
ADMINS = "an administrator's own words"


def test_an_account_from_its_invitation_to_its_end(gate: Gate) -> None:
    gate.admin()
    root, ann = browser(gate), browser(gate)
    assert sign_in(root, gate, ADMIN, ADMINS).status_code == 200
    body = {"login": LOGIN, "roles": ["reviewer"], "name": "Ann Example"}
    made = root.post(f"{PREFIX}/accounts", json=body)
    assert made.status_code == 201
    address, _, token = made.json()["link"].partition("#")
    assert address == f"{ORIGIN}/sign-in/invitation"
    entered = ann.post(f"{PREFIX}/invitation", json={"token": token, "password": PASSWORD})
    assert (entered.status_code, entered.json()["roles"]) == (200, ["reviewer"])
    assert ann.post(f"{PREFIX}/invitation", json={"token": token, "password": PASSWORD}).status_code == 404
    account = made.json()["account"]
    assert ann.get(f"{PREFIX}/accounts").json() == {"code": "not-allowed"}
    assert ann.post(f"{PREFIX}/accounts", json=body | {"login": "x"}).json() == {"code": "not-allowed"}
    assert root.put(f"{PREFIX}/accounts/{account}/roles", json={"roles": ["senior"]}).status_code == 204
    assert ann.get(f"{PREFIX}/session").status_code == 401
    assert sign_in(ann, gate).json()["roles"] == ["senior"]
    assert root.post(f"{PREFIX}/accounts/{account}/shut").status_code == 204
    assert ann.get(f"{PREFIX}/session").status_code == 401
    assert sign_in(ann, gate).json() == {"code": "wrong-credentials"}
    assert root.post(f"{PREFIX}/accounts/{account}/reopen").status_code == 204
    assert root.post(f"{PREFIX}/accounts/{account}/invitation").status_code == 201
    listed = {found["id"]: found for found in root.get(f"{PREFIX}/accounts").json()}
    assert listed[account]["login"] == LOGIN
    assert "password_hash" not in listed[account]


def test_a_cookie_that_was_planted_is_worth_nothing_after_a_sign_in(gate: Gate) -> None:
    gate.member()
    attacker, victim = browser(gate), browser(gate)
    sign_in(attacker, gate)
    planted = attacker.cookies[COOKIE]
    victim.cookies.set(COOKIE, planted)
    sign_in(victim, gate)
    assert attacker.get(f"{PREFIX}/session").status_code == 401


def test_sessions_are_listed_and_ended(gate: Gate) -> None:
    gate.member()
    one, two, three = browser(gate), browser(gate), browser(gate)
    for client in (one, two, three):
        sign_in(client, gate)
    listed = one.get(f"{PREFIX}/sessions").json()
    assert sum(session["is_this"] for session in listed) == 1
    assert "digest" not in listed[0]
    ended = next(found["id"] for found in two.get(f"{PREFIX}/sessions").json() if found["is_this"])
    assert one.delete(f"{PREFIX}/sessions/{ended}").status_code == 204
    assert two.get(f"{PREFIX}/session").status_code == 401
    assert one.delete(f"{PREFIX}/sessions/{ended}").json() == {"code": "not-found"}
    out = one.post(f"{PREFIX}/sign-out")
    assert out.status_code == 204
    assert f'{COOKIE}="";' in out.headers["set-cookie"]
    assert one.get(f"{PREFIX}/session").status_code == 401
    assert three.delete(f"{PREFIX}/sessions").status_code == 204
    assert three.get(f"{PREFIX}/session").status_code == 401


def test_a_passkey_from_its_making_to_a_step_up(gate: Gate) -> None:
    gate.member()
    client, device = browser(gate), SoftwareAuthenticator(ORIGIN)
    sign_in(client, gate)
    options = client.post(f"{PREFIX}/passkeys/options").json()
    assert client.post(f"{PREFIX}/passkeys", json={"credential": device.create(options)}).status_code == 201
    assert client.post("/publish").json() == {"code": "step-up-needed"}
    before = client.cookies[COOKIE]
    options = client.post(f"{PREFIX}/step-up/options").json()
    assert client.post(f"{PREFIX}/step-up/verify", json={"credential": device.get(options)}).status_code == 200
    assert client.cookies[COOKIE] != before
    assert client.post("/publish").status_code == 200
    fresh = browser(gate)
    options = fresh.post(f"{PREFIX}/passkey/options", json={"tenant": gate.tenant}).json()
    entered = fresh.post(f"{PREFIX}/passkey/verify", json={"tenant": gate.tenant, "credential": device.get(options)})
    assert entered.json()["proven_by"] == "passkey"
    (known,) = fresh.get(f"{PREFIX}/passkeys").json()
    assert fresh.delete(f"{PREFIX}/passkeys/{known['id']}").status_code == 204
    assert fresh.get(f"{PREFIX}/passkeys").json() == []


def test_passwords_are_changed_and_proved_again(gate: Gate) -> None:
    gate.member()
    client = browser(gate)
    sign_in(client, gate)
    gate.later(minutes=6)
    assert client.post("/publish").json() == {"code": "step-up-needed"}
    assert client.post(f"{PREFIX}/password/again", json={"password": PASSWORD}).status_code == 200
    assert client.post("/publish").status_code == 200
    changed = client.post(f"{PREFIX}/password/change", json={"old": PASSWORD, "new": "fresh words for a new day"})
    assert changed.status_code == 200
    assert client.get(f"{PREFIX}/session").status_code == 200


def test_keys_are_issued_rotated_and_revoked(gate: Gate) -> None:
    gate.admin()
    root = browser(gate)
    sign_in(root, gate, ADMIN, ADMINS)
    made = root.post(f"{PREFIX}/keys", json={"label": "orders", "scopes": ["file"], "days": 90})
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
    old = made.json()
    new = root.post(f"{PREFIX}/keys/{old['key']['id']}/rotate", json={"overlap_hours": 1}).json()
    assert new["key"]["replaces"] == old["key"]["id"]

    def status(token: str) -> int:
        answer = browser(gate).post("/file", headers={"Authorization": f"Bearer {token}"})
        return int(answer.status_code)

    assert (status(old["token"]), status(new["token"])) == (200, 200)
    gate.later(hours=1)
    assert (status(old["token"]), status(new["token"])) == (401, 200)
    sign_in(root, gate, ADMIN, ADMINS)
    assert root.delete(f"{PREFIX}/keys/{new['key']['id']}").status_code == 204
    assert status(new["token"]) == 401
    assert all("token" not in key and "digest" not in key for key in root.get(f"{PREFIX}/keys").json())


def test_odd_ids_reach_no_store(gate: Gate) -> None:
    gate.admin()
    root = browser(gate)
    sign_in(root, gate, ADMIN, ADMINS)
    for odd in ("%00", "a%00b", "x" * 65, "%F0%9F%A6%8A"):
        assert root.post(f"{PREFIX}/accounts/{odd}/shut").status_code == 422
        for route in ("keys", "passkeys", "sessions"):
            assert root.delete(f"{PREFIX}/{route}/{odd}").status_code == 422
    for body in ({"label": "a\x00b", "scopes": ["file"]}, {"label": "x", "scopes": ["judge"]}):
        assert root.post(f"{PREFIX}/keys", json=body).status_code == 422
    for tenant, login in (("a\x00b", "x"), (gate.tenant, "a\x00b"), (gate.tenant, "😀"), ("😀", "x")):
        body = {"tenant": tenant, "login": login, "password": "a\x00b"}
        assert browser(gate).post(f"{PREFIX}/password", json=body).status_code == 401
    surrogate = '{"tenant": "t", "login": "\\ud800", "password": "p", "credential": {"id": "\\ud800"}}'
    for route in ("password", "passkey/verify"):
        sent = browser(gate).post(f"{PREFIX}/{route}", content=surrogate, headers={"Content-Type": "application/json"})
        assert sent.status_code in {401, 422}, route
    odd_parts = '"id": "\\ud800", "rawId": "\\ud800", "type": "public-key", "response": {"clientDataJSON": "\\ud800"}'
    half = '{"tenant": "%s", "credential": {' + odd_parts + "}}"
    sent = browser(gate).post(
        f"{PREFIX}/passkey/verify", content=half % gate.tenant, headers={"Content-Type": "application/json"}
    )
    assert sent.status_code in {401, 422}
    assert root.delete(f"{PREFIX}/accounts/account-none/passkeys").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"tenant": "t"},
        {"tenant": "", "login": "l", "password": "p"},
        {"tenant": "t", "login": "l", "password": "p", "x": 1},
    ],
)
def test_bodies_that_are_not_as_described_are_refused(gate: Gate, body: dict[str, object]) -> None:
    assert browser(gate).post(f"{PREFIX}/password", json=body).status_code == 422
