"""A claim that two people found contradicted by its evidence, and its way back."""

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.decide_claim import decide_claim
from unit.services.counter import AGAINST, AGENT, ANN, BASIS, BEN, BUYER, EVE, GRANT, WHY, Counter


def contradicted() -> tuple[Counter, ClaimId]:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    counter.judged(ANN, claim, AGAINST)
    counter.judged(BEN, claim, AGAINST)
    assert decide_claim(counter.desk, BEN, claim, reasons=WHY, basis=BASIS).state is State.DECIDED
    return counter, claim


def overturn(counter: Counter, claim: ClaimId) -> None:
    appeal_claim(counter.desk, BUYER, claim)
    counter.judged(EVE, claim, GRANT)
    assert decide_claim(counter.desk, EVE, claim, reasons=WHY, basis=BASIS).state is State.CLOSED
