"""A claim on a real desk that two people found contradicted, and whose time to appeal is over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from contracts.desks import WISH_1
from fairclaim.compose import OpenDesk, open_desk
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.file_claim import file_claim
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.take_task import take_next
from fairclaim.settings import Settings
from furnished import furnished
from unit.services.counter import AGAINST, AGENT, ALL_SHOTS, ANN, BASIS, BEN, BUYER, MACHINE, WHY, Examiner


@dataclass
class Clock:
    """Begins a month ago, so that a desk that is opened later with the machine's time finds everything in the past."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def wait(self, time: timedelta) -> None:
        self.at += time


def clock() -> Clock:
    return Clock(datetime.now(UTC) - timedelta(days=30))


def desk_at(folder: Path, now: Callable[[], datetime]) -> OpenDesk:
    return open_desk(Settings(data=folder), now=now, examiner=Examiner())


def contradicted_on(opened: OpenDesk, time: Clock) -> ClaimId:
    """File, examine, answer, judge twice and decide."""
    desk = furnished(opened).desk
    claim = file_claim(desk, BUYER, replace(WISH_1, photos=ALL_SHOTS)).receipt.claim
    examine_claim(desk, MACHINE, claim)
    answer_claim(desk, AGENT, claim, Stance.CONTESTS, words="发货时完好")
    for who in (ANN, BEN):
        taken = take_next(desk, who)
        assert taken is not None
        judge_claim(desk, who, claim, AGAINST)
        reveal_verdict(desk, who, claim)
        confirm_judgement(desk, who, claim, AGAINST)
        time.wait(timedelta(hours=1))
    assert decide_claim(desk, BEN, claim, reasons=WHY, basis=BASIS).state is State.DECIDED
    return claim


def let_stand(opened: OpenDesk, time: Clock) -> None:
    """Let the time to appeal run out."""
    time.wait(timedelta(days=20))
    for due in due_deadlines(opened.desk, MACHINE):
        run_deadline(opened.desk, MACHINE, due)
