"""What stays on record names no buyer; what is sealed may say anything."""

from dataclasses import replace

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.errors import NamesBuyerError
from fairclaim.services.hold_clock import pause_clock
from fairclaim.services.judge_claim import judge_claim
from fairclaim.services.look_again import look_again
from fairclaim.services.take_task import take_next
from unit.services.counter import (
    ADMIN,
    AGENT,
    ANN,
    BASIS,
    BEN,
    BUYER,
    MACHINE,
    REFUSE,
    WHY,
    Counter,
)

FIELDS = {"name": "周伟明", "phone": "138 0013 8000", "email": "Weiming@Kowalski.example", "other": "周"}


def in_review() -> Counter:
    counter = Counter()
    counter.rows.fields[BUYER.person] = FIELDS
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS, words="周伟明 was here")
    return counter


@pytest.mark.parametrize(
    "text",
    [
        Bilingual("周 伟明的照片看不清。", "x"),
        Bilingual("x", "Write to weiming@KOWALSKI.example."),
        Bilingual("x", "They answer at 13800138000."),
    ],
)
def test_a_judgement_that_names_the_buyer_is_refused_and_nothing_is_written(text: Bilingual) -> None:
    counter = in_review()
    claim = next(iter(counter.rows.claims))
    take_next(counter.desk, ANN)
    before = counter.rows
    with pytest.raises(NamesBuyerError):
        judge_claim(counter.desk, ANN, claim, replace(REFUSE, reasons=text))
    assert counter.rows is before
    judge_claim(counter.desk, ANN, claim, REFUSE)


def test_decisions_and_notes_on_the_clock_name_nobody_either() -> None:
    counter = in_review()
    claim = next(iter(counter.rows.claims))
    named = Bilingual("周伟明", "x")
    with pytest.raises(NamesBuyerError):
        pause_clock(counter.desk, ADMIN, claim, PauseReason.OUTAGE, note=named)
    counter.judged(ANN, claim, REFUSE)
    counter.judged(BEN, claim, REFUSE)
    with pytest.raises(NamesBuyerError):
        decide_claim(counter.desk, BEN, claim, reasons=named, basis=BASIS)
    decide_claim(counter.desk, BEN, claim, reasons=WHY, basis=BASIS)
    appeal_claim(counter.desk, BUYER, claim, words="周伟明 asks again")


def test_one_character_and_an_erased_name_stand_in_the_way_of_nothing() -> None:
    counter = in_review()
    claim = next(iter(counter.rows.claims))
    counter.judged(ANN, claim, replace(REFUSE, reasons=Bilingual("周边有裂纹。", "x")))
    counter.rows.erased.add(BUYER.person)
    counter.judged(BEN, claim, replace(REFUSE, reasons=Bilingual("周伟明", "x")))
    assert not look_again(counter.desk, MACHINE, claim)
