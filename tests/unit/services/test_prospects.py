import pytest

from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.order_line import ClaimedItem
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.services.errors import NotFoundError
from fairclaim.services.ports.routing import Advice, RouteFacts
from fairclaim.services.prospects import Prospect, see_prospects
from unit.services.counter import AGENT, ANN, BUYER, LINE, STRANGER, Counter, advice, cautious, yuan

ITEM = ClaimedItem(line=LINE.id, quantity=1)


def test_the_buyer_is_told_what_the_live_policy_will_do() -> None:
    found = see_prospects(Counter(cautious).desk, BUYER, "order-1", ITEM, Reason.DAMAGED)
    assert found.most == yuan(100)
    by_kind = {one.kind: one for one in found.remedies}
    assert set(by_kind) == set(RemedyKind)
    assert by_kind[RemedyKind.EXCHANGE].route is Route.APPROVE
    assert by_kind[RemedyKind.REFUND_ONLY] == Prospect(
        kind=RemedyKind.REFUND_ONLY,
        route=Route.OFFER_REMEDY,
        instead=RemedyKind.RETURN_AND_REFUND,
        needs_consent=True,
    )


def test_no_policy_promises_a_refund_without_return_that_the_merchant_has_not_agreed_to() -> None:
    def generous(facts: RouteFacts) -> Advice:
        assert facts.standing.confirmed_adverse is None
        if facts.asked == "repair":
            return advice(Route.OFFER_REMEDY, RemedyKind.REFUND_ONLY)
        return advice(Route.APPROVE)

    found = see_prospects(Counter(generous).desk, BUYER, "order-1", ITEM, Reason.DAMAGED)
    by_kind = {one.kind: one.route for one in found.remedies}
    assert by_kind[RemedyKind.REFUND_ONLY] is Route.REVIEW
    assert by_kind[RemedyKind.REPAIR] is Route.REVIEW


def test_others_find_no_order() -> None:
    desk = Counter().desk
    for who in (STRANGER, AGENT, ANN):
        with pytest.raises(NotFoundError):
            see_prospects(desk, STRANGER if who is not STRANGER else who, "order-1", ITEM, Reason.DAMAGED)
    with pytest.raises(NotFoundError):
        see_prospects(desk, BUYER, "order-99", ITEM, Reason.DAMAGED)
