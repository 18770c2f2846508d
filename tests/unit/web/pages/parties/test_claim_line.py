from fairclaim.services.own_lines import own_lines
from fairclaim.services.settle_claim import accept_offer, offer_remedy
from fairclaim.web.pages.parties.claim_line import claim_line
from unit.services.counter import RETURN
from unit.services.shop import opened


def test_a_line_names_what_the_claim_is_about() -> None:
    shop = opened()
    shop.file()
    for who in (shop.buyer, shop.agent):
        (line,) = own_lines(shop.counter.desk, who).page.things
        found = claim_line(line)
        assert found.title == "杯"
        assert found.picture == shop.counter.rows.exhibits[0].id, "the listing, while there are no photos"
        assert found.now.is_yours is (who is shop.buyer)


def test_a_line_shows_what_came_of_it_rather_than_what_was_asked_for() -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    assert claim_line(own_lines(shop.counter.desk, shop.buyer).page.things[0]).result is None
    offer = offer_remedy(shop.counter.desk, shop.agent, claim, RETURN).made
    assert offer is not None
    accept_offer(shop.counter.desk, shop.buyer, claim, offer)
    assert claim_line(own_lines(shop.counter.desk, shop.buyer).page.things[0]).result == RETURN
