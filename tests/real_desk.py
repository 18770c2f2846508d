"""A whole desk as it runs: a real store, granian, the door, a worker; and people who come in over HTTP like anybody else."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from fairclaim.compose import OpenDesk, new_id, open_desk
from fairclaim.runtime.databases import prepare_jobs
from fairclaim.runtime.limits import RuntimeLimits
from fairclaim.runtime.webhooks.address import Egress
from fairclaim.runtime.webhooks.backoff import Backoff
from fairclaim.runtime.webhooks.deliver import Courier
from fairclaim.runtime.webhooks.outbox_parcels import OutboxParcels
from fairclaim.runtime.webhooks.send import Sender
from fairclaim.runtime.webhooks.signature import verify
from fairclaim.services.identity.accounts import first_admin
from fairclaim.services.identity.door import Door, ProviderSetup, Site
from fairclaim.services.identity.passwords import Passwords
from fairclaim.services.keep_endpoints import https_only
from fairclaim.services.ports.evidence import Examiner
from fairclaim.settings import Secret, Settings
from fairclaim.store.identity.units import StoredIdentities
from fairclaim.store.keys.key_file import create_key_file
from fairclaim.web.api.all_routers import all_routers
from fairclaim.web.api.app import make_app
from fairclaim.web.api.parts import Parts
from fairclaim.web.server import WebServer
from fairclaim.web.sign_in.oidc_provider import OidcProvider, ProviderSettings
from fairclaim.web.sign_in.signed_in import SignedIn
from loopback_provider import CLIENT, SECRET, LoopbackProvider
from store_engines import DESK_ROLE, Engine
from unit.services.identity.gate import CHEAP
from unit.web.desk_over_http import GENEROUS

ORIGIN = "http://localhost"
"""Of the desk's own pages, wherever it listens."""
HOOK = "https://shop.example"
PASSWORD = "four unrelated words here"  # noqa: S105
QUICK = RuntimeLimits(
    polling_s=0.1, sweep_s=0.2, ahead_s=2.0, watch_s=0.5, idle_s=5.0, patience_s=20.0, drain_s=5, retry_s=0.05
)
NUMBERS = count(1)


def settings_for(engine: Engine, folder: Path) -> Settings:
    """Return settings of a desk that is ready to be opened: in a folder of its own, or on the server of the tests."""
    if engine.is_sqlite:
        return Settings(data=folder, examiners=1)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "keys.json").exists():
        create_key_file(folder / "keys.json")
    prepare_jobs(engine.owner_url, grant_to=DESK_ROLE)
    return Settings(data=folder, database=Secret(engine.url), examiners=1)


class Receiver:
    """The tenant's system that is told: takes messages on this machine and verifies each signature."""

    def __init__(self) -> None:
        self.secret: bytes | None = None
        self.got: dict[str, dict[str, Any]] = {}
        self.repeated = 0
        self.wrong = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["content-length"])
                body = self.rfile.read(length)
                if len(body) < length:  # whoever sent it was killed in the middle
                    self.close_connection = True
                    return
                self.send_response(outer.take(dict(self.headers.items()), body))
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def take(self, headers: dict[str, str], body: bytes) -> int:
        try:
            assert self.secret is not None
            found = verify(headers, body, secrets=[self.secret], now=datetime.now(UTC))
        except Exception:  # noqa: BLE001  (counted, and the test fails by the count)
            self.wrong += 1
            return 400
        self.repeated += found.id in self.got
        self.got[found.id] = json.loads(body)
        return 200

    def kinds(self) -> list[str]:
        return sorted(one["type"] for one in self.got.values())

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderToThisMachine(Sender):
    """Sends what is for the shop to a receiver of the test, by plain http."""

    receiver: str = ""

    def send(self, url: str, body: bytes, headers: Any) -> None:
        Sender.send(self, url.replace(HOOK, self.receiver), body, headers)


def courier_to(opened: OpenDesk, receiver: str) -> Courier:
    return Courier(
        parcels=OutboxParcels(opened.store, opened.ring),
        now=opened.desk.now,
        sender=SenderToThisMachine(egress=Egress(allows_loopback=True), receiver=receiver, total_s=4),
        backoff=Backoff(first=timedelta(seconds=0.2), longest=timedelta(seconds=1), attempts=50),
        hold=timedelta(seconds=5),
    )


def door_of(opened: OpenDesk, *, tenant: str = "", provider: LoopbackProvider | None = None) -> Door:
    providers = {}
    if provider is not None:
        known = ProviderSettings(name="platform", issuer=provider.issuer, client_id=CLIENT, client_secret=SECRET)
        providers[tenant, "platform"] = ProviderSetup(provider=OidcProvider(known), admits_buyers=True)
    return Door(
        units=StoredIdentities(opened.store, opened.ring),
        now=opened.desk.now,
        ids=new_id,
        site=Site(origin=ORIGIN, host="localhost", name="A desk"),
        passwords=Passwords(CHEAP),
        providers=providers,
    )


def app_of(opened: OpenDesk, door: Door) -> Any:
    signed_in = SignedIn(door)
    routers = all_routers(signed_in=signed_in, may_send=https_only, new_secret=lambda: bytes(range(32)))
    parts = Parts(
        desk=opened.desk,
        signed_in=signed_in,
        secret=b"signs cursors of a test, 32 bytes",
        uploads=opened.settings.data / "uploads",
        limits=GENEROUS,
        routers=routers,
    )
    return make_app(parts)


@dataclass
class Person:
    """Somebody with a browser, or a program with a key."""

    client: httpx.Client
    keys: Any = field(default_factory=lambda: NUMBERS)

    def ask(self, method: str, path: str, *, status: int | None = 200, **sent: Any) -> httpx.Response:
        headers = {"Idempotency-Key": f"key-{next(self.keys)}", **sent.pop("headers", {})}
        answer = self.client.request(method, f"/api/v1{path}", headers=headers, **sent)
        assert status is None or answer.status_code == status, f"{method} {path}: {answer.text}"
        return answer

    def post(self, path: str, body: object = None, *, status: int = 200) -> Any:
        return self.ask("POST", path, status=status, json=body).json()

    def get(self, path: str, *, status: int = 200, **params: Any) -> Any:
        return self.ask("GET", path, status=status, params=params).json()


@dataclass
class RealDesk:
    """One tenant of a desk that runs."""

    url: str
    opened: OpenDesk
    door: Door
    tenant: str
    receiver: Receiver
    provider: LoopbackProvider | None
    people: dict[str, Person] = field(default_factory=dict)

    def browser(self, url: str | None = None) -> httpx.Client:
        return httpx.Client(base_url=url or self.url, trust_env=False, headers={"Origin": ORIGIN}, timeout=60)

    def found(self) -> Person:
        """Let the first administrator in, whom the operator has invited."""
        token = first_admin(self.door, self.tenant, "root@shop.example").token
        self.people["admin"] = Person(self.browser())
        self.people["admin"].post("/sign-in/invitation", {"token": token, "password": PASSWORD})
        return self.people["admin"]

    def join(self, name: str, *roles: str, acts_for: str | None = None) -> Person:
        """Let the administrator invite somebody, who comes in by the link."""
        wanted = {"login": f"{name}@shop.example", "roles": list(roles), "acts_for": acts_for}
        made = self.people["admin"].post("/sign-in/accounts", wanted, status=201)
        self.people[name] = Person(self.browser())
        token = made["link"].partition("#")[2]
        self.people[name].post("/sign-in/invitation", {"token": token, "password": PASSWORD})
        return self.people[name]

    def program(self, name: str, *scopes: str) -> Person:
        """Make an API key, and whoever holds it."""
        made = self.people["admin"].post("/sign-in/keys", {"label": name, "scopes": list(scopes)}, status=201)
        client = httpx.Client(base_url=self.url, trust_env=False, timeout=60)
        client.headers["Authorization"] = f"Bearer {made['token']}"
        self.people[name] = Person(client)
        return self.people[name]

    def buyer(self, external: str) -> Person:
        """Let a buyer in by way of the platform, which knows them."""
        assert self.provider is not None
        self.provider.claims["sub"] = external
        client = self.browser()
        here = f"/api/v1/sign-in/oidc/{self.tenant}/platform"
        left = client.get(f"{here}/start")
        assert left.status_code == 303, left.text
        code, state = self.provider.authorize(left.headers["Location"])
        back = client.get(f"{here}/callback", params={"code": code, "state": state})
        assert back.status_code == 303, back.text
        self.people[external] = Person(client)
        return self.people[external]


@contextmanager
def running(
    opened: OpenDesk,
    tenant: str,
    *,
    receiver: Receiver,
    provider: LoopbackProvider | None = None,
    works: bool = True,
) -> Iterator[RealDesk]:
    """Serve an open desk over HTTP, with a worker beside it."""
    door = door_of(opened, tenant=tenant, provider=provider)
    web = WebServer(app_of(opened, door))
    worker = opened.worker(limits=QUICK, courier=courier_to(opened, receiver.url)) if works else None
    web.start()
    if worker is not None:
        worker.start()
    desk = RealDesk(web.url, opened, door, tenant, receiver, provider)
    try:
        yield desk
    finally:
        for person in desk.people.values():
            person.client.close()
        web.stop()
        if worker is not None:
            worker.stop()


def opened_for(engine: Engine, folder: Path, tenant: str, *, examiner: Examiner | None = None) -> OpenDesk:
    """Open a desk on an engine with a new tenant."""
    opened = open_desk(settings_for(engine, folder), examiner=examiner)
    opened.store.add_tenant(tenant, name="A shop", at=opened.desk.now())
    return opened
