from dataclasses import replace
from datetime import timedelta

import pytest

from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.hold_clock import extend_clock, pause_clock, resume_clock
from fairclaim.services.ports.queue import Due
from fairclaim.services.run_deadline import Fired, due_deadlines, run_deadline
from unit.services.counter import ADMIN, ANN, BUYER, MACHINE, OTHER_SHOTS, SOME_SHOTS, WHY, Counter
from unit.services.memory import DeadlineRow

HOURS = timedelta(hours=1)


def waiting() -> tuple[Counter, ClaimId, Due]:
    """Return a claim that waits for evidence, 73 hours later, with the deadline that is over."""
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    counter.wait(73 * HOURS)
    _, due = due_deadlines(counter.desk, MACHINE)
    return counter, claim, due


def test_a_deadline_fires_once_however_many_workers_try() -> None:
    counter, claim, due = waiting()
    counter.memory.meanwhile = lambda: run_deadline(counter.desk, MACHINE, due)
    assert run_deadline(counter.desk, MACHINE, due) is Fired.NOTHING_TO_DO
    assert counter.claim(claim).state is State.IN_REVIEW
    before = counter.rows.events
    assert run_deadline(counter.desk, MACHINE, due) is Fired.NOTHING_TO_DO
    assert counter.rows.events == before


def test_a_deadline_that_was_superseded_after_it_was_listed_does_nothing() -> None:
    counter, claim, due = waiting()
    counter.now = counter.claim(claim).updated_at + 71 * HOURS
    add_evidence(counter.desk, BUYER, claim, OTHER_SHOTS)
    counter.wait(2 * HOURS)
    before = counter.rows.events
    assert run_deadline(counter.desk, MACHINE, due) is Fired.NOTHING_TO_DO
    assert counter.rows.events == before


def test_a_deadline_with_time_left_does_nothing() -> None:
    counter, claim, due = waiting()
    counter.now = due.due_at - timedelta(seconds=1)
    assert run_deadline(counter.desk, MACHINE, due) is Fired.NOTHING_TO_DO
    counter.now = due.due_at
    assert run_deadline(counter.desk, MACHINE, due) is Fired.TOOK_EFFECT
    assert counter.claim(claim).state is State.IN_REVIEW


def test_a_paused_clock_does_not_end_and_an_extended_one_ends_later() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    pause_clock(counter.desk, ADMIN, claim, PauseReason.OUTAGE, note=WHY)
    counter.wait(1000 * HOURS)
    assert due_deadlines(counter.desk, MACHINE) == ()
    resume_clock(counter.desk, ADMIN, claim)
    extend_clock(counter.desk, ADMIN, claim, 10 * HOURS, because=WHY)
    counter.wait(81 * HOURS)
    assert [due.purpose for due in due_deadlines(counter.desk, MACHINE)] == ["warn"]
    counter.wait(HOURS)
    assert [due.purpose for due in due_deadlines(counter.desk, MACHINE)] == ["warn", "expire"]


def test_a_warning_after_the_end_has_nothing_to_warn_of() -> None:
    counter, claim, due = waiting()
    warn, _ = due_deadlines(counter.desk, MACHINE)
    run_deadline(counter.desk, MACHINE, due)
    assert run_deadline(counter.desk, MACHINE, warn) is Fired.NOTHING_TO_DO
    assert counter.claim(claim).state is State.IN_REVIEW


def test_a_review_that_takes_too_long_is_escalated_and_goes_on() -> None:
    counter, claim, due = waiting()
    run_deadline(counter.desk, MACHINE, due)
    counter.wait(24 * 4 * HOURS)
    for one in due_deadlines(counter.desk, MACHINE):
        run_deadline(counter.desk, MACHINE, one)
    found = counter.claim(claim)
    assert (found.state, found.escalations, found.clock is not None) == (State.IN_REVIEW, 1, True)
    counter.wait(24 * 4 * HOURS)
    assert (
        run_deadline(counter.desk, MACHINE, one) is Fired.NOTHING_TO_DO
    )  # though the clock of this kind is over again
    assert counter.claim(claim).escalations == 1
    assert sum(not task.is_done for task in counter.rows.tasks.values()) == 1


def test_a_row_whose_clock_has_been_put_away_does_nothing() -> None:
    counter, claim, due = waiting()
    for number, other in ((900, replace(due, clock="appeal-window")), (901, replace(due, purpose="warn"))):
        counter.rows.deadlines[claim, number] = DeadlineRow(replace(other, number=number))
    run_deadline(counter.desk, MACHINE, due)
    before = counter.rows.events
    for number in (900, 901):
        listed = counter.rows.deadlines[claim, number].due
        assert run_deadline(counter.desk, MACHINE, listed) is Fired.NOTHING_TO_DO
    assert counter.rows.events == before


def test_only_the_machine_runs_deadlines() -> None:
    counter, _, due = waiting()
    with pytest.raises(NotAllowedError):
        run_deadline(counter.desk, ANN, due)
    with pytest.raises(NotAllowedError):
        due_deadlines(counter.desk, ADMIN)
