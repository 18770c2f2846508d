"""A desk's people and programs, who go on as they would while it breaks: whoever gets no answer sends the same request again.

Everything that they were told is written down, to be compared with what is there in the end.
"""

import hashlib
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select

from fairclaim.compose import OpenDesk
from fairclaim.store.errors import StoreError
from fairclaim.store.tables.claims import Claim
from journeys.street import GRANT, REFUSE, WHY, remedy
from real_desk import HOOK, Person, RealDesk, Receiver, opened_for, running
from store_engines import Engine

TENANTS = count(1)
SHOPS, REVIEWERS = 3, 4
BASIS = ["derived-from-reference"]
PAUSE_S, IDLE_S = 0.1, 0.4
"""Before the same request is sent again, and before somebody without work looks for some."""
PATIENCE_S = 20.0


@dataclass
class Told:
    """What was acknowledged, and what was refused for the moment."""

    orders: dict[str, str] = field(default_factory=dict)
    """Number and id."""
    claims: dict[str, str] = field(default_factory=dict)
    """Order and claim."""
    exhibits: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Id, and the claim and what was sent."""
    decided: Counter[str] = field(default_factory=Counter)
    waits: Counter[str] = field(default_factory=Counter)
    """Codes of 503."""
    refusals: Counter[str] = field(default_factory=Counter)
    """Codes of what was refused for good, as when a colleague was faster."""
    slowest_s: float = 0.0
    """Until a request was answered at all, whatever it took."""
    faults: list[str] = field(default_factory=list)
    """Answers that nobody should get."""


@dataclass
class Crowd:
    """Who works at a desk, how many claims they keep in flight, and what they were told."""

    opened: OpenDesk
    tenant: str
    receiver: Receiver
    port: int
    people: dict[str, Person]
    in_flight: int
    """New claims are filed while fewer than these are open."""
    told: Told = field(default_factory=Told, repr=False)
    over: threading.Event = field(default_factory=threading.Event)
    """Everybody goes home."""
    sated: threading.Event = field(default_factory=threading.Event)
    """No new claim is filed."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open_claims(self) -> int:
        """Count claims that have not ended; our own connection may be cut like any other."""
        while True:
            try:
                with self.opened.store.read(self.tenant) as work:
                    found = select(func.count()).select_from(Claim).where(Claim.state != "closed")
                    return int(work.session.scalars(found).one())
            except StoreError:
                time.sleep(PAUSE_S)


class Patient:
    """Somebody who sends the same request again until it is answered."""

    def __init__(self, crowd: Crowd, person: Person) -> None:
        headers = {
            name: person.client.headers[name] for name in ("authorization", "origin") if name in person.client.headers
        }
        self._crowd = crowd
        self._client = httpx.Client(
            base_url=crowd.url, headers=headers, cookies=person.client.cookies, trust_env=False, timeout=PATIENCE_S
        )
        self._keys = count(1)
        self._name = random.randbytes(4).hex()

    def close(self) -> None:
        self._client.close()

    def ask(self, method: str, path: str, *, expects: int | None = None, **sent: Any) -> Any:
        """Return what was answered, as JSON; None once it is all over, or if it was refused."""
        answer = self.send(method, path, expects=expects, **sent)
        return answer.json() if answer is not None and answer.is_success else None

    def send(self, method: str, path: str, *, expects: int | None = None, **sent: Any) -> httpx.Response | None:
        """Return the answer; None once it is all over."""
        headers = {"Idempotency-Key": f"{self._name}-{next(self._keys)}"}
        began, told = time.monotonic(), self._crowd.told
        while not self._crowd.over.is_set():
            try:
                answer = self._client.request(method, f"/api/v1{path}", headers=headers, **sent)
            except httpx.TransportError:
                time.sleep(PAUSE_S)
                continue
            if answer.status_code == 503:
                told.waits[self._code_of(answer)] += 1
                time.sleep(2 * PAUSE_S)
                continue
            told.slowest_s = max(told.slowest_s, time.monotonic() - began)
            if answer.status_code >= 500 or (expects is not None and answer.status_code != expects):
                told.faults.append(f"{method} {path}: {answer.status_code} {answer.text}")
            if not answer.is_success:
                told.refusals[str(answer.json()["code"])] += 1
            return answer
        return None

    def _code_of(self, answer: httpx.Response) -> str:
        body = answer.json()
        if not (body["next"]["zh"] and body["next"]["en"] and answer.headers["retry-after"]):
            self._crowd.told.faults.append(f"does not say what to do: {answer.text}")
        return str(body["code"])


def file_claims(crowd: Crowd, who: Patient, numbers: Iterator[int]) -> None:
    """Let the shop's system file claims, each on an order of its own and with a photo, as long as few are open."""
    told = crowd.told
    while not crowd.over.is_set():
        if crowd.sated.is_set() or crowd.open_claims() >= crowd.in_flight:
            time.sleep(IDLE_S)
            continue
        number = next(numbers)
        made = who.ask("POST", "/orders", expects=201, json=_order(number))
        if made is None:
            continue
        order = told.orders[f"TB-{number}"] = made["order"]["id"]
        filed = who.ask("POST", "/claims", expects=201, json=_claim_on(order))
        if filed is None:
            continue
        claim = told.claims[order] = filed["claim"]
        photo = hashlib.sha256(order.encode()).digest() * 256
        path = f"/claims/{claim}/files/whole.jpg"
        kept = who.ask("PUT", path, expects=201, params={"role": "claim", "shot": "whole"}, content=photo)
        if kept is not None:
            assert kept["sha256"] == hashlib.sha256(photo).hexdigest()
            told.exhibits[kept["made"]] = (claim, photo)


def review_claims(crowd: Crowd, who: Patient) -> None:
    """Take tasks and answer them; which way depends on the claim alone."""
    told = crowd.told
    while not crowd.over.is_set():
        task = who.ask("POST", "/tasks/next")
        if task is None:
            time.sleep(IDLE_S)
            continue
        claim = task["claim"]
        opinion = REFUSE if claim[-1] in "0123" else GRANT
        who.ask("POST", f"/claims/{claim}/judgement", json=opinion)
        who.ask("POST", f"/claims/{claim}/verdict")
        who.ask("POST", f"/claims/{claim}/confirmation", json={"final": opinion})
        wish = {"reasons": WHY, "basis": BASIS}
        decided = who.send("POST", f"/claims/{claim}/decision", json=wish)
        if decided is not None and decided.is_success:
            told.decided[claim] += 1
        elif decided is not None and decided.json()["code"] == "merchant-unheard":
            # The buyer's photo came late, the claim went to people, and the merchant was passed over.
            who.ask("POST", f"/claims/{claim}/merchant-request")


@contextmanager
def crowd_at(engine: Engine, folder: Path, *, in_flight: int) -> Iterator[Crowd]:
    """Open a desk in a folder, and let everybody in who works there."""
    receiver, tenant = Receiver(), f"crowd-{next(TENANTS)}"
    with opened_for(engine, folder, tenant) as opened:
        with running(opened, tenant, receiver=receiver, works=False) as desk:
            _let_in(desk)
            people = dict(desk.people)
            cookies = {name: httpx.Cookies(person.client.cookies) for name, person in people.items()}
            port = int(desk.url.rpartition(":")[2])
        for name, person in people.items():
            people[name] = Person(httpx.Client(headers=person.client.headers, cookies=cookies[name]))
        yield Crowd(opened, tenant, receiver, port, people, in_flight)
        for person in people.values():
            person.client.close()
    receiver.close()


@contextmanager
def at_work(crowd: Crowd) -> Iterator[None]:
    """Let everybody do what they do, until the desk is left. Reviewers come once as many claims are open as are to be kept so."""
    shops = [Patient(crowd, crowd.people["shop"]) for _ in range(SHOPS)]
    reviewers = [Patient(crowd, crowd.people[f"reviewer-{number}"]) for number in range(REVIEWERS)]
    filing = [
        threading.Thread(target=file_claims, args=(crowd, who, count(number, SHOPS)), daemon=True)
        for number, who in enumerate(shops)
    ]
    judging = [threading.Thread(target=review_claims, args=(crowd, who), daemon=True) for who in reviewers]
    try:
        for thread in filing:
            thread.start()
        _wait_until_busy(crowd)
        for thread in judging:
            thread.start()
        yield
    finally:
        crowd.over.set()
        for thread in (*filing, *judging):
            if thread.ident is not None:
                thread.join(60)
        for who in (*shops, *reviewers):
            who.close()


def _wait_until_busy(crowd: Crowd, *, timeout_s: float = 600) -> None:
    end = time.monotonic() + timeout_s
    while (found := crowd.open_claims()) < crowd.in_flight:
        assert time.monotonic() < end, (found, crowd.told.faults)
        time.sleep(IDLE_S)


def _let_in(desk: RealDesk) -> None:
    admin = desk.found()
    desk.program("shop", "register-order", "file", "attach", "see")
    for number in range(REVIEWERS):
        desk.join(f"reviewer-{number}", "reviewer")
    admin.post("/webhook-endpoints", {"url": f"{HOOK}/hook"}, status=201)
    desk.receiver.secret = bytes(range(32))


def _order(number: int) -> dict[str, object]:
    line = {"title": "杯", "category": "tableware", "quantity": 1, "amount_minor": 10_000}
    return {
        "number": f"TB-{number}",
        "buyer": f"u-{number}",
        "merchant": "s-1",
        "currency": "CNY",
        "placed_at": "2026-03-02T10:00:00+08:00",
        "lines": [line],
    }


def _claim_on(order: str) -> dict[str, object]:
    return {
        "order": order,
        "items": [{"line": "1", "quantity": 1}],
        "reason": "damaged",
        "asked": remedy("return-and-refund", 10_000),
    }
