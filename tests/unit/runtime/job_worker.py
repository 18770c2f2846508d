"""Workers that do a desk's jobs until they are killed; forked from one process that has everything loaded.

``python -m unit.runtime.job_worker URL TENANT`` starts a worker for each line ``NAME SECONDS`` on its standard input: its name, and how
long each job takes. Lines on its standard output: ``child NAME PID``, ``ready PID`` once jobs run, ``ended PID STATUS``.
"""

import logging
import os
import secrets
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from fairclaim.runtime.engine import Engine
from fairclaim.runtime.errands import Errand, Kind
from fairclaim.runtime.limits import RuntimeLimits
from fairclaim.runtime.store_backlog import StoreBacklog
from fairclaim.runtime.webhooks.address import Egress
from fairclaim.runtime.webhooks.backoff import Backoff
from fairclaim.runtime.webhooks.deliver import Courier, TryAgain
from fairclaim.runtime.webhooks.outbox_parcels import OutboxParcels
from fairclaim.runtime.webhooks.send import Sender
from fairclaim.runtime.worker import Worker
from fairclaim.store.open_store import Store, open_store
from fairclaim.store.rulings import Audited
from fairclaim.store.tables.claims import Claim
from fairclaim.store.work import Work
from store_engines import RING

QUICK = RuntimeLimits(polling_s=0.1, sweep_s=0.5, ahead_s=2.0, watch_s=0.5, patience_s=20.0, drain_s=5, retry_s=0.05)
VERSION = "1"


def clock() -> datetime:
    return datetime.now(UTC)


def say(*words: object) -> None:
    """Write a line in one piece, with no buffer that a kill could take along."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class StoreHandlers:
    """Does a desk's errands, slowly, and writes down every effect without any key that would hide a second one."""

    def __init__(self, store: Store, *, who: str, seconds: float = 0.0) -> None:
        self._store = store
        self._who = who
        self._seconds = seconds
        self._courier = Courier(
            parcels=OutboxParcels(store, RING),
            now=clock,
            sender=Sender(egress=Egress(allows_loopback=True), connect_s=2, wait_s=2, total_s=4),
            backoff=Backoff(first=timedelta(seconds=0.2), longest=timedelta(seconds=1), attempts=50),
            hold=timedelta(seconds=2),
        )

    def examine(self, tenant: str, claim: str) -> None:
        with self._store.read(tenant) as work:
            if work.evidence.examined(claim, check="all", version=VERSION) is not None:
                return
        time.sleep(self._seconds)

        def write(work: Work) -> None:
            if work.evidence.examined(claim, check="all", version=VERSION) is None:
                work.evidence.record(
                    claim, claim=claim, check="all", version=VERSION, result={"by": self._who}, at=clock()
                )
                self._note(work, "examined", claim)

        self._store.run(tenant, write)

    def fire_deadline(self, tenant: str, claim: str, number: int) -> None:
        def write(work: Work) -> None:
            if work.deadlines.fire(claim, number, at=clock()):
                self._note(work, "fired", f"{claim}/{number}")

        time.sleep(self._seconds / 4)
        self._store.run(tenant, write)

    def deliver(self, tenant: str, message: str) -> TryAgain | None:
        return self._courier.deliver(tenant, message)

    def carry_out(self, tenant: str, claim: str) -> None:
        raise NotImplementedError

    def second_look(self, tenant: str, claim: str) -> None:
        raise NotImplementedError

    def forget_photos(self, tenant: str, person: str) -> None:
        raise NotImplementedError

    def night(self, tenant: str) -> None:
        raise NotImplementedError(tenant)

    def reexamine(self, tenant: str, claim: str, version: str) -> None:
        def write(work: Work) -> None:
            work.evidence.record(claim, claim=claim, check="all", version=version, result={}, at=clock())

        self._store.run(tenant, write)

    def to_reexamine(self, tenant: str, version: str, *, after: str, limit: int) -> Sequence[str]:
        raise NotImplementedError

    def sign_log(self, tenant: str) -> None: ...

    def note_failure(self, errand: Errand, failure: str) -> None:
        self._store.run(errand.tenant, lambda work: self._note(work, f"failed:{failure}", errand.key))

    def _note(self, work: Work, what: str, subject: str) -> None:
        work.rulings.audit(
            Audited(
                id=secrets.token_hex(8),
                at=clock(),
                actor=self._who,
                action=what,
                object_kind="job",
                object_id=subject,
                details={},
            )
        )


def waiting_examinations(work: Work, tenant: str, before: datetime, limit: int) -> list[Errand]:
    """Return claims that nobody has examined."""
    claims = work.session.scalars(select(Claim.id).order_by(Claim.id)).all()
    return [
        Errand(kind=Kind.EXAMINE, tenant=tenant, subject=(claim,), key=claim, due_at=before - timedelta(days=1))
        for claim in claims
        if work.evidence.examined(claim, check="all", version=VERSION) is None
    ][:limit]


def work_until_killed(url: str, name: str, seconds: float) -> None:
    store = open_store(url, ring=RING)
    engine = Engine(
        url, executor=name, handlers=StoreHandlers(store, who=name, seconds=seconds), now=clock, limits=QUICK
    )
    worker = Worker(engine, StoreBacklog(store, more=[waiting_examinations]), closing=store.close)

    def tell() -> None:
        while not engine.is_launched:
            time.sleep(0.01)
        say("ready", os.getpid())

    threading.Thread(target=tell, daemon=True).start()
    worker.run()


def main(url: str) -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    for line in sys.stdin:
        name, seconds = line.split()
        child = os.fork()
        if child == 0:
            work_until_killed(url, name, float(seconds))
            os._exit(0)
        say("child", name, child)
        threading.Thread(target=lambda pid=child: say("ended", pid, os.waitpid(pid, 0)[1]), daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
