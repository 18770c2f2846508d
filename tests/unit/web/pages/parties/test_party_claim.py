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
