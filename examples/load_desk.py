"""How many claims a second can be filed over HTTP, each with a photo of 300 kB, and how long each takes.

A desk of its own (SQLite, or the PostgreSQL of ``--database`` and ``--keys``) is served by ``fairclaim serve`` from so many
``--processes``; nobody examines, so that examinations queue. Claims are begun at a steady rate, and each is timed from when it was
due, so that a desk that falls behind shows it.
Run it as ``python examples/load_desk.py --rate 50 --seconds 20 --processes 2``.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from fairclaim.compose import OpenDesk, open_desk
from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Caller, Role
from fairclaim.services.grants import Action
from fairclaim.services.identity.api_keys import issue_key
from fairclaim.services.ports.trade import OrderDates, SoldLine
from fairclaim.services.register_order import register_order
from fairclaim.services.told_order import ToldOrder
from fairclaim.settings import Secret, Settings
from fairclaim.web.server import free_port

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
    parser.add_argument("--processes", type=int, default=1, help="web processes")
    given = parser.parse_args(arguments)
    count = int(given.rate * given.seconds) + WARM_UP * given.processes
    with tempfile.TemporaryDirectory() as folder:
        key_file = Path(given.keys) if given.keys else None
        settings = Settings(data=Path(folder), database=Secret(given.database), key_file=key_file)
        about = prepared(settings, count, given.clients)
        warm_up, orders = about["orders"][: WARM_UP * given.processes], about["orders"][WARM_UP * given.processes :]
        with serving(settings, processes=given.processes) as (port, pid):
            about["port"] = port
            load(about, warm_up, rate=10, clients=given.clients)
            begun, used, own = time.monotonic(), cpu_s(pid), time.process_time()
            found = load(about, orders, rate=given.rate, clients=given.clients)
            took, used, own = time.monotonic() - begun, cpu_s(pid) - used, time.process_time() - own
    tell(found, took_s=took, cpu_used_s=used, clients_s=own)
    return 0


def prepared(settings: Settings, orders: int, keys: int) -> dict[str, Any]:
    """Return so many orders of a new tenant, and so many keys of programs that may file: one of each connection.

    Several keys, because what one caller may ask in a minute is limited.
    """
    with open_desk(settings) as opened:
        opened.store.add_tenant(TENANT, name="Load", at=opened.desk.now())
        door = opened.door()
        admin = Caller(tenant=TENANT, person=PersonId("admin"), roles=frozenset({Role.ADMIN}))
        scopes = frozenset({Action.FILE, Action.ATTACH})
        lasts = timedelta(days=1)
        tokens = [issue_key(door, admin, label=f"load {n}", scopes=scopes, lasts=lasts).token for n in range(keys)]
        return {"tokens": tokens, "orders": [_order(opened, number) for number in range(orders)]}


@contextmanager
def serving(settings: Settings, *, processes: int) -> Iterator[tuple[int, int]]:
    """Serve a desk with the command that an operator runs, and yield its port and its process's number."""
    port = free_port("127.0.0.1")
    given = {
        "DATA": str(settings.data),
        "DATABASE": settings.database.text,
        "KEY_FILE": str(settings.key_file or ""),
        "PORT": str(port),
        "WEB_PROCESSES": str(processes),
    }
    environment = {**os.environ, **{f"FAIRCLAIM_{name}": text for name, text in given.items() if text}}  # noqa: TID251
    command = [sys.executable, "-m", "fairclaim", "serve", "--no-worker"]
    with subprocess.Popen(command, env=environment) as server:
        try:
            while not _answers(port):
                if server.poll() is not None:
                    raise SystemExit(server.returncode)
                time.sleep(0.1)
            yield port, server.pid
        finally:
            server.send_signal(signal.SIGTERM)


def _answers(port: int) -> bool:
    """Tell whether a web process is there; the others come before the first claims are done with."""
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


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

    def work(token: str) -> None:
        connection = HTTPConnection("127.0.0.1", about["port"], timeout=60)
        while True:
            try:
                when, order = due.get_nowait()
            except Empty:
                return
            time.sleep(max(0.0, when - time.monotonic()))
            found.append(_one(connection, token, order, when))

    threads = [threading.Thread(target=work, args=(token,)) for token in about["tokens"][:clients]]
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
    """Return the processor time of a process and of those that it has started, so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(cpu_s(int(child)) for child in started)


def tell(found: list[Timed], *, took_s: float, cpu_used_s: float, clients_s: float) -> None:
    """Print what was measured."""
    good = [one for one in found if one.status == 201]
    print(f"claims {len(good)} of {len(found)} in {took_s:.1f} s: {len(good) / took_s:.1f} a second")
    for name in ("whole_s", "claim_s", "photo_s"):
        times = sorted(getattr(one, name) * 1000 for one in good)
        p50, p95, p99 = (times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.95, 0.99))
        print(f"{name[:-2]:>6}: median {p50:.0f} ms, 95th {p95:.0f} ms, 99th {p99:.0f} ms, longest {times[-1]:.0f} ms")
    print(f"processor time of the desk: {1000 * cpu_used_s / len(found):.1f} ms a claim")
    print(f"processor time of the clients: {1000 * clients_s / len(found):.1f} ms a claim")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
