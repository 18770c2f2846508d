"""Measures through the desk: who may, who is told, and what becomes of them when a decision is overturned."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fairclaim.credit.errors import MeasureGroundError, MeasureStateError
from fairclaim.credit.measure import MeasureKind, MeasureState
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.refusals import ConflictOfInterestError, SamePersonError, TookPartError
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.hold_account import (
    MeasureWish,
    appeal_measure,
    decide_measure,
    end_measures,
    judge_measure,
    propose_measure,
)
from fairclaim.services.own_data import own_data
from fairclaim.services.see_measures import MeasureSeen, list_measures, own_measures
from unit.services.against import contradicted
from unit.services.counter import (
    ADMIN,
    AGENT,
    ANN,
    AUDITOR,
    BEN,
    BUYER,
    DAN,
    EVE,
    MACHINE,
    STRANGER,
    SUE,
    WHY,
    Counter,
)

DAY = timedelta(days=1)


def wish(claim: ClaimId) -> MeasureWish:
    return MeasureWish(person=BUYER.person, kind=MeasureKind.LIMIT, claims=(claim,), days=30, reasons=WHY)


def limited() -> tuple[Counter, ClaimId, MeasureSeen]:
    counter, claim = contradicted()
    made = propose_measure(counter.desk, SUE, wish(claim))
    judge_measure(counter.desk, DAN, made.id, is_agreed=True)
    return counter, claim, judge_measure(counter.desk, EVE, made.id, is_agreed=True)


def told(counter: Counter) -> list[object]:
    return [one.body["state"] for one in counter.rows.messages.values() if one.kind == "measure-changed"]


def test_a_proposal_is_nothing_to_the_person_until_two_others_have_agreed() -> None:
    counter, claim = contradicted()
    made = propose_measure(counter.desk, ADMIN, wish(claim))
    assert made.state is MeasureState.PROPOSED
    assert own_measures(counter.desk, BUYER) == ()
    with pytest.raises(NotFoundError):
        appeal_measure(counter.desk, BUYER, made.id)
    assert told(counter) == []
    judge_measure(counter.desk, DAN, made.id, is_agreed=True)
    with pytest.raises(SamePersonError):
        judge_measure(counter.desk, DAN, made.id, is_agreed=True)
    judge_measure(counter.desk, EVE, made.id, is_agreed=True)
    (seen,) = own_measures(counter.desk, BUYER)
    assert (seen.state, seen.may_appeal, seen.by, seen.reasons) == (MeasureState.IN_FORCE, True, (), WHY)
    assert told(counter) == ["in-force"]
    held = own_data(counter.desk, BUYER)["measures"]
    assert isinstance(held, list)
    assert [one["state"] for one in held] == ["in-force"]


def test_one_who_declines_ends_it_and_nobody_is_told() -> None:
    counter, claim = contradicted()
    made = propose_measure(counter.desk, SUE, wish(claim))
    assert judge_measure(counter.desk, DAN, made.id, is_agreed=False).state is MeasureState.DECLINED
    assert told(counter) == []
    assert list_measures(counter.desk, AUDITOR) == ()


def test_the_person_appeals_it_rests_and_somebody_else_decides() -> None:
    counter, _, made = limited()
    seen = appeal_measure(counter.desk, BUYER, made.id, words="是家人的账户")
    assert (seen.state, seen.words, seen.by) == (MeasureState.APPEALED, "是家人的账户", ())
    for who in (DAN, EVE, SUE):
        with pytest.raises(TookPartError):
            decide_measure(counter.desk, who, made.id, is_upheld=True, reasons=WHY)
    done = decide_measure(counter.desk, ANN, made.id, is_upheld=False, reasons=WHY)
    assert (done.state, done.answer) == (MeasureState.LIFTED, WHY)
    assert told(counter) == ["in-force", "appealed", "lifted"]
    with pytest.raises(MeasureStateError):
        appeal_measure(counter.desk, BUYER, made.id)


def test_its_time_ends_it() -> None:
    counter, _, made = limited()
    assert end_measures(counter.desk, MACHINE) == 0
    counter.wait(31 * DAY)
    with pytest.raises(MeasureStateError):
        appeal_measure(counter.desk, BUYER, made.id)
    assert end_measures(counter.desk, MACHINE) == 1
    assert end_measures(counter.desk, MACHINE) == 0
    assert told(counter) == ["in-force", "expired"]


def test_a_claim_that_is_not_there_is_no_ground() -> None:
    counter, claim = contradicted()
    with pytest.raises(MeasureGroundError):
        propose_measure(counter.desk, SUE, replace(wish(claim), claims=(ClaimId("none"),)))


def test_who_may_not_finds_nothing_or_is_told_so() -> None:
    counter, claim, made = limited()
    for who in (ANN, BEN):
        with pytest.raises(NotAllowedError):
            propose_measure(counter.desk, who, wish(claim))
    for who in (BUYER, AGENT, STRANGER):
        with pytest.raises(NotFoundError):
            judge_measure(counter.desk, who, made.id, is_agreed=True)
        with pytest.raises(NotAllowedError):
            list_measures(counter.desk, who)
    with pytest.raises(NotFoundError):
        appeal_measure(counter.desk, STRANGER, made.id)
    with pytest.raises(NotFoundError):
        judge_measure(counter.desk, DAN, "none", is_agreed=True)
    with pytest.raises(NotAllowedError):
        end_measures(counter.desk, ADMIN)


def test_who_is_tied_to_the_person_neither_judges_nor_sees() -> None:
    counter, _, made = limited()
    counter.rows.ties[ANN.person] = frozenset({BUYER.person})
    with pytest.raises(ConflictOfInterestError):
        judge_measure(counter.desk, ANN, made.id, is_agreed=True)
    assert list_measures(counter.desk, ANN) == ()
    (seen,) = list_measures(counter.desk, BEN)
    assert len(seen.by) == len(seen.steps) == 3
