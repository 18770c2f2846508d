from dataclasses import replace

import pytest

from fairclaim.services.claims_of_order import claims_of_order
from fairclaim.services.errors import NotAllowedError
from unit.services.counter import ADMIN, ANN, AUDITOR
from unit.services.shop import opened


def test_an_auditor_finds_claims_by_the_number_of_their_order() -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    desk = shop.counter.desk
    number = "TB-7781"
    assert claims_of_order(desk, AUDITOR, number) == (claim,)
    assert claims_of_order(desk, AUDITOR, "another") == ()
    assert claims_of_order(desk, replace(AUDITOR, person=shop.order.buyer), number) == ()
    for who in (ANN, ADMIN):
        with pytest.raises(NotAllowedError):
            claims_of_order(desk, who, number)
