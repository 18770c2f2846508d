"""The desk's id of a party is asked for by the tenant's own, by who runs the desk; looking is noted."""

from dataclasses import replace

import pytest

from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.find_party import find_party
from fairclaim.services.register_order import register_order
from unit.services.counter import ADMIN, ANN, PLATFORM, Counter
from unit.services.shop import TOLD as WITH_LISTING

TOLD = replace(WITH_LISTING, lines=tuple(replace(line, listing=None) for line in WITH_LISTING.lines))


def test_a_merchant_that_an_order_told_of_is_found_and_the_look_is_noted() -> None:
    counter = Counter()
    order = register_order(counter.desk, PLATFORM, TOLD).order
    assert find_party(counter.desk, ADMIN, ActorKind.MERCHANT, TOLD.merchant) == order.merchant
    assert find_party(counter.desk, PLATFORM, ActorKind.BUYER, TOLD.buyer) == order.buyer
    noted = counter.rows.audit[-2]
    assert (noted.person, noted.action, noted.thing) == (ADMIN.person, "find-party", order.merchant)
    assert TOLD.merchant not in str(counter.rows.audit), "the tenant's own id stands nowhere in clear"


def test_nobody_of_this_reference_on_this_side_and_nobody_erased_is_found() -> None:
    counter = Counter()
    order = register_order(counter.desk, PLATFORM, TOLD).order
    counter.rows.erased.add(PersonId(order.buyer))
    for side, reference in ((ActorKind.BUYER, TOLD.merchant), (ActorKind.BUYER, TOLD.buyer)):
        with pytest.raises(NotFoundError):
            find_party(counter.desk, ADMIN, side, reference)


def test_who_judges_does_not_look_parties_up() -> None:
    with pytest.raises(NotAllowedError):
        find_party(Counter().desk, ANN, ActorKind.MERCHANT, "s-1")
