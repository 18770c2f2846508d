from fairclaim.services.own_lines import own_lines
from fairclaim.web.pages.parties.claim_line import claim_line
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
