from datetime import timedelta

import pytest

from fairclaim.services.errors import NotAllowedError
from fairclaim.services.list_tasks import Line
from fairclaim.services.queue_load import queue_load
from fairclaim.services.skip_reason import SkipReason
from fairclaim.services.take_task import skip_task, take_next
from unit.services.counter import ADMIN, ANN, AUDITOR, BEN, BUYER, EDITOR, SUE, Counter
from unit.services.test_take_task import another, in_review


def test_it_counts_what_waits_by_the_time_left_and_says_who_has_what() -> None:
    counter = Counter()
    first, _ = in_review(counter), another(counter)
    taken = take_next(counter.desk, ANN)
    assert taken is not None
    load = queue_load(counter.desk, SUE)
    review = load.lines[0]
    assert (review.line, review.waiting, review.held) == (Line.REVIEW, 2, 1)
    assert review.by_time_left == (0, 0, 0, 1, 1)
    assert [(one.claim, one.line, one.holder) for one in load.held] == [(first, Line.REVIEW, ANN.person)]
    assert load.held[0].login is None
    counter.rows.logins[ANN.person] = "ann@desk"
    assert queue_load(counter.desk, SUE).held[0].login == "ann@desk"
    counter.wait(timedelta(hours=48))
    assert queue_load(counter.desk, ADMIN).lines[0].by_time_left == (2, 0, 0, 0, 0)
    assert queue_load(counter.desk, ADMIN).held == (), "a lease that is over is nobody's"
    assert load.lines[2].next_due_at is None


def test_reasons_for_passing_tasks_on_are_counted() -> None:
    counter = Counter()
    in_review(counter)
    taken = take_next(counter.desk, BEN)
    assert taken is not None
    skip_task(counter.desk, BEN, taken.task, SkipReason.LANGUAGE)
    skips = queue_load(counter.desk, AUDITOR).skips
    assert {reason for reason, count in skips.items() if count} == {SkipReason.LANGUAGE}


@pytest.mark.parametrize("who", [ANN, BUYER, EDITOR], ids=lambda who: who.person)
def test_it_is_for_who_supervises(who: object) -> None:
    with pytest.raises(NotAllowedError):
        queue_load(Counter().desk, who)  # type: ignore[arg-type]  # a caller
