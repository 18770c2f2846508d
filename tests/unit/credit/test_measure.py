"""The life of a measure: two others agree, it ends, it can be appealed, and an overturned decision ends it at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.credit.errors import MeasureGroundError, MeasureStateError, MeasureTermError
from fairclaim.credit.measure import (
    BINDING,
    KIND_NAMES,
    LAPSES,
    LONGEST_DAYS,
    MOVE_NAMES,
    MOVES,
    OPEN,
    STATE_NAMES,
    Measure,
    MeasureKind,
    MeasureMove,
    MeasureState,
    agree,
    appeal,
    decide_appeal,
    decline,
    expire,
    propose,
    unwind,
)
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.refusals import ReasonsMissingError, SamePersonError, TookPartError
from fairclaim.domain.errors import RuleError
from unit.domain.desk.story import EVE, GRANT, Story, refused

WHY = Bilingual("一次认定成立。", "A decision stands.")
ANN, BEN, DAN, SUE, MACHINE = (PersonId(one) for one in ("ann", "ben", "dan", "sue", "machine"))
STORY = refused()
NOW = STORY.now
DAY = timedelta(days=1)


def proposed(
    *claims: Claim, kind: MeasureKind = MeasureKind.LIMIT, days: int = 30, reasons: Bilingual = WHY
) -> Measure:
    return propose(
        "measure-1",
        kind,
        claims or (STORY.claim,),
        person=STORY.claim.buyer,
        days=days,
        reasons=reasons,
        by=ANN,
        at=NOW,
    )


def in_force() -> Measure:
    return agree(agree(proposed(), by=BEN, at=NOW), by=DAN, at=NOW + DAY)


def appealed() -> Measure:
    return appeal(in_force(), words=None, at=NOW + 2 * DAY)


def test_two_others_put_it_in_force_for_its_time() -> None:
    once = agree(proposed(), by=BEN, at=NOW)
    assert (once.state, once.until, once.binds(NOW)) == (MeasureState.AGREED_ONCE, NOW + LAPSES, False)
    twice = agree(once, by=DAN, at=NOW + DAY)
    assert (twice.state, twice.until) == (MeasureState.IN_FORCE, NOW + 31 * DAY)
    assert twice.binds(NOW + 30 * DAY)
    assert not twice.binds(NOW + 31 * DAY)


def test_nobody_agrees_twice_or_to_the_own_proposal() -> None:
    for measure, who in ((proposed(), ANN), (agree(proposed(), by=BEN, at=NOW), BEN)):
        for move in (agree, decline):
            with pytest.raises(SamePersonError):
                move(measure, by=who, at=NOW)


def test_one_who_declines_is_enough() -> None:
    assert decline(agree(proposed(), by=BEN, at=NOW), by=DAN, at=NOW).state is MeasureState.DECLINED


def test_it_rests_while_an_appeal_waits_and_somebody_else_decides() -> None:
    waiting = appealed()
    assert not waiting.binds(NOW + 2 * DAY)
    for who in (ANN, BEN, DAN):
        with pytest.raises(TookPartError):
            decide_appeal(waiting, is_upheld=True, reasons=WHY, by=who, at=NOW + 3 * DAY)
    upheld = decide_appeal(waiting, is_upheld=True, reasons=WHY, by=SUE, at=NOW + 3 * DAY)
    assert (upheld.state, upheld.answer, upheld.binds(NOW + 3 * DAY)) == (MeasureState.UPHELD, WHY, True)
    assert upheld.until == in_force().until
    lifted = decide_appeal(waiting, is_upheld=False, reasons=WHY, by=SUE, at=NOW + 3 * DAY)
    assert lifted.state is MeasureState.LIFTED
    with pytest.raises(MeasureStateError):
        appeal(upheld, words=None, at=NOW + 4 * DAY)


def test_an_answer_to_an_appeal_gives_reasons() -> None:
    with pytest.raises(ReasonsMissingError):
        decide_appeal(appealed(), is_upheld=False, reasons=Bilingual("因", " "), by=SUE, at=NOW)


def test_it_ends_with_its_time_and_not_before() -> None:
    measure = in_force()
    assert expire(measure, by=MACHINE, at=measure.until - timedelta(seconds=1)) is measure
    assert expire(measure, by=MACHINE, at=measure.until).state is MeasureState.EXPIRED


def test_it_rests_on_decisions_of_two_people_that_stand() -> None:
    open_claim, granted = Story().claim, refused().appeal()
    for claim in (open_claim, granted.claim, replace(STORY.claim, buyer=PersonId("somebody-else"))):
        with pytest.raises(MeasureGroundError):
            proposed(claim)
    overturned = granted.open_re_review().judged(EVE, GRANT).decide_appeal()
    with pytest.raises(MeasureGroundError):
        proposed(overturned.claim)
    with pytest.raises(MeasureGroundError):
        proposed(STORY.claim, open_claim)


def test_closing_takes_two_decisions() -> None:
    with pytest.raises(MeasureGroundError):
        proposed(STORY.claim, STORY.claim, kind=MeasureKind.CLOSING)
    other = replace(STORY.claim, id=ClaimId("claim-other"))
    assert len(proposed(STORY.claim, other, kind=MeasureKind.CLOSING).claims) == 2


@pytest.mark.parametrize("kind", MeasureKind)
def test_every_measure_has_an_end_that_is_not_far(kind: MeasureKind) -> None:
    claims = (STORY.claim, replace(STORY.claim, id=ClaimId("claim-other")))
    assert proposed(*claims, kind=kind, days=LONGEST_DAYS[kind]).days <= 365
    for days in (0, LONGEST_DAYS[kind] + 1):
        with pytest.raises(MeasureTermError):
            proposed(*claims, kind=kind, days=days)


def test_reasons_are_said_in_both_languages() -> None:
    with pytest.raises(ReasonsMissingError):
        proposed(reasons=Bilingual(" ", "why"))


def test_the_table_leads_out_of_open_states_only_and_every_open_one_can_end() -> None:
    assert {state for state, _ in MOVES} == OPEN
    for state in OPEN:
        assert MOVES[state, MeasureMove.EXPIRE] is MeasureState.EXPIRED
        assert MOVES[state, MeasureMove.UNWIND] is MeasureState.UNWOUND
    assert BINDING < OPEN
    assert set(KIND_NAMES) == set(MeasureKind)
    assert set(STATE_NAMES) == set(MeasureState)
    assert set(MOVE_NAMES) == set(MeasureMove)


people = st.sampled_from((ANN, BEN, DAN, SUE, PersonId("eve")))
Act = Callable[[Measure], Measure]


def _acts(who: PersonId, days: int, *, is_upheld: bool) -> dict[str, Act]:
    at = NOW + days * DAY
    return {
        "agree": lambda one: agree(one, by=who, at=at),
        "decline": lambda one: decline(one, by=who, at=at),
        "appeal": lambda one: appeal(one, words=None, at=at),
        "decide": lambda one: decide_appeal(one, is_upheld=is_upheld, reasons=WHY, by=who, at=at),
        "unwind": lambda one: unwind(one, by=MACHINE, at=at),
        "expire": lambda one: expire(one, by=MACHINE, at=at),
    }


steps = st.lists(
    st.tuples(
        st.sampled_from(("agree", "decline", "appeal", "decide", "unwind", "expire")),
        people,
        st.integers(0, 60),
        st.booleans(),
    ),
    max_size=12,
)


@given(steps)
def test_whatever_is_tried_the_rules_hold(tried: list[tuple[str, PersonId, int, bool]]) -> None:
    measure = proposed()
    for name, who, days, is_upheld in tried:
        before = measure
        try:
            measure = _acts(who, days, is_upheld=is_upheld)[name](measure)
        except RuleError:
            assert measure is before
            continue
        if measure is not before:
            assert (before.state, measure.steps[-1].move) in MOVES
        assert measure.steps[: len(before.steps)] == before.steps
        deciders = [step.by for step in measure.steps if step.move in (MeasureMove.PROPOSE, MeasureMove.AGREE)]
        assert len(deciders) == len(set(deciders))
        if measure.state in BINDING:
            assert len(deciders) == 3
        last = measure.steps[-1]
        if last.move in (MeasureMove.UPHOLD, MeasureMove.LIFT):
            assert last.by not in deciders
        assert not measure.binds(measure.until)
    if measure.is_open:
        assert not unwind(measure, by=MACHINE, at=NOW).binds(NOW)
