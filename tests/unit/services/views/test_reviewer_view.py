import pytest

from fairclaim.domain.desk.judgement import Seat
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.states import State
from fairclaim.services.see_claim import see_claim
from fairclaim.services.views.reviewer_view import ReviewerView
from journeys.desk_steps import STEPS
from unit.services.counter import ANN, BEN, DAN, EVE, SUE, Counter

GIVES_AWAY: tuple[str, ...] = (
    "forged",
    "FORGED",
    "0.98",
    "sha256:live",
    "Grade.",
    "CONTRADICTS",
    "INSUFFICIENT",
    "REFUSE",
    "refuse",
)
GIVES_AWAY += (
    "second-review",
    "SECOND",
    "derived-from-reference",
    "裂纹只见于",
    "in the claim picture only",
    "decision-1",
)
NAMES = ("buyer-1", "merchant-1", "agent-1")


def seen_by(counter: Counter, who: object) -> ReviewerView:
    (claim,) = counter.rows.claims
    view = see_claim(counter.desk, who, claim)  # type: ignore[arg-type]
    assert isinstance(view, ReviewerView)
    return view


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_who_has_not_judged_is_shown_nothing_of_a_verdict_or_of_anybodys_answer(number: int) -> None:
    counter = Counter()
    for step in STEPS[:number]:
        step(counter)
    (claim,) = counter.rows.claims.values()
    for who in (ANN, BEN, EVE, DAN, SUE):
        shown = repr(seen_by(counter, who))
        if who.person not in claim.seen_by and all(one.by != who.person for one in claim.judgements):
            assert [word for word in GIVES_AWAY if word in shown] == [], who.person
        assert [name for name in NAMES if f"'{name}'" in shown] == [], who.person


def test_after_the_own_judgement_the_verdict_is_there_and_the_others_answer_is_not() -> None:
    counter = Counter()
    for step in STEPS[:18]:
        step(counter)
    ben = seen_by(counter, BEN)
    assert ben.after is not None
    assert ben.after.examined is not None
    assert [one.by for one in ben.judgements] == [PersonId("ben")]
    assert (ben.state, ben.seat) == (State.SECOND_REVIEW, Seat.SECOND)


def test_once_decided_all_who_judged_see_all_judgements() -> None:
    counter = Counter()
    for step in STEPS[:20]:
        step(counter)
    assert {one.by for one in seen_by(counter, ANN).judgements} == {"ann", "ben"}
    assert seen_by(counter, EVE).judgements == ()


def test_a_second_review_reads_like_a_first_to_who_is_blind() -> None:
    counter = Counter()
    for step in STEPS[:15]:
        step(counter)
    view = seen_by(counter, BEN)
    assert (view.state, view.seat, view.state_name.en) == (State.IN_REVIEW, None, "in review")
