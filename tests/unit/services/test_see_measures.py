"""What staff see of a measure who judge it: the decisions behind it, who had a part in it, and nothing of their own account."""

from dataclasses import replace

import pytest

from fairclaim.credit.measure import MeasureState
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.services.caller import Role
from fairclaim.services.errors import NotAllowedError, NotFoundError, OtherRequestError
from fairclaim.services.hold_account import appeal_measure, judge_measure, propose_measure
from fairclaim.services.see_measures import list_measures, see_measure
from unit.services.against import contradicted, overturn
from unit.services.counter import ADMIN, AGENT, ANN, AUDITOR, BUYER, DAN, EVE, STRANGER, SUE, WHY, member
from unit.services.test_hold_account import limited, wish


def test_a_measure_comes_with_the_decisions_behind_it_and_who_had_a_part() -> None:
    counter, claim = contradicted()
    counter.rows.logins[SUE.person] = "sue@desk"
    made = propose_measure(counter.desk, SUE, wish(claim))
    found = see_measure(counter.desk, DAN, made.id)
    (ground,) = found.grounds
    assert (ground.claim, ground.reasons, ground.stands) == (claim, WHY, True)
    assert found.seen.logins == {SUE.person: "sue@desk"}
    assert (found.took_part, found.may_judge, found.waits_for_agreement) == (False, True, True)
    assert see_measure(counter.desk, SUE, made.id).took_part
    assert not see_measure(counter.desk, AUDITOR, made.id).may_judge
    judge_measure(counter.desk, DAN, made.id, is_agreed=True)
    assert see_measure(counter.desk, DAN, made.id).took_part
    assert not see_measure(counter.desk, EVE, made.id).took_part
    looks = [(one.person, one.action) for one in counter.rows.audit if one.action == "see-measures"]
    assert (EVE.person, "see-measures") in looks, "that somebody looked is written down"


def test_what_waits_for_whom_follows_the_state() -> None:
    counter, claim, made = limited()
    found = see_measure(counter.desk, ANN, made.id)
    assert (found.waits_for_agreement, found.waits_for_decision, found.seen.is_open) == (False, False, True)
    appeal_measure(counter.desk, BUYER, made.id)
    assert see_measure(counter.desk, ANN, made.id).waits_for_decision
    overturn(counter, claim)
    found = see_measure(counter.desk, ANN, made.id)
    assert (found.seen.state, found.seen.is_open) == (MeasureState.UNWOUND, False)
    assert not found.grounds[0].stands


def test_who_may_not_see_it_finds_nothing_or_is_told_so() -> None:
    counter, _, made = limited()
    for who in (BUYER, AGENT, STRANGER, member(BUYER.person, Role.SENIOR)):
        with pytest.raises((NotFoundError, NotAllowedError)):
            see_measure(counter.desk, who, made.id)
    with pytest.raises(NotFoundError):
        see_measure(counter.desk, ANN, "none")
    counter.rows.ties[ANN.person] = frozenset({BUYER.person})
    with pytest.raises(ConflictOfInterestError):
        see_measure(counter.desk, ANN, made.id)
    assert list_measures(counter.desk, ANN) == ()


def test_a_form_that_is_sent_twice_proposes_once() -> None:
    counter, claim = contradicted()
    first = propose_measure(counter.desk, ADMIN, wish(claim), key="once")
    assert propose_measure(counter.desk, ADMIN, wish(claim), key="once") == first
    with pytest.raises(OtherRequestError):
        propose_measure(counter.desk, ADMIN, replace(wish(claim), days=31), key="once")
    assert len(counter.rows.measures) == 1
