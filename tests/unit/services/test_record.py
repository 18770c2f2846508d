from datetime import timedelta

import pytest

from fairclaim.domain.desk import filing
from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.domain.desk.party import Actor, ActorKind, PersonId
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import Role
from fairclaim.services.appeal_claim import withdraw_appeal
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.awaited import awaited
from fairclaim.services.errors import StaleClaimError
from fairclaim.services.hold_clock import extend_clock, pause_clock, resume_clock
from fairclaim.services.ports.queue import JobKind
from fairclaim.services.record import record
from fairclaim.services.settle_claim import withdraw_claim
from journeys.desk_steps import STEPS
from unit.services.counter import ADMIN, AGENT, BUYER, SOME_SHOTS, WHY, Counter, photo
from unit.services.memory import MemoryWork


def running(counter: Counter) -> list[tuple[str, str, object]]:
    return [
        (row.due.clock, row.due.purpose, row.due.due_at)
        for row in counter.rows.deadlines.values()
        if not row.is_superseded and row.fired_at is None
    ]


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_what_is_written_agrees_with_the_claim_after_every_step(number: int) -> None:
    counter = Counter()
    for step in STEPS[:number]:
        step(counter)
    (claim,) = counter.rows.claims.values()
    clock = claim.clock
    ends = [moment for _, purpose, moment in running(counter) if purpose == "expire"]
    assert ends == ([clock.due_at] if clock is not None and clock.due_at is not None else [])
    warnings = [moment for _, purpose, moment in running(counter) if purpose == "warn"]
    assert warnings == ([clock.warn_at] if clock is not None and clock.warn_at is not None else [])
    waiting = awaited(claim)
    open_tasks = {name for name, task in counter.rows.tasks.items() if not task.is_done}
    assert open_tasks == ({waiting.task} if waiting is not None else set())
    assert [event.sequence for event in counter.rows.events] == list(range(1, claim.sequence + 1))
    assert list(counter.rows.decisions.values()) == list(claim.decisions)


def test_a_paused_clock_has_no_deadline_and_a_resumed_one_has_it_again() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    was = running(counter)
    pause_clock(counter.desk, ADMIN, claim, PauseReason.OUTAGE, note=WHY)
    assert running(counter) == []
    counter.wait()
    resume_clock(counter.desk, ADMIN, claim)
    assert [(c, p, m - timedelta(hours=1)) for c, p, m in running(counter)] == was  # type: ignore[operator]
    extend_clock(counter.desk, ADMIN, claim, timedelta(hours=5), because=WHY)
    assert [(c, p, m - timedelta(hours=6)) for c, p, m in running(counter)] == was  # type: ignore[operator]


def test_a_file_that_comes_in_is_examined_at_once_but_not_while_the_buyer_is_still_collecting() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    assert counter.claim(claim).state is State.WAITING_EVIDENCE
    before = set(counter.rows.jobs)
    attach_exhibit(counter.desk, BUYER, claim, photo(data=b"more"))
    assert set(counter.rows.jobs) == before
    counter = Counter()
    claim = counter.screened()
    before = set(counter.rows.jobs)
    attach_exhibit(counter.desk, AGENT, claim, photo(None, role=Role.DISPATCH))
    (new,) = set(counter.rows.jobs) - before
    assert counter.rows.jobs[new][:2] == (JobKind.EXAMINE, claim)


def test_the_end_of_a_claim_stops_its_deadlines_and_closes_its_task() -> None:
    counter = Counter()
    for step in STEPS[:12]:
        step(counter)
    (claim,) = counter.rows.claims
    withdraw_claim(counter.desk, BUYER, claim)
    assert running(counter) == []
    assert all(task.is_done for task in counter.rows.tasks.values())
    assert any(kind is JobKind.CARRY_OUT for kind, _, _ in counter.rows.jobs.values())


def test_a_withdrawn_appeal_lets_what_waited_be_carried_out() -> None:
    counter = Counter()
    for step in STEPS[:23]:
        step(counter)
    (claim,) = counter.rows.claims
    assert counter.claim(claim).state is State.APPEALED
    before = set(counter.rows.jobs)
    withdraw_appeal(counter.desk, BUYER, claim)
    (new,) = set(counter.rows.jobs) - before
    assert counter.rows.jobs[new][0] is JobKind.CARRY_OUT


def test_a_claim_that_has_moved_since_it_was_read_is_not_written() -> None:
    counter = Counter()
    before = counter.claim(counter.filed())
    by = Actor(kind=ActorKind.MACHINE, id=PersonId("desk"))
    after, events = filing.start_screening(before, by=by, at=counter.now)
    withdraw_claim(counter.desk, BUYER, before.id)
    rows = counter.rows.copy()
    with pytest.raises(StaleClaimError):
        record(counter.desk, MemoryWork(counter.memory, rows), before=before, after=after, events=events)


def test_without_events_nothing_is_written() -> None:
    counter = Counter()
    claim = counter.claim(counter.filed())
    rows = counter.rows.copy()
    record(counter.desk, MemoryWork(counter.memory, rows), before=claim, after=claim, events=())
    assert rows == counter.rows
