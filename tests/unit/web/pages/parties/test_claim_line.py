from fairclaim.services.settle_claim import accept_offer, offer_remedy
from fairclaim.web.pages.parties.claim_line import claim_line
from unit.services.counter import RETURN
from unit.services.shop import opened


def test_a_line_names_what_the_claim_is_about() -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    for who in (shop.buyer, shop.agent):
        found = claim_line(shop.counter.desk, who, claim)
        assert found.title == "杯"
        assert found.picture == shop.counter.rows.exhibits[0].id, "the listing, while there are no photos"
    assert claim_line(shop.counter.desk, shop.buyer, claim).now.is_yours


def test_a_line_shows_what_came_of_it_rather_than_what_was_asked_for() -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    assert claim_line(shop.counter.desk, shop.buyer, claim).result is None
    offer = offer_remedy(shop.counter.desk, shop.agent, claim, RETURN).made
    assert offer is not None
    accept_offer(shop.counter.desk, shop.buyer, claim, offer)
    assert claim_line(shop.counter.desk, shop.buyer, claim).result == RETURN
