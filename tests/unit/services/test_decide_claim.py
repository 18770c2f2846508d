from dataclasses import replace

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.refusals import (
    ConsentMissingError,
    JudgementMissingError,
    ReasonsMissingError,
    SecondPersonError,
    WrongActorError,
)
from fairclaim.domain.desk.states import State
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.decide_claim import decide_claim
from unit.services.counter import AGENT, ANN, BASIS, BEN, GRANT, REFUND_ONLY, REFUSE, WHY, Counter


def test_one_person_cannot_refuse() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    with pytest.raises(JudgementMissingError):
        decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS)
    counter.judged(ANN, claim, REFUSE)
    with pytest.raises(SecondPersonError):
        decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS)


def test_a_decision_gives_its_reasons_and_is_written_by_who_judged() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    counter.judged(ANN, claim, GRANT)
    with pytest.raises(ReasonsMissingError):
        decide_claim(counter.desk, ANN, claim, reasons=Bilingual("有", ""), basis=BASIS)
    with pytest.raises(WrongActorError):
        decide_claim(counter.desk, BEN, claim, reasons=WHY, basis=BASIS)
    assert decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS, key="k").state is State.DECIDED
    assert decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS, key="k").state is State.DECIDED
    assert len(counter.rows.decisions) == 1


def test_people_do_not_make_a_merchant_bear_a_refund_without_return_either() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    counter.judged(ANN, claim, replace(GRANT, remedy=REFUND_ONLY))
    with pytest.raises(ConsentMissingError):
        decide_claim(counter.desk, ANN, claim, reasons=WHY, basis=BASIS)
