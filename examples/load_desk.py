"""How many claims a second can be filed over HTTP, each with a photo of 300 kB, and how long each takes.

A desk of its own (SQLite, or the PostgreSQL of ``--database`` and ``--keys``) serves in a process of its own; nobody examines, so that
examinations queue. Claims are begun at a steady rate, and each is timed from when it was due, so that a desk that falls behind shows it.
Run it as ``python examples/load_desk.py --rate 50 --seconds 20``.
"""

import argparse
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from fairclaim.compose import OpenDesk, new_id, open_desk
from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Caller, Role
from fairclaim.services.grants import Action
from fairclaim.services.identity.api_keys import issue_key
from fairclaim.services.identity.door import Door, Site
from fairclaim.services.keep_endpoints import https_only
from fairclaim.services.ports.trade import OrderDates, SoldLine
from fairclaim.services.register_order import register_order
from fairclaim.services.told_order import ToldOrder
from fairclaim.settings import Secret, Settings
from fairclaim.store.identity.units import StoredIdentities
from fairclaim.web.api.all_routers import all_routers
from fairclaim.web.api.app import make_app
from fairclaim.web.api.parts import Parts, WebLimits
from fairclaim.web.server import WebServer
from fairclaim.web.sign_in.signed_in import SignedIn

PHOTO_BYTES = 300_000
TENANT = f"load-{os.getpid()}"
WARM_UP = 20
"""Claims before the watch runs."""


@dataclass(frozen=True)
class Timed:
    """One claim: seconds from when it was due, and of its two requests."""

    whole_s: float
    claim_s: float
    photo_s: float
    status: int


def main(arguments: Sequence[str]) -> int:
    """Serve, load, tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rate", type=float, default=50, help="claims a second")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--database", default="", help="postgresql://…; a file of its own if not given")
    parser.add_argument("--keys", default="", help="the key file that goes with the database")
    parser.add_argument("--serve", nargs=2, metavar=("FOLDER", "ORDERS"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.serve:
        serve(Path(given.serve[0]), int(given.serve[1]), database=given.database, keys=given.keys)
        return 0
    count = int(given.rate * given.seconds) + WARM_UP
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--serve", folder, str(count)]
        command += ["--database", given.database, "--keys", given.keys]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            about = json.loads(server.stdout.readline() if server.stdout else "")
            before = cpu_s(server.pid)
            load(about, about["orders"][:WARM_UP], rate=10, clients=given.clients)
            begun, used, own = time.monotonic(), cpu_s(server.pid), time.process_time()
            found = load(about, about["orders"][WARM_UP:], rate=given.rate, clients=given.clients)
            took, used, own = time.monotonic() - begun, cpu_s(server.pid) - used, time.process_time() - own
            server.send_signal(signal.SIGTERM)
    tell(found, took_s=took, cpu_used_s=used, clients_s=own, started_s=before)
    return 0


def serve(folder: Path, orders: int, *, database: str, keys: str) -> None:
    """Open a desk with so many orders, serve it, and say where."""
    settings = Settings(data=folder, database=Secret(database), key_file=Path(keys) if keys else None)
    with open_desk(settings) as opened:
        opened.store.add_tenant(TENANT, name="Load", at=opened.desk.now())
        site = Site(origin="http://localhost", host="localhost", name="A desk")
        door = Door(units=StoredIdentities(opened.store, opened.ring), now=opened.desk.now, ids=new_id, site=site)
        admin = Caller(tenant=TENANT, person=PersonId("admin"), roles=frozenset({Role.ADMIN}))
        scopes = frozenset({Action.FILE, Action.ATTACH})
        token = issue_key(door, admin, label="load", scopes=scopes, lasts=timedelta(days=1)).token
        names = [_order(opened, number) for number in range(orders)]
        signed_in = SignedIn(door)
        routers = all_routers(signed_in=signed_in, may_send=https_only, new_secret=lambda: secrets.token_bytes(32))
        limits = WebLimits(requests=10_000_000)
        parts = Parts(
            desk=opened.desk, signed_in=signed_in, secret=secrets.token_bytes(32), routers=routers, limits=limits
        )
        web = WebServer(make_app(parts))
        web.start()
        sys.stdout.write(json.dumps({"port": web.port, "token": token, "orders": names}) + "\n")
        sys.stdout.flush()
        told = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: told.set())
        told.wait()
        web.stop()


def _order(opened: OpenDesk, number: int) -> str:
    platform = Caller(tenant=TENANT, person=PersonId("platform"), roles=frozenset({Role.INTEGRATION}))
    line = SoldLine(id=LineId("1"), title="杯", category="tableware", quantity=1, amount_minor=10_000, listing=None)
    told = ToldOrder(
        number=f"L-{number}",
        buyer=f"buyer-{number}",
        merchant="shop",
        currency="CNY",
        lines=(line,),
        dates=OrderDates(placed_at=datetime.now(UTC) - timedelta(days=3)),
    )
    return register_order(opened.desk, platform, told).order.id


def load(about: dict[str, Any], orders: list[str], *, rate: float, clients: int) -> list[Timed]:
    """File a claim on each order, so many a second, from so many connections."""
    due: SimpleQueue[tuple[float, str]] = SimpleQueue()
    begun = time.monotonic() + 0.2
    for number, order in enumerate(orders):
        due.put((begun + number / rate, order))
    found: list[Timed] = []

    def work() -> None:
        connection = HTTPConnection("127.0.0.1", about["port"], timeout=60)
        while True:
            try:
                when, order = due.get_nowait()
            except Empty:
                return
            time.sleep(max(0.0, when - time.monotonic()))
            found.append(_one(connection, about["token"], order, when))

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _one(connection: HTTPConnection, token: str, order: str, due: float) -> Timed:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": order}
    wish = {
        "order": order,
        "items": [{"line": "1", "quantity": 1}],
        "reason": "damaged",
        "asked": {"kind": "return-and-refund", "amount": {"amount_minor": 10_000, "currency": "CNY"}},
        "words": "杯口有裂纹",
    }
    photo = os.urandom(PHOTO_BYTES)
    first = time.monotonic()
    connection.request("POST", "/api/v1/claims", json.dumps(wish), headers | {"Content-Type": "application/json"})
    answer = connection.getresponse()
    body, status = answer.read(), answer.status
    second = time.monotonic()
    if status == 201:
        path = f"/api/v1/claims/{json.loads(body)['claim']}/files/a.jpg?role=claim&shot=whole"
        connection.request("PUT", path, photo, headers | {"Idempotency-Key": f"{order}/photo"})
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    end = time.monotonic()
    return Timed(end - due, second - first, end - second, status)


def cpu_s(pid: int) -> float:
    """Return the processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tell(found: list[Timed], *, took_s: float, cpu_used_s: float, clients_s: float, started_s: float) -> None:
    """Print what was measured."""
    good = [one for one in found if one.status == 201]
    print(f"claims {len(good)} of {len(found)} in {took_s:.1f} s: {len(good) / took_s:.1f} a second")
    for name in ("whole_s", "claim_s", "photo_s"):
        times = sorted(getattr(one, name) * 1000 for one in good)
        p50, p95, p99 = (times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.95, 0.99))
        print(f"{name[:-2]:>6}: median {p50:.0f} ms, 95th {p95:.0f} ms, 99th {p99:.0f} ms, longest {times[-1]:.0f} ms")
    print(
        f"processor time of the desk: {1000 * cpu_used_s / len(found):.1f} ms a claim (getting ready: {started_s:.1f} s)"
    )
    print(f"processor time of the clients: {1000 * clients_s / len(found):.1f} ms a claim")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
