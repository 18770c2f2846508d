from datetime import timedelta

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.domain.desk.refusals import ClockError, ReasonsMissingError
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.hold_clock import extend_clock, pause_clock, resume_clock
from unit.services.counter import ADMIN, ANN, BUYER, SOME_SHOTS, SUE, WHY, Counter


def test_a_pause_and_an_extension_say_why_and_who() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    with pytest.raises(ReasonsMissingError):
        pause_clock(counter.desk, ADMIN, claim, PauseReason.OUTAGE, note=Bilingual("", "outage"))
    pause_clock(counter.desk, ADMIN, claim, PauseReason.OUTAGE, note=WHY, key="k")
    pause_clock(counter.desk, ADMIN, claim, PauseReason.OUTAGE, note=WHY, key="k")
    with pytest.raises(ClockError):
        pause_clock(counter.desk, ADMIN, claim, PauseReason.OUTAGE, note=WHY)
    resume_clock(counter.desk, SUE, claim)
    extend_clock(counter.desk, SUE, claim, timedelta(hours=3), because=WHY)
    assert [event.by.id for event in counter.rows.events[-3:]] == ["adm", "sue", "sue"]


def test_neither_a_party_nor_a_reviewer_holds_the_clock() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    for who in (BUYER, ANN):
        with pytest.raises(NotAllowedError):
            resume_clock(counter.desk, who, claim)
