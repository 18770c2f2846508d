from dataclasses import replace

import pytest

from fairclaim.domain.desk.judgement import Seat
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.services.awaited import Queue, awaited, task_id
from unit.domain.desk.story import ANN, BEN, EVE, GRANT, REFUSE, in_re_review, in_review, in_state, refused


@pytest.mark.parametrize("state", State)
def test_a_judgement_is_waited_for_where_people_judge(state: State) -> None:
    waiting = {State.IN_REVIEW, State.SECOND_REVIEW, State.APPEALED, State.RE_REVIEW}
    assert (awaited(in_state(state).claim) is not None) == (state in waiting)


def test_each_seat_has_its_queue() -> None:
    first = in_review()
    second = in_review().judged(ANN, REFUSE).second()
    senior = in_review().judged(ANN, REFUSE).second().judged(BEN, GRANT).senior()
    appeal = refused().appeal()
    found = [awaited(story.claim) for story in (first, second, senior, appeal)]
    assert [one and one.queue for one in found] == [Queue.FIRST, Queue.SECOND, Queue.SENIOR, Queue.APPEAL]
    assert len({one and one.task for one in found}) == 4


def test_the_task_of_an_appeal_stays_the_same_when_its_review_opens() -> None:
    story = refused().appeal()
    before = awaited(story.claim)
    assert awaited(story.open_re_review().claim) == before
    assert before is not None
    assert before.due_at == story.due


def test_a_senior_over_an_appeal_has_a_queue_of_its_own() -> None:
    story = in_re_review()
    claim = replace(story.claim, has_senior=True)
    first, second = (replace(one, round=claim.round) for one in claim.judgements[:2])
    found = awaited(replace(claim, judgements=(*claim.judgements, first, second)))
    assert found is not None
    assert found.queue is Queue.APPEAL_SENIOR
    assert EVE.id not in found.task


def test_a_paused_clock_keeps_the_place_of_the_task() -> None:
    story = in_review().pause()
    found = awaited(story.claim)
    assert found is not None
    assert found.due_at == story.claim.updated_at


def test_the_id_of_a_task_does_not_show_whose_turn_it_is() -> None:
    ids = {task_id(ClaimId("claim-1"), number, seat) for number in (1, 2) for seat in Seat}
    assert len(ids) == 6
    assert not any(word in one for one in ids for word in ("first", "second", "senior", "claim"))
