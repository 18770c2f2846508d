"""A desk full of things to do, a receiver of its messages, and workers that can be killed."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sqlalchemy import select, text

from fairclaim.runtime.databases import SCHEMA, jobs_url, prepare_jobs
from fairclaim.runtime.webhooks.outbox_parcels import wrap_secrets
from fairclaim.runtime.webhooks.signature import verify
from fairclaim.store.database import make_engine, parse_url
from fairclaim.store.outbox import Endpoint
from fairclaim.store.tables.claims import Examination
from fairclaim.store.tables.desk import AuditEntry, Deadline, DeadlineFiring
from fairclaim.store.tables.traffic import OutboxMessage
from fairclaim.store.work import Work
from store_engines import DESK_ROLE, RING, Desk
from unit.runtime.job_worker import clock
from unit.store.samples import filed

TESTS = Path(__file__).resolve().parents[2]
SECRET = bytes(range(32))


class Receiver:
    """Takes messages on this machine, verifies each, and turns every third attempt away."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.wrong = 0
        self._attempts = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["content-length"])
                body = self.rfile.read(size)
                if len(body) < size:  # the worker was killed while it spoke
                    return
                self.send_response(outer.take(dict(self.headers.items()), body))
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def take(self, headers: dict[str, str], body: bytes) -> int:
        self._attempts += 1
        if self._attempts % 3 == 0:
            return 503
        try:
            found = verify(headers, body, secrets=[SECRET], now=clock())
        except Exception:  # noqa: BLE001  (counted, and the test fails by the count)
            self.wrong += 1
            return 400
        self.seen[found.id] += 1
        return 200

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Workers:
    """Forked workers; see ``job_worker``."""

    process: "subprocess.Popen[str]"
    lines: "queue.Queue[str]" = field(default_factory=queue.Queue)
    kept: list[str] = field(default_factory=list)
    """Lines that came while another was waited for."""
    alive: set[int] = field(default_factory=set)

    def start(self, name: str, *, seconds: float = 0.05) -> int:
        """Start a worker and return its number."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{name} {seconds}\n")
        self.process.stdin.flush()
        pid = int(self.until("child").split()[2])
        self.alive.add(pid)
        return pid

    def ready(self, pid: int) -> None:
        self.until(f"ready {pid}")

    def end(self, pid: int, number: int = signal.SIGKILL) -> int:
        """Signal a worker, wait for its end and return its wait status."""
        os.kill(pid, number)
        status = int(self.until(f"ended {pid}").split()[2])
        self.alive.discard(pid)
        return status

    def until(self, beginning: str, timeout_s: float = 90) -> str:
        end = time.monotonic() + timeout_s
        known = next((line for line in self.kept if line.startswith(beginning)), None)
        if known is not None:
            self.kept.remove(known)
            return known
        while True:
            line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            if line.startswith(beginning):
                return line
            self.kept.append(line)


@contextmanager
def workers(url: str) -> Iterator[Workers]:
    command = [sys.executable, "-W", "ignore", "-m", "unit.runtime.job_worker", url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=TESTS) as process:
        found = Workers(process)

        def pump() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                found.lines.put(line.strip())

        threading.Thread(target=pump, daemon=True).start()
        try:
            yield found
        finally:
            assert process.stdin is not None
            process.stdin.close()
            for pid in found.alive:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def prepare(desk: Desk) -> None:
    """Make the engine's tables, and a list of every decision about a delivery, written by the database itself."""
    prepare_jobs(desk.engine.owner_url, grant_to=None if desk.engine.is_sqlite else DESK_ROLE)
    run_as_owner(desk, *(_SQLITE_LIST if desk.engine.is_sqlite else _POSTGRES_LIST))


def run_as_owner(desk: Desk, *statements: str) -> None:
    engine = make_engine(parse_url(desk.engine.owner_url))
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


_SQLITE_LIST = (
    "create table if not exists told (tenant text, message text)",
    """create trigger if not exists told_once after update of delivered_at, given_up_at on outbox
       when new.delivered_at is not null or new.given_up_at is not null
       begin insert into told values (new.tenant, new.id); end""",
)
_POSTGRES_LIST = (
    "create table if not exists told (tenant text, message text)",
    """create or replace function told_once() returns trigger security definer language plpgsql as $$
       begin insert into public.told values (new.tenant, new.id); return null; end $$""",
    """create or replace trigger told_once after update of delivered_at, given_up_at on outbox for each row
       when (new.delivered_at is not null or new.given_up_at is not null) execute function told_once()""",
)
POSTGRES_UNLIST = (
    "drop trigger if exists told_once on outbox",
    "drop function if exists told_once",
    "drop table if exists told",
)


def fill(desk: Desk, receiver: Receiver, *, claims: int, spread_s: float) -> None:
    """File claims, each with a deadline within the next seconds, one that was called off, and a message."""
    now = clock()

    def write(work: Work) -> None:
        hook = Endpoint(id="hook", url=receiver.url, secret=wrap_secrets(RING, SECRET), kinds=("moved",))
        work.outbox.add_endpoint(hook, at=now)
        for number in range(claims):
            claim = f"claim-{number}"
            filed(work, claim)
            due = now + timedelta(seconds=spread_s * number / claims)
            work.deadlines.set(claim, 1, clock="answer", purpose="expire", due_at=due)
            work.deadlines.supersede(claim, clock="answer", at=now)
            work.deadlines.set(claim, 2, clock="review", purpose="expire", due_at=due)
            work.outbox.post(f"message-{number}", endpoint="hook", kind="moved", body={"claim": claim}, at=now)

    desk.store.run(desk.mine, write)


def left(desk: Desk) -> tuple[int, int, int]:
    """Count examinations, deadlines and messages that are not done."""
    with desk.store.read(desk.mine) as work:
        claims = len(work.session.scalars(select(Deadline.claim).where(Deadline.number == 2)).all())
        examined = len(work.session.scalars(select(Examination.claim)).all())
        fired = len(work.session.scalars(select(DeadlineFiring.claim)).all())
        waiting = select(OutboxMessage.id).where(OutboxMessage.delivered_at.is_(None))
        return claims - examined, claims - fired, len(work.session.scalars(waiting).all())


def wait_until_done(desk: Desk, timeout_s: float = 120) -> None:
    end = time.monotonic() + timeout_s
    while any(found := left(desk)):
        assert time.monotonic() < end, f"left: examinations, deadlines, messages: {found}"
        time.sleep(0.2)


def effects(desk: Desk) -> Counter[str]:
    """Count what was done to what."""
    with desk.store.read(desk.mine) as work:
        return Counter(f"{row.action} {row.object_id}" for row in work.session.scalars(select(AuditEntry)))


def told(desk: Desk) -> Counter[str]:
    """Count decisions about each message."""
    engine = make_engine(parse_url(desk.engine.owner_url))
    with engine.connect() as connection:
        rows = connection.execute(text("select message from told where tenant = :tenant"), {"tenant": desk.mine}).all()
    engine.dispose()
    return Counter(row[0] for row in rows)


def does(desk: Desk) -> Counter[str]:
    """Count effects by the worker that had them."""
    with desk.store.read(desk.mine) as work:
        return Counter(row.actor for row in work.session.scalars(select(AuditEntry)))


def begun_again(desk: Desk) -> int:
    """Count the desk's jobs that were begun more than once."""
    return _count_jobs(desk, "recovery_attempts > 1")


def wait_for_work(desk: Desk) -> None:
    """Wait until somebody has a job of the desk in hand."""
    end = time.monotonic() + 60
    while not _count_jobs(desk, "status = 'PENDING'"):
        assert time.monotonic() < end
        time.sleep(0.1)


def lose_every_job(desk: Desk) -> None:
    """Forget all that the engine knows."""
    url = jobs_url(desk.engine.owner_url)
    if desk.engine.is_sqlite:
        for path in Path(url.database or "").parent.glob("*.jobs.db*"):
            path.unlink()
    else:
        run_as_owner(desk, f"delete from {SCHEMA}.workflow_status")  # noqa: S608  (our own words)


def _count_jobs(desk: Desk, condition: str) -> int:
    """Count jobs out of the engine's own rows."""
    engine = make_engine(parse_url(jobs_url(desk.engine.owner_url).render_as_string(hide_password=False)))
    table = "workflow_status" if desk.engine.is_sqlite else f"{SCHEMA}.workflow_status"
    statement = f"select count(*) from {table} where {condition} and workflow_uuid like :like"  # noqa: S608  (our own words)
    with engine.connect() as connection:
        found = connection.execute(text(statement), {"like": f"%/{desk.mine}/%"}).scalar_one()
    engine.dispose()
    return int(found)
