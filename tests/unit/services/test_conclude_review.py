from dataclasses import replace
from datetime import timedelta

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.refusals import JudgeFirstError, MerchantUnheardError, ReasonsMissingError
from fairclaim.domain.desk.states import State
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.ask import ask_merchant
from fairclaim.services.caller import Caller
from fairclaim.services.conclude_review import Concluded, check_conclusion, conclude_review
from fairclaim.services.judge_claim import judge_claim, reveal_verdict
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.take_task import take_next
from unit.services.counter import (
    AGAINST,
    AGENT,
    ANN,
    BASIS,
    BEN,
    BUYER,
    EVE,
    GRANT,
    MACHINE,
    PLAIN,
    REFUSE,
    SOME_SHOTS,
    SUE,
    WHY,
    Counter,
)

GRANTED = replace(GRANT, basis=BASIS)


def in_review() -> tuple[Counter, ClaimId]:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    return counter, claim


def unheard() -> tuple[Counter, ClaimId]:
    """Bring a claim to review whose buyer was silent, and whose merchant was not asked."""
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    counter.wait(timedelta(hours=100))
    for due in due_deadlines(counter.desk, MACHINE):
        run_deadline(counter.desk, MACHINE, due)
    return counter, claim


def concluded(counter: Counter, who: Caller, claim: ClaimId, opinion: object = GRANTED) -> Concluded:
    taken = take_next(counter.desk, who)
    assert taken is not None
    judge_claim(counter.desk, who, claim, opinion)  # type: ignore[arg-type]  # an opinion
    reveal_verdict(counter.desk, who, claim)
    return conclude_review(counter.desk, who, claim, opinion, reasons=PLAIN)  # type: ignore[arg-type]  # an opinion


def test_a_grant_is_decided_with_the_last_word() -> None:
    counter, claim = in_review()
    done = concluded(counter, ANN, claim)
    assert done.is_decided
    decision = counter.claim(claim).decisions[0]
    assert (counter.claim(claim).state, decision.reasons, decision.basis) == (State.DECIDED, PLAIN, BASIS)


def test_a_refusal_waits_for_a_second_person_and_is_decided_by_that_one() -> None:
    counter, claim = in_review()
    assert not concluded(counter, ANN, claim, AGAINST).is_decided
    assert counter.claim(claim).state is State.SECOND_REVIEW
    assert concluded(counter, BEN, claim, AGAINST).is_decided
    assert counter.claim(claim).decisions[0].by == (ANN.person, BEN.person)


def test_two_who_differ_leave_it_to_a_senior() -> None:
    counter, claim = in_review()
    concluded(counter, ANN, claim, REFUSE)
    assert not concluded(counter, BEN, claim).is_decided
    assert concluded(counter, SUE, claim, REFUSE).is_decided


def test_an_appeal_is_decided_by_one_who_upholds() -> None:
    counter, claim = in_review()
    concluded(counter, ANN, claim, REFUSE)
    concluded(counter, BEN, claim, REFUSE)
    appeal_claim(counter.desk, BUYER, claim, words="请再看")
    done = concluded(counter, EVE, claim, REFUSE)
    assert (done.is_decided, counter.claim(claim).state) == (True, State.CLOSED)


def test_what_the_rules_refuse_leaves_no_confirmed_judgement_behind() -> None:
    counter, claim = unheard()
    with pytest.raises(MerchantUnheardError):
        concluded(counter, ANN, claim)
    assert counter.claim(claim).judgements[0].final is None
    ask_merchant(counter.desk, ANN, claim)
    assert counter.claim(claim).state is State.WAITING_MERCHANT


def test_it_takes_a_look_at_the_verdict_and_reasons() -> None:
    counter, claim = in_review()
    take_next(counter.desk, ANN)
    judge_claim(counter.desk, ANN, claim, GRANTED)
    with pytest.raises(JudgeFirstError):
        conclude_review(counter.desk, ANN, claim, GRANTED, reasons=WHY)
    reveal_verdict(counter.desk, ANN, claim)
    with pytest.raises(ReasonsMissingError):
        conclude_review(counter.desk, ANN, claim, GRANT, reasons=WHY)
    with pytest.raises(ReasonsMissingError):
        conclude_review(counter.desk, ANN, claim, AGAINST, reasons=WHY)
    once = conclude_review(counter.desk, ANN, claim, GRANTED, reasons=WHY, key="k")
    assert conclude_review(counter.desk, ANN, claim, GRANTED, reasons=WHY, key="k") == once


def test_a_last_word_can_be_tried_without_being_given() -> None:
    counter, claim = in_review()
    take_next(counter.desk, ANN)
    judge_claim(counter.desk, ANN, claim, GRANTED)
    reveal_verdict(counter.desk, ANN, claim)
    before = counter.rows
    check_conclusion(counter.desk, ANN, claim, GRANTED, reasons=WHY)
    with pytest.raises(ReasonsMissingError):
        check_conclusion(counter.desk, ANN, claim, GRANT, reasons=WHY)
    assert counter.rows is before
