"""A party's list of claims, whole: each claim as the party sees it, with the titles of what was bought. One unit of work a list."""

from dataclasses import dataclass
from functools import cache

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ActorKind
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.list_claims import ANY, ClaimWish, as_party, own_side, page_of_own
from fairclaim.services.paging import MOST, Page
from fairclaim.services.ports.trade import SoldOrder
from fairclaim.services.ports.work import Work
from fairclaim.services.see_claim import party_view_in
from fairclaim.services.see_order import order_shown_to
from fairclaim.services.views.party_view import PartyView


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """A claim, and the titles of its items; none where the order is not known any more."""

    view: PartyView
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLines:
    """A list.

    Parameters
    ----------
    first : tuple of OwnLine
        What was asked to stand before everything else.
    page : Page of OwnLine
        One page of all, the newest first.
    """

    first: tuple[OwnLine, ...]
    page: Page[OwnLine]


def own_lines(
    desk: Desk, who: Caller, *, first: ClaimWish | None = None, cursor: str | None = None, limit: int = 20
) -> OwnLines:
    """Return the claims of a buyer, or those against the merchant that an agent acts for.

    Parameters
    ----------
    first : ClaimWish, optional
        Which claims stand before everything else, :data:`~fairclaim.services.paging.MOST` at most.

    Raises
    ------
    NotFoundError
        If the caller is on no side.
    UsageError
        If cursor or limit cannot be.
    """
    role = authorize(as_party(who), Action.SEE, Resource(tenant=who.tenant, buyer=who.person, merchant=who.acts_for))
    among, side = own_side(who, role), ActorKind.BUYER if role is Role.BUYER else ActorKind.MERCHANT

    def whole(work: Work) -> OwnLines:
        @cache
        def order_of(order: str) -> SoldOrder | None:
            return order_shown_to(work, who, order)

        def line(claim: Claim) -> OwnLine:
            order, wanted = order_of(claim.order), {item.line for item in claim.items}
            sold = () if order is None else order.lines
            return OwnLine(
                view=party_view_in(desk, work, claim, side),
                titles=tuple(one.title for one in sold if one.id in wanted),
            )

        def lines(wish: ClaimWish, cursor: str | None, limit: int) -> Page[OwnLine]:
            found = page_of_own(desk, work, who, among, wish, cursor=cursor, limit=limit)
            return Page(things=tuple(line(one) for one in found.things), cursor=found.cursor)

        before = () if first is None else lines(first, None, MOST).things
        return OwnLines(first=before, page=lines(ANY, cursor, limit))

    return desk.units.read(who.tenant, whole)
