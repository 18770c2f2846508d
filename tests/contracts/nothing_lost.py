"""What must be true of a desk after it was killed, cut off or full: all that was acknowledged is there, and nothing twice."""

import time
from collections import Counter
from itertools import pairwise

from sqlalchemy import create_engine, select, text

from contracts.crowd import Crowd
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.runtime.databases import SCHEMA, jobs_url
from fairclaim.store.blobs.address import parse_address
from fairclaim.store.canonical import canonical_json
from fairclaim.store.desk.evidence import DeskBlobs
from fairclaim.store.errors import StoreError
from fairclaim.store.tables.claims import Claim, ClaimEvent, Exhibit
from fairclaim.store.tables.desk import Deadline, DeadlineFiring, Task
from fairclaim.store.tables.machine import Effect, Job
from fairclaim.store.tables.trade import Order
from fairclaim.store.tables.traffic import IdempotencyKey, OutboxMessage
from fairclaim.store.work import Work

ONCE = ("claim-filed", "decided", "clock-expired")
"""Events that happen at most once to each of these claims (a clock's by its kind)."""
PAUSE_S = 0.5


def wait_until_still(crowd: Crowd, *, timeout_s: float) -> None:
    """Let no more be filed, and return when nothing is left to do: for people, for the machine, for its engine."""
    crowd.sated.set()
    end = time.monotonic() + timeout_s
    while left := left_to_do(crowd):
        assert time.monotonic() < end, (left, crowd.told.waits, crowd.told.refusals, crowd.told.faults)
        time.sleep(PAUSE_S)


def left_to_do(crowd: Crowd) -> dict[str, object]:
    """Return what is left to do; nothing if the desk is still."""
    try:
        with crowd.opened.store.read(crowd.tenant) as work:
            states = Counter(work.session.scalars(select(Claim.state)))
            left: dict[str, object] = {
                "claims": {state: number for state, number in states.items() if state != "closed"},
                "not yet acknowledged": len(crowd.told.orders) - states.total(),
                "tasks": len(work.session.scalars(select(Task.id).where(Task.done_at.is_(None))).all()),
                "jobs": Counter(work.session.scalars(select(Job.kind).where(Job.done_at.is_(None)))),
                "messages": len(
                    work.session.scalars(select(OutboxMessage.id).where(OutboxMessage.delivered_at.is_(None))).all()
                ),
            }
        left["engine"] = _jobs_of_the_engine(crowd)
    except StoreError as error:  # our own connection was cut, too
        return {"store": error.code}
    return {what: number for what, number in left.items() if number}


def verify_nothing_lost_or_twice(crowd: Crowd) -> dict[str, int]:
    """Compare what is there with what everybody was told; return how much it was."""
    told = crowd.told
    assert told.faults == []
    with crowd.opened.store.read(crowd.tenant) as work:
        session = work.session
        claims = {row.id: row.order_id for row in session.scalars(select(Claim))}
        assert set(session.scalars(select(Order.id))) == set(told.orders.values())
        assert {order: claim for claim, order in claims.items()} == told.claims
        assert len(claims) == len(told.orders), "a claim that was sent again is one"
        events = _verify_histories(work, set(claims), told.decided)
        fired = _verify_deadlines(work, events)
        _verify_photos(crowd, work)
        effects = session.scalars(select(Effect)).all()
        assert {effect.claim for effect in effects} == set(claims)
        assert None not in {effect.made_at for effect in effects}
        assert session.scalars(select(Task.id).where(Task.held_by.is_not(None))).all() == []
        assert session.scalars(select(IdempotencyKey.key).where(IdempotencyKey.status.is_(None))).all() == []
        messages = {row.id: canonical_json({row.kind: row.body}) for row in session.scalars(select(OutboxMessage))}
        happened = len(events)
    assert set(crowd.receiver.got) == set(messages)
    assert len(set(messages.values())) == len(messages), "nothing is told under two ids"
    assert crowd.receiver.wrong == 0
    return {
        "claims": len(claims),
        "photos": len(told.exhibits),
        "events": happened,
        "deadlines_fired": fired,
        "messages": len(messages),
        "messages_repeated_under_their_id": crowd.receiver.repeated,
    }


def _verify_histories(work: Work, claims: set[str], decided: Counter[str]) -> list[ClaimEvent]:
    log = work.claims.log(after=0, limit=10_000_000)
    assert [event.position for event in log] == list(range(1, len(log) + 1))
    for claim in claims:
        work.claims.verify(claim)
        assert [one.number for one in work.rulings.of(claim)] == [1], "decided once"
    assert max(decided.values(), default=0) <= 1, "nobody was told of a second decision"
    events = list(work.session.scalars(select(ClaimEvent).order_by(ClaimEvent.claim, ClaimEvent.sequence)))
    for before, after in pairwise(events):
        assert after.sequence == (before.sequence + 1 if after.claim == before.claim else 1)
    happened = Counter((event.claim, event.kind, str(event.body.get("fact"))) for event in events)
    assert {key: times for key, times in happened.items() if key[1] in ONCE and times != 1} == {}
    return events


def _verify_deadlines(work: Work, events: list[ClaimEvent]) -> int:
    standing = select(Deadline).where(Deadline.superseded_at.is_(None))
    due = {(row.claim, row.number) for row in work.session.scalars(standing)}
    fired = [(row.claim, row.number) for row in work.session.scalars(select(DeadlineFiring))]
    assert due <= set(fired), "every deadline that stood took effect"
    told = sum(event.kind in {"clock-expired", "clock-warned"} for event in events)
    assert told <= len(fired), "no deadline took effect twice"
    return len(fired)


def _verify_photos(crowd: Crowd, work: Work) -> None:
    exhibits = {row.id: row for row in work.session.scalars(select(Exhibit))}
    assert set(crowd.told.exhibits) == set(exhibits), "a photo that was sent again is one"
    blobs = DeskBlobs(work, crowd.opened.blobs)
    for name, (claim, photo) in crowd.told.exhibits.items():
        row = exhibits[name]
        assert row.claim == claim
        assert row.blob is not None
        address = parse_address(row.blob)  # reading it back verifies its digest, and opens the seal
        assert blobs.get(address, person=PersonId(row.person), exhibit=ExhibitId(name)) == photo


def _jobs_of_the_engine(crowd: Crowd) -> dict[str, int]:
    url = jobs_url(crowd.opened.settings.database_url)
    table = "workflow_status" if url.get_backend_name() == "sqlite" else f"{SCHEMA}.workflow_status"
    engine = create_engine(url)
    unended = text(f"select status, name from {table} where status in ('PENDING', 'ENQUEUED', 'DELAYED')")  # noqa: S608
    try:
        with engine.connect() as connection:
            return dict(Counter(f"{row.name} {row.status}" for row in connection.execute(unended)))
    finally:
        engine.dispose()
