"""A consequence is carried out once, taken back once, and never carried out after it was ordered back."""

import pytest

from fairclaim.domain.desk.decision import Standing
from fairclaim.domain.desk.refusals import ConsequenceError, WrongActorError
from fairclaim.domain.desk.unwinding import to_execute, to_unwind
from unit.domain.desk.story import ANN, EVE, GRANT, OPERATOR, granted, in_re_review, refused

MARK = "decision-1/mark"


def test_a_consequence_is_carried_out_once_and_says_what_it_made() -> None:
    story = refused().execute(MARK)
    mark = next(one for one in story.claim.consequences if one.id == MARK)
    assert (mark.standing, mark.was_executed, mark.reference) == (Standing.EXECUTED, True, f"made-{MARK}")
    assert mark not in to_execute(story.claim)
    with pytest.raises(ConsequenceError) as caught:
        story.execute(MARK)
    assert (caught.value.id, caught.value.standing) == (MARK, "executed")


def test_an_unknown_consequence_is_refused() -> None:
    with pytest.raises(ConsequenceError) as caught:
        granted().execute(MARK)
    assert caught.value.standing is None


def test_what_was_ordered_back_is_never_carried_out_and_taken_back_once() -> None:
    story = in_re_review().judged(EVE, GRANT).decide_appeal()
    with pytest.raises(ConsequenceError):
        story.execute(MARK)
    story.unwound(MARK, OPERATOR)
    assert MARK not in {one.id for one in to_unwind(story.claim)}
    with pytest.raises(ConsequenceError):
        story.unwound(MARK)


def test_what_stands_is_not_taken_back() -> None:
    story = in_re_review().judged(EVE, GRANT).decide_appeal()
    with pytest.raises(ConsequenceError):
        story.unwound("decision-2/remedy")


def test_who_judges_does_not_carry_out() -> None:
    with pytest.raises(WrongActorError):
        refused().execute(MARK, ANN)
