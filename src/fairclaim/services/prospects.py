"""What the rules in force allow for what a buyer may ask, said before it is asked. The same policy that will route the claim is asked.

It is said for photos that are complete and against which nothing speaks, and without the buyer's history: no promise, and no threat.
"""

from dataclasses import dataclass

from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.evidence_rules import Reason
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem, refundable
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.people import Counts
from fairclaim.services.ports.routing import RouteFacts
from fairclaim.services.ports.work import Work

_NEEDS_CONSENT = RemedyKind.REFUND_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What becomes of asking for a remedy.

    Parameters
    ----------
    route : Route
        ``approve``: agreed at once; ``offer-remedy``: ``instead`` is offered; ``review``: people decide.
    instead : RemedyKind or None
        What the rules would offer first.
    needs_consent : bool
        The merchant must agree to it. Source: SAMR and CAC Order 116, article 27.
    """

    kind: RemedyKind
    route: Route
    instead: RemedyKind | None = None
    needs_consent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospects:
    """For each remedy what becomes of it, and the most that can be given back."""

    most: Money
    remedies: tuple[Prospect, ...]


def see_prospects(desk: Desk, who: Caller, order: str, item: ClaimedItem, reason: Reason) -> Prospects:
    """Return what may be expected of a claim on a line of an order.

    Raises
    ------
    NotFoundError
        If there is no such order, or it is not the caller's to claim on.
    UsageError
        If the order has no such line, or fewer units of it.
    """

    def whole(work: Work) -> Prospects:
        found = work.orders.find(order)
        if found is None:
            raise NotFoundError
        authorize(who, Action.FILE, Resource(tenant=who.tenant, buyer=found.buyer, merchant=found.merchant))
        most = refundable(found.lines, (item,))
        category = next(line.category for line in found.lines if line.id == item.line)
        signed = found.dates.delivered_at
        facts = {
            kind: RouteFacts(
                reason=reason.value,
                category=category,
                amount_minor=most.amount_minor,
                currency=most.currency,
                asked=kind.value,
                call="no-trace",
                grade=None,
                probability=None,
                checks=(),
                missing=(),
                merchant="not-asked",
                days_since_signed=max((desk.now() - signed).days, 0) if signed is not None else None,
                standing=Counts(),
            )
            for kind in RemedyKind
        }
        return Prospects(most=most, remedies=tuple(_prospect(desk, work, kind, one) for kind, one in facts.items()))

    return desk.units.read(who.tenant, whole)


def _prospect(desk: Desk, work: Work, kind: RemedyKind, facts: RouteFacts) -> Prospect:
    live = work.policies.advise(facts, at=desk.now()).live
    needs_consent = kind is _NEEDS_CONSENT
    # The machine proposes no refund without return that the merchant has not agreed to: people look, or another is offered.
    if live.route is Route.APPROVE and not needs_consent:
        return Prospect(kind=kind, route=Route.APPROVE)
    fitting = [one for one in live.remedies if one is not _NEEDS_CONSENT]
    if live.route is Route.OFFER_REMEDY and fitting:
        return Prospect(kind=kind, route=Route.OFFER_REMEDY, instead=fitting[0], needs_consent=needs_consent)
    return Prospect(kind=kind, route=Route.REVIEW, needs_consent=needs_consent)
