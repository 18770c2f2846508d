from dataclasses import replace

import pytest

from fairclaim.domain.exhibit import Role
from fairclaim.services.errors import NotFoundError
from fairclaim.web.pages.parties.party_claim import party_claim
from unit.services.counter import ANN, STRANGER
from unit.services.shop import opened


def test_a_claim_is_put_together_for_both_sides() -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    for who in (shop.buyer, shop.agent):
        found = party_claim(shop.counter.desk, who, claim)
        assert [line.title for line, _ in found.lines] == ["杯"]
        assert found.theirs == ()
        assert [file.role for file in found.references] == [Role.LISTING]
        assert found.history


def test_others_find_none() -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    for who in (ANN, STRANGER):
        with pytest.raises(NotFoundError):
            party_claim(shop.counter.desk, who, claim)


def test_each_side_is_shown_its_receipts_and_a_desk_that_signs_nothing_shows_none() -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    (filed,) = party_claim(shop.counter.desk, shop.buyer, claim).receipts
    assert (filed.id, filed.what.en, filed.is_promise) == ("r1", "filed the claim", True)
    assert party_claim(shop.counter.desk, shop.agent, claim).receipts == ()
    assert party_claim(replace(shop.counter.desk, notary=None), shop.buyer, claim).receipts == ()
