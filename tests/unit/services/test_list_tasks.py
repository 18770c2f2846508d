"""Queues show what waits and how long, not whose turn it is."""

import pytest

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.awaited import Queue
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.list_tasks import Line, TaskWish, held_task, queue_tasks
from fairclaim.services.take_task import take_next
from unit.services.counter import ADMIN, ANN, BEN, BUYER, SUE
from unit.services.test_list_claims import in_second_review


def test_a_second_review_stands_among_the_firsts_for_who_judges() -> None:
    counter, claim = in_second_review()
    (row,) = queue_tasks(counter.desk, BEN).things
    assert (row.claim, row.queue, row.line) == (claim, None, Line.REVIEW)
    (exact,) = queue_tasks(counter.desk, ADMIN).things
    assert exact.queue is Queue.SECOND
    for wish in (TaskWish(category="books"), TaskWish(due_before=counter.now), TaskWish(line=Line.APPEAL)):
        assert queue_tasks(counter.desk, BEN, wish).things == ()
    for who in (BEN, SUE):
        assert queue_tasks(counter.desk, who, TaskWish(line=Line.SENIOR)).things == ()


def test_a_held_task_is_shown_to_its_holder_and_can_be_left_out() -> None:
    counter, claim = in_second_review()
    assert held_task(counter.desk, BEN) is None
    taken = take_next(counter.desk, BEN)
    assert held_task(counter.desk, BEN) == taken
    assert taken is not None
    assert taken.claim == claim
    assert queue_tasks(counter.desk, ANN).things[0].is_held
    assert queue_tasks(counter.desk, ANN, TaskWish(free_only=True)).things == ()


def test_ties_hide_a_task_and_parties_see_no_queue() -> None:
    counter, _ = in_second_review()
    counter.rows.ties[BEN.person] = frozenset({PersonId("buyer-1")})
    assert queue_tasks(counter.desk, BEN).things == ()
    with pytest.raises(NotAllowedError):
        queue_tasks(counter.desk, BUYER)
