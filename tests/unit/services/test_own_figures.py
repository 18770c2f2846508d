import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.verdict import Call
from fairclaim.services import caller
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.own_figures import Ending, ending_of, figures_of_merchant, own_figures
from fairclaim.services.settle_claim import withdraw_claim
from unit.services.counter import AGENT, ANN, BUYER, REFUND_ONLY, Counter, member


def test_a_merchant_counts_the_own_claims() -> None:
    counter = Counter(call=Call.NO_TRACE)
    filed = counter.file(asked=REFUND_ONLY).receipt.claim
    withdraw_claim(counter.desk, BUYER, filed)
    counter.screened()
    found = own_figures(counter.desk, AGENT)
    assert found.claims == 2
    assert found.endings == {Ending.WITHDRAWN: 1, Ending.GRANTED: 1}
    assert found.reasons == {Reason.DAMAGED: 2}
    assert (found.answered.hits, found.answered.total) == (0, 0)
    assert found.days_to_decision is None
    assert own_figures(counter.desk, AGENT, filed_from=counter.wait().now).claims == 0
    other = member("agent-2", caller.Role.MERCHANT_AGENT, acts_for="merchant-2")
    assert own_figures(counter.desk, other).claims == 0


def test_an_answer_counts_once_it_was_due() -> None:
    counter = Counter()
    claim = counter.screened()
    assert ending_of(counter.claim(claim)) is Ending.OPEN
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    found = figures_of_merchant(counter.rows.claims.values())
    assert found.answered.hits == found.answered.total


def test_who_acts_for_no_merchant_counts_nothing() -> None:
    for who in (BUYER, ANN):
        with pytest.raises(NotAllowedError):
            own_figures(Counter().desk, who)
