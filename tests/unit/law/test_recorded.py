"""From claims of the desk to acts."""

from datetime import UTC, datetime

import pytest

from fairclaim.domain.desk.states import State
from fairclaim.law.act import Apart, day_in_china, why_apart
from fairclaim.law.recorded import act_of
from unit.domain.desk.story import (
    AGAINST,
    EVE,
    GRANT,
    REFUSE,
    REPAIR,
    Story,
    granted,
    in_re_review,
    in_review,
    in_state,
    refused,
    yuan,
)
from unit.law.record import ASKED

LATER = day_in_china(datetime(2030, 1, 1, tzinfo=UTC))
PAID = yuan(100)


def expired() -> Story:
    story = refused()
    return story.at(story.due).expire()


def why(story: Story) -> Apart | None:
    return why_apart(act_of(story.claim, obtained=PAID), on=LATER)


@pytest.mark.parametrize(
    ("story", "reason"),
    [
        (expired, None),
        (lambda: in_re_review().judged(EVE, AGAINST).decide_appeal(), None),
        (lambda: in_re_review().judged(EVE, GRANT).decide_appeal(), Apart.OVERTURNED),
        (lambda: in_re_review().judged(EVE, REFUSE).decide_appeal(), Apart.OVERTURNED),
        (refused, Apart.APPEAL_POSSIBLE),
        (lambda: refused().appeal(), Apart.APPEAL_OPEN),
        (in_re_review, Apart.APPEAL_OPEN),
        (in_review, Apart.NOT_DECIDED),
        (lambda: refused(REFUSE), Apart.NOT_CONTRADICTED),
        (lambda: in_state(State.WITHDRAWN), Apart.NOT_DECIDED),
        (lambda: in_state(State.SETTLED), Apart.NOT_DECIDED),
    ],
)
def test_only_what_two_people_found_and_what_stands_is_counted(story: object, reason: Apart | None) -> None:
    assert why(story()) is reason  # type: ignore[operator]


def test_a_machines_yes_is_no_decision_against_anybody() -> None:
    assert why(granted()) is Apart.ONE_PERSON


def test_the_day_is_that_of_filing_and_the_amount_what_was_asked() -> None:
    claim = expired().claim
    act = act_of(claim, obtained=PAID, payment="pay-1")
    assert (act.id, act.on, act.sought, act.obtained) == (claim.id, day_in_china(claim.filed_at), yuan(100), PAID)
    assert act_of(Story(asked=REPAIR).claim, obtained=yuan(0)).sought == claim.most
    assert ASKED < LATER
