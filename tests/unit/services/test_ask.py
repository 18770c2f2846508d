import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.refusals import ReasonsMissingError
from fairclaim.domain.desk.states import State
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.ask import ask_evidence, ask_merchant
from fairclaim.services.errors import LeaseLostError, NotAllowedError
from fairclaim.services.take_task import take_next
from unit.domain.desk.story import NEED
from unit.services.counter import AGENT, ANN, BEN, BUYER, Counter


def test_a_reviewer_asks_for_exactly_what_is_missing_and_the_task_is_over() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    take_next(counter.desk, ANN)
    with pytest.raises(LeaseLostError):
        ask_evidence(counter.desk, BEN, claim, (NEED,))
    with pytest.raises(ReasonsMissingError):
        ask_evidence(counter.desk, ANN, claim, ())
    assert ask_evidence(counter.desk, ANN, claim, (NEED,)).state is State.WAITING_EVIDENCE
    assert counter.claim(claim).requested == (NEED,)
    assert take_next(counter.desk, ANN) is None


def test_a_reviewer_asks_the_merchant_again() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    take_next(counter.desk, ANN)
    assert ask_merchant(counter.desk, ANN, claim).state is State.WAITING_MERCHANT


def test_parties_do_not_ask_in_the_desks_name() -> None:
    counter = Counter()
    claim = counter.screened()
    with pytest.raises(NotAllowedError):
        ask_merchant(counter.desk, BUYER, claim)
