"""A running desk that is killed at any instant loses nothing, decides nothing twice, and lets every deadline take effect once.

People and programs go on meanwhile as they would: whoever gets no answer sends the same request again.
"""

import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from fairclaim.compose import OpenDesk
from fairclaim.store.tables.claims import Claim, ClaimEvent, Exhibit
from fairclaim.store.tables.desk import Deadline, DeadlineFiring
from fairclaim.store.tables.machine import Effect
from fairclaim.store.tables.traffic import OutboxMessage
from journeys.street import GRANT, REFUSE, WHY, remedy
from real_desk import HOOK, Person, RealDesk, Receiver, opened_for, running
from store_engines import Engine, sql

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="desks are forked, so that each starts soon"),
    pytest.mark.slow,  # minutes; what its parts promise is tried in each run by test_every_job_engine and test_every_store_survives
]
TESTS = Path(__file__).resolve().parents[1]
TENANTS = count(1)
CLAIMS = 100
FEW_KILLS, MANY_KILLS = 12, 200
LONGEST_S = 2.0
REVIEWERS = 4
BASIS = ["derived-from-reference"]


@dataclass
class Desks:
    """Desks that can be killed; see ``killable_desk``."""

    process: "subprocess.Popen[str]"
    lines: "queue.Queue[str]" = field(default_factory=queue.Queue)
    kept: list[str] = field(default_factory=list)
    alive: dict[str, int] = field(default_factory=dict)
    """Part and name, and the process."""

    def start(self, part: str, *, waits: bool = True) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{part}\n")
        self.process.stdin.flush()
        self.alive[part] = int(self.until("child").split()[1])
        if waits:
            self.until(f"ready {self.alive[part]}")

    def kill(self, part: str) -> None:
        pid = self.alive.pop(part)
        os.kill(pid, signal.SIGKILL)
        self.until(f"ended {pid}")

    def until(self, beginning: str, timeout_s: float = 120) -> str:
        known = next((line for line in self.kept if line.startswith(beginning)), None)
        if known is not None:
            self.kept.remove(known)
            return known
        end = time.monotonic() + timeout_s
        while True:
            line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            if line.startswith(beginning):
                return line
            self.kept.append(line)


@contextmanager
def desks(opened: OpenDesk, receiver: Receiver, port: int) -> Iterator[Desks]:
    settings = opened.settings
    command = [sys.executable, "-W", "ignore", "-m", "unit.web.killable_desk"]
    command += [str(settings.data), settings.database.text, str(port), receiver.url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=TESTS) as process:
        found = Desks(process)

        def pump() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                found.lines.put(line.strip())

        threading.Thread(target=pump, daemon=True).start()
        try:
            yield found
        finally:
            for pid in found.alive.values():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            assert process.stdin is not None
            process.stdin.close()


class Patient:
    """Somebody who sends the same request again until it is answered."""

    def __init__(self, person: Person, url: str, over: threading.Event) -> None:
        headers = {
            name: person.client.headers[name] for name in ("authorization", "origin") if name in person.client.headers
        }
        self._client = httpx.Client(
            base_url=url, headers=headers, cookies=person.client.cookies, trust_env=False, timeout=20
        )
        self._over = over
        self._keys = count(1)
        self._name = random.randbytes(4).hex()
        self.faults: list[str] = []

    def close(self) -> None:
        self._client.close()

    def ask(self, method: str, path: str, **sent: Any) -> httpx.Response | None:
        """Return the answer; None once it is all over."""
        headers = {"Idempotency-Key": f"{self._name}-{next(self._keys)}"}
        while not self._over.is_set():
            try:
                answer = self._client.request(method, f"/api/v1{path}", headers=headers, **sent)
            except httpx.TransportError:
                time.sleep(0.1)
                continue
            if answer.status_code == 503:
                time.sleep(0.2)
                continue
            if answer.status_code >= 500:
                self.faults.append(answer.text)
            return answer
        return None


def file_all(who: Patient, orders: list[str], filed: dict[str, str]) -> None:
    """File a claim on each order, with a photo, and write down what was acknowledged."""
    for order in orders:
        wish = {
            "order": order,
            "items": [{"line": "1", "quantity": 1}],
            "reason": "damaged",
            "asked": remedy("return-and-refund", 10_000),
        }
        answer = who.ask("POST", "/claims", json=wish)
        if answer is None or answer.status_code != 201:
            continue
        claim = answer.json()["claim"]
        filed[order] = claim
        path = f"/claims/{claim}/files/whole.jpg"
        who.ask("PUT", path, params={"role": "claim", "shot": "whole"}, content=order.encode())


def review_all(who: Patient, over: threading.Event) -> None:
    """Take tasks and answer them; which way depends on the claim alone."""
    while not over.is_set():
        task = who.ask("POST", "/tasks/next")
        if task is None or task.status_code != 200 or task.json() is None:
            time.sleep(0.1)
            continue
        claim = task.json()["claim"]
        opinion = REFUSE if claim[-1] in "0123" else GRANT
        who.ask("POST", f"/claims/{claim}/judgement", json=opinion)
        who.ask("POST", f"/claims/{claim}/verdict")
        who.ask("POST", f"/claims/{claim}/confirmation", json={"final": opinion})
        who.ask("POST", f"/claims/{claim}/decision", json={"reasons": WHY, "basis": BASIS})


@dataclass
class Crowd:
    """A desk's people and orders, and what they were told."""

    opened: OpenDesk
    tenant: str
    receiver: Receiver
    port: int
    people: dict[str, Person]
    orders: list[str]
    filed: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def crowd(engine: Engine, tmp_path: Path) -> Iterator[Crowd]:
    receiver, tenant = Receiver(), f"crowd-{next(TENANTS)}"
    with opened_for(engine, tmp_path / "data", tenant) as opened:
        with running(opened, tenant, receiver=receiver, works=False) as desk:
            orders = furnish(desk)
            people = dict(desk.people)
            cookies = {name: httpx.Cookies(person.client.cookies) for name, person in people.items()}
            port = int(desk.url.rpartition(":")[2])
        for name, person in people.items():
            client = httpx.Client(headers=person.client.headers, cookies=cookies[name])
            people[name] = Person(client)
        yield Crowd(opened, tenant, receiver, port, people, orders)
        for person in people.values():
            person.client.close()
    receiver.close()


def furnish(desk: RealDesk) -> list[str]:
    admin = desk.found()
    platform = desk.program("shop", "register-order", "file", "attach", "see")
    for number in range(REVIEWERS):
        desk.join(f"reviewer-{number}", "reviewer")
    admin.post("/webhook-endpoints", {"url": f"{HOOK}/hook"}, status=201)
    desk.receiver.secret = bytes(range(32))
    orders = []
    for number in range(CLAIMS):
        line = {"title": "杯", "category": "tableware", "quantity": 1, "amount_minor": 10_000}
        told = {
            "number": f"TB-{number}",
            "buyer": f"u-{number}",
            "merchant": "s-1",
            "currency": "CNY",
            "placed_at": "2026-03-02T10:00:00+08:00",
            "lines": [line],
        }
        orders.append(platform.post("/orders", told, status=201)["order"]["id"])
    return orders


@contextmanager
def at_work(crowd: Crowd) -> Iterator[list[Patient]]:
    """Let everybody do what they do, until the desk is left."""
    over, url = threading.Event(), f"http://127.0.0.1:{crowd.port}"
    platform = [Patient(crowd.people["shop"], url, over) for _ in range(2)]
    reviewers = [Patient(crowd.people[f"reviewer-{number}"], url, over) for number in range(REVIEWERS)]
    threads = [
        threading.Thread(target=file_all, args=(who, crowd.orders[number::2], crowd.filed))
        for number, who in enumerate(platform)
    ]
    threads += [threading.Thread(target=review_all, args=(who, over)) for who in reviewers]
    for thread in threads:
        thread.start()
    try:
        yield [*platform, *reviewers]
    finally:
        over.set()
        for thread in threads:
            thread.join(60)
        for who in (*platform, *reviewers):
            who.close()


def stands(crowd: Crowd) -> Counter[str]:
    with crowd.opened.store.read(crowd.tenant) as work:
        return Counter(work.session.scalars(select(Claim.state)).all())


def wait_until_closed(crowd: Crowd, *, timeout_s: float) -> None:
    end = time.monotonic() + timeout_s
    while (found := stands(crowd)) != {"closed": CLAIMS} or undone(crowd):
        assert time.monotonic() < end, (found, undone(crowd))
        time.sleep(0.5)


def undone(crowd: Crowd) -> int:
    """Count messages that have not arrived."""
    with crowd.opened.store.read(crowd.tenant) as work:
        waiting = select(OutboxMessage.id).where(OutboxMessage.delivered_at.is_(None))
        return len(work.session.scalars(waiting).all())


def verify_everything(crowd: Crowd) -> None:
    assert set(crowd.filed) == set(crowd.orders)
    assert len(set(crowd.filed.values())) == CLAIMS
    with crowd.opened.store.read(crowd.tenant) as work:
        session = work.session
        claims = {row.id: row.order_id for row in session.scalars(select(Claim))}
        assert {order: claim for claim, order in claims.items()} == crowd.filed, "acknowledged, once, and there"
        log = work.claims.log(after=0, limit=1_000_000)
        assert [event.position for event in log] == list(range(1, len(log) + 1))
        for claim in claims:
            work.claims.verify(claim)
            assert [one.number for one in work.rulings.of(claim)] == [1], "decided once"
        events = session.scalars(select(ClaimEvent)).all()
        happened = Counter((event.claim, event.kind, str(event.body.get("fact"))) for event in events)
        ended = {key: times for key, times in happened.items() if key[1] in ("clock-expired", "decided")}
        assert set(ended.values()) == {1}
        standing = select(Deadline).where(Deadline.superseded_at.is_(None))
        due = {(row.claim, row.number) for row in session.scalars(standing)}
        fired = {(row.claim, row.number) for row in session.scalars(select(DeadlineFiring))}
        assert due <= fired, "every deadline that stood took effect"
        exhibits = session.scalars(select(Exhibit)).all()
        assert len(exhibits) == CLAIMS, "a photo that was sent again is one"
        effects = session.scalars(select(Effect)).all()
        assert {effect.claim for effect in effects} == set(claims)
        messages = {row.id for row in session.scalars(select(OutboxMessage))}
    assert set(crowd.receiver.got) == messages
    assert crowd.receiver.wrong == 0


def parts_of(engine: Engine) -> list[str]:
    return ["both worker-1"] if engine.is_sqlite else ["web web", "worker worker-1", "worker worker-2"]


@pytest.mark.parametrize("kills", [FEW_KILLS, MANY_KILLS])
def test_a_desk_that_is_killed_loses_nothing_and_does_nothing_twice(crowd: Crowd, engine: Engine, kills: int) -> None:
    parts = parts_of(engine)
    with desks(crowd.opened, crowd.receiver, crowd.port) as running_desks:
        for part in parts:
            running_desks.start(part)
        with at_work(crowd) as people:
            for number in range(kills):
                time.sleep(random.uniform(0, LONGEST_S))
                part = random.choice(parts)
                running_desks.kill(part)
                running_desks.start(part, waits=bool(number % 3))  # every third may be killed while it starts
            wait_until_closed(crowd, timeout_s=240 + kills)
        assert [fault for who in people for fault in who.faults] == []
    verify_everything(crowd)


def test_a_desk_whose_connections_are_cut_goes_on(crowd: Crowd, engine: Engine) -> None:
    if engine.is_sqlite:
        pytest.skip("SQLite has no connection that could break")
    with desks(crowd.opened, crowd.receiver, crowd.port) as running_desks:
        for part in parts_of(engine):
            running_desks.start(part)
        with at_work(crowd) as people:
            cut = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'desk'"
            for _ in range(FEW_KILLS):
                time.sleep(random.uniform(0.2, LONGEST_S))
                sql(engine.owner_url, cut)
            crowd.opened.store.close()  # our own connections were cut too
            wait_until_closed(crowd, timeout_s=240)
        assert [fault for who in people for fault in who.faults] == []
    verify_everything(crowd)
