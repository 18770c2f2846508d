from dataclasses import replace

import pytest

from fairclaim.domain.desk.refusals import OfferError, RemedyError
from fairclaim.domain.desk.states import State
from fairclaim.services.settle_claim import accept_offer, offer_remedy, withdraw_claim
from unit.services.counter import AGENT, BUYER, RETURN, Counter, yuan


def test_an_offer_is_accepted_by_the_other_side_only() -> None:
    counter = Counter()
    claim = counter.filed()
    offer = offer_remedy(counter.desk, AGENT, claim, RETURN, words="可以退货").made
    assert offer is not None
    with pytest.raises(OfferError):
        accept_offer(counter.desk, AGENT, claim, offer)
    with pytest.raises(OfferError):
        accept_offer(counter.desk, BUYER, claim, "offer-99")
    assert accept_offer(counter.desk, BUYER, claim, offer).state is State.SETTLED
    assert counter.claim(claim).agreed == RETURN


def test_the_merchant_settles_by_giving_what_was_asked_for() -> None:
    counter = Counter()
    claim = counter.filed()
    assert accept_offer(counter.desk, AGENT, claim, "asked").state is State.SETTLED


def test_no_offer_is_more_than_the_order_holds() -> None:
    counter = Counter()
    claim = counter.filed()
    with pytest.raises(RemedyError):
        offer_remedy(counter.desk, AGENT, claim, replace(RETURN, amount=yuan(1000)))


def test_a_buyer_takes_a_claim_back_at_any_time_once() -> None:
    counter = Counter()
    claim = counter.filed()
    assert withdraw_claim(counter.desk, BUYER, claim, key="k") == withdraw_claim(counter.desk, BUYER, claim, key="k")
