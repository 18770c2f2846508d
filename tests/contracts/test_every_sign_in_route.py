"""Every route of the door: without a session, with an API key, from another site's page, in every role, and from another tenant.

The routes come from the OpenAPI document, so that none can be forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Role
from fairclaim.services.grants import Action
from fairclaim.services.identity.accounts import APART, OF_NO_ACCOUNT
from fairclaim.services.identity.api_keys import issue_key
from fairclaim.store import migrate
from fairclaim.store.open_store import open_store
from fairclaim.web.api.examples import EXAMPLES
from fairclaim.web.api.openapi import api_document
from fairclaim.web.sign_in.signed_in import SignedIn
from store_engines import NOON, RING, Desk, Engine
from unit.services.counter import Counter
from unit.services.identity.gate import ORIGIN, PASSWORD, Gate
from unit.web.desk_over_http import InProcess
from unit.web.whole_desk import NAMES, whole_app

HERE = "/api/v1/sign-in"
OWN = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
ELSEWHERE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
MERCHANT = PersonId("merchant-1")
PEOPLE = [role for role in Role if role not in OF_NO_ACCOUNT and role is not Role.ADMIN]


@dataclass(frozen=True)
class Route:
    name: str
    method: str
    path: str
    is_open: bool
    takes_keys: bool

    @property
    def is_admins(self) -> bool:
        return self.path.startswith((f"{HERE}/accounts", f"{HERE}/keys"))

    @property
    def changes(self) -> bool:
        return self.method != "GET"

    def ask(self, client: httpx.Client, **sent: str) -> httpx.Response:
        path = self.path.format(**{**NAMES, "account": "nobody", **sent})
        return client.request(self.method, path, json=EXAMPLES.get(self.name))


DOCUMENT = api_document()
ROUTES = [
    Route(
        operation["operationId"],
        method.upper(),
        path,
        is_open=operation.get("security") == [],
        takes_keys="security" not in operation,
    )
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
    if path.startswith(f"{HERE}/")
]
GUARDED = [route for route in ROUTES if not route.is_open]
ADMINS = [route for route in ROUTES if route.is_admins]


@dataclass(frozen=True)
class House:
    """A tenant with one account of each role, and another tenant."""

    gate: Gate
    foreign: Gate
    app: FastAPI

    def somebody(self, login: str | None, *, gate: Gate | None = None, headers: dict[str, str] = OWN) -> httpx.Client:
        """Return a browser in which somebody has signed in, or nobody."""
        client = httpx.Client(transport=InProcess(self.app), base_url=ORIGIN, headers=OWN)
        if login is not None:
            body = {"tenant": (gate or self.gate).tenant, "login": login, "password": PASSWORD}
            answer = client.post(f"{HERE}/password", json=body)
            assert answer.status_code == 200, answer.text
        client.headers.update(headers)
        return client

    def key(self) -> str:
        root = self.gate.who(self.gate.enter("admin", PASSWORD)).caller
        scopes = frozenset({Action.FILE, Action.REGISTER_ORDER})
        return issue_key(self.gate.door, root, label="shop", scopes=scopes, lasts=None).token


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    url = f"sqlite:///{tmp_path_factory.mktemp('door') / 'desk.db'}"
    migrate.upgrade(url)
    store = open_store(url, ring=RING)
    for tenant in ("here", "there"):
        store.add_tenant(tenant, name="A shop", at=NOON)
    engine = Engine("sqlite", url, url)
    gate, foreign = Gate(Desk(engine, store, "here", "there")), Gate(Desk(engine, store, "there", "here"))
    with store.write("here") as work:
        work.persons.add(MERCHANT, kind="merchant", at=NOON)
    gate.invited(Role.BUYER, login="spare")  # whose account is the one that routes name: shut, reopened, linked
    for role in PEOPLE:
        gate.invited_as(role, acts_for=MERCHANT if role is Role.MERCHANT_AGENT else None)
    gate.invited_as(Role.ADMIN)
    gate.invited_as(Role.BUYER, login="changer")
    foreign.invited_as(Role.ADMIN)
    yield House(gate, foreign, whole_app(Counter(), signed_in=SignedIn(gate.door)))
    store.close()


def test_the_door_has_routes_of_every_kind() -> None:
    assert {route.name for route in ROUTES if route.takes_keys} == {"all_accounts", "all_keys"}
    assert len(ROUTES) - len(GUARDED) == 6
    assert set(PEOPLE) > APART


@pytest.mark.parametrize("route", GUARDED, ids=lambda route: route.name)
def test_without_a_session_nobody_is_let_in(house: House, route: Route) -> None:
    answer = route.ask(house.somebody(None))
    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


@pytest.mark.parametrize("route", GUARDED, ids=lambda route: route.name)
def test_a_key_opens_nothing_here(house: House, route: Route) -> None:
    answer = route.ask(house.somebody(None, headers={"Authorization": f"Bearer {house.key()}"}))
    assert answer.status_code in (401, 403), answer.text


@pytest.mark.parametrize("route", [one for one in ROUTES if one.changes], ids=lambda route: route.name)
def test_another_sites_page_changes_nothing(house: House, route: Route) -> None:
    answer = route.ask(house.somebody("admin", headers=ELSEWHERE))
    assert (answer.status_code, answer.json()["code"]) == (403, "cross-origin")


@pytest.mark.parametrize("route", ADMINS, ids=lambda route: route.name)
def test_who_does_not_run_the_desk_manages_nothing(house: House, route: Route) -> None:
    for role in PEOPLE:
        answer = route.ask(house.somebody(role.value))
        assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed"), role


@pytest.mark.parametrize("route", [one for one in ADMINS if "{" in one.path], ids=lambda route: route.name)
def test_another_tenants_account_looks_like_none(house: House, route: Route) -> None:
    accounts = house.somebody("admin").get(f"{HERE}/accounts").json()
    known = next(one["id"] for one in accounts if one["roles"] == ["reviewer"])
    foreign = house.somebody("admin", gate=house.foreign)
    bodies = []
    for name in (known, "none"):
        answer = route.ask(foreign, account=name, key=name)
        assert answer.status_code == 404, answer.text
        bodies.append({**answer.json(), "instance": "", "request_id": ""})
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_no_route_has_a_fault_for_who_may(house: House, route: Route) -> None:
    is_lasting = route.name == "change_password"
    answer = route.ask(house.somebody("changer" if is_lasting else "admin"))
    assert answer.status_code < 500, answer.text
    assert answer.status_code in {
        int(status) for status in DOCUMENT["paths"][route.path][route.method.lower()]["responses"]
    }


def test_nothing_that_was_sent_comes_back_in_a_problem(house: House) -> None:
    secret = "my own secret words, mistyped"  # noqa: S105
    client = house.somebody(None)
    for body in (
        {"tenant": 7, "login": "ann", "password": secret * 100},
        {"tenant": "here", "login": "ann", "password": [secret]},
        {"tenant": "here", "login": "ann", "password": secret, "more": secret},
    ):
        answer = client.post(f"{HERE}/password", json=body)
        assert answer.status_code == 422
        assert secret not in answer.text
    broken = client.post(f"{HERE}/password", content=f'{{"password": "{secret}'.encode())
    assert (broken.status_code, secret in broken.text) == (422, False)
    half = client.post(f"{HERE}/password", content=b'{"\\ud800": 1, "tenant": "\\udfff"}')
    assert half.status_code == 422
