"""Lists of claims for those who may see them, page by page. A row shows nothing that the view of the claim would hide."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.evidence_rules import Media, Reason
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.domain.desk.states import STATE_NAMES, State
from fairclaim.domain.exhibit import Role as ExhibitRole
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.needed import main_category
from fairclaim.services.paging import Page, Place, check_limit, page_of, parse_cursor
from fairclaim.services.ports.lists import Among
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import JUDGES, evidence_shown_to, is_for, shown

_LIST = "claims"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWish:
    """Which claims somebody wants to see; None wants all.

    Parameters
    ----------
    least_minor, most_minor : int or None
        Of what can be given back, in minor units of the claim's currency.
    older_than, newer_than : timedelta or None
        Time since filing.
    """

    states: frozenset[State] | None = None
    reason: Reason | None = None
    category: str | None = None
    least_minor: int | None = None
    most_minor: int | None = None
    older_than: timedelta | None = None
    newer_than: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One line of a list."""

    claim: ClaimId
    state: State
    state_name: Bilingual
    filed_at: datetime
    order: str | None
    reason: Reason
    category: str
    most: Money
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitRow:
    """One file of a claim; the name is shown to the side that gave it only."""

    exhibit: str
    role: ExhibitRole
    by: ActorKind
    size_bytes: int
    received_at: datetime
    name: str | None
    is_erased: bool
    media: Media = Media.PHOTO
    """As what it was handed in; its bytes may be something else."""


ANY = ClaimWish()


def own_claims(
    desk: Desk, who: Caller, wish: ClaimWish = ANY, *, cursor: str | None = None, limit: int = 50
) -> Page[ClaimRow]:
    """Return the claims of a buyer, or those against the merchant that an agent acts for, the newest first.

    Raises
    ------
    NotFoundError
        If the caller is on no side.
    UsageError
        If cursor or limit cannot be.
    """
    role = authorize(as_party(who), Action.SEE, Resource(tenant=who.tenant, buyer=who.person, merchant=who.acts_for))
    among = own_side(who, role)

    def whole(work: Work) -> Page[ClaimRow]:
        page = page_of_own(desk, work, who, among, wish, cursor=cursor, limit=limit)
        return Page(things=tuple(_row(one, one.state) for one in page.things), cursor=page.cursor)

    return desk.units.read(who.tenant, whole)


def as_party(who: Caller) -> Caller:
    """Return a caller with no other role than those of the sides."""
    return replace(who, roles=who.roles & {Role.BUYER, Role.MERCHANT_AGENT})


def own_side(who: Caller, role: Role) -> Among:
    """Return among which claims those of a side are."""
    return Among(buyer=who.person) if role is Role.BUYER else Among(merchant=who.acts_for)


def page_of_own(
    desk: Desk, work: Work, who: Caller, among: Among, wish: ClaimWish, *, cursor: str | None, limit: int
) -> Page[Claim]:
    """Return a page of a party's own claims within a unit of work.

    Parameters
    ----------
    among : Among
        From :func:`own_side`.

    Raises
    ------
    UsageError
        If cursor or limit cannot be.
    """
    return _listed(
        desk, work, who, wish, among, cursor=cursor, limit=limit, state_of=lambda claim: claim.state, may=lambda _: True
    )


def desk_claims(
    desk: Desk, who: Caller, wish: ClaimWish = ANY, *, cursor: str | None = None, limit: int = 50
) -> Page[ClaimRow]:
    """Return claims for somebody of the desk, or the tenant's systems, the newest first; none of a party they are tied to.

    To who has not seen a claim's verdict a second review reads like a first, in filters too.

    Raises
    ------
    NotAllowedError
        If the caller is not of the desk.
    UsageError
        If cursor or limit cannot be.
    """
    role = authorize(who, Action.SEE, Resource(tenant=who.tenant))
    ties = desk.units.read(who.tenant, lambda work: work.people.ties(who.person)) | who.selves

    def state_of(claim: Claim) -> State:
        masked = role in JUDGES and who.person not in claim.seen_by
        return State.IN_REVIEW if masked and claim.state is State.SECOND_REVIEW else claim.state

    def may(claim: Claim) -> bool:
        return role in (Role.INTEGRATION, Role.MACHINE) or not {claim.buyer, claim.merchant} & ties

    among, wanted = Among(), wish.states
    if wanted is not None:
        both = {State.SECOND_REVIEW} if State.IN_REVIEW in wanted else set()
        among = Among(states=wanted | both)

    def whole(work: Work) -> Page[ClaimRow]:
        page = _listed(
            desk,
            work,
            who,
            wish,
            among,
            cursor=cursor,
            limit=limit,
            state_of=state_of,
            may=may,
            with_copies=role in JUDGES,
        )
        rows = tuple(_row(one, state_of(one), with_order=role is Role.INTEGRATION) for one in page.things)
        return Page(things=rows, cursor=page.cursor)

    return desk.units.read(who.tenant, whole)


def claim_exhibits(desk: Desk, who: Caller, claim: ClaimId) -> tuple[ExhibitRow, ...]:
    """Return the files of a claim in the order of receipt.

    Raises
    ------
    NotFoundError
        If there is no such claim for this caller, or the role sees no evidence.
    ConflictOfInterestError
        If the caller is tied to a party.
    """

    def whole(work: Work) -> tuple[ExhibitRow, ...]:
        opened, role = evidence_shown_to(desk, work, who, Action.SEE, claim)
        side = {Role.BUYER: ActorKind.BUYER, Role.MERCHANT_AGENT: ActorKind.MERCHANT}.get(role)
        told = {item.exhibit: item.media for item in opened.claim.evidence}
        return tuple(
            ExhibitRow(
                exhibit=one.id,
                role=one.role,
                by=one.by,
                size_bytes=one.size_bytes,
                received_at=one.received_at + opened.shift,
                name=one.name if one.by is side else None,
                is_erased=one.sha256 is None,
                media=told.get(one.id, Media.PHOTO),
            )
            for one in work.exhibits.of_claim(opened.source)
        )

    return desk.units.read(who.tenant, whole)


def _listed(
    desk: Desk,
    work: Work,
    who: Caller,
    wish: ClaimWish,
    among: Among,
    *,
    cursor: str | None,
    limit: int,
    state_of: Callable[[Claim], State],
    may: Callable[[Claim], bool],
    with_copies: bool = False,
) -> Page[Claim]:
    check_limit(limit)
    after, at = parse_cursor(cursor, of=_LIST, caller=who.person), desk.now()
    among = replace(
        among,
        states=among.states if among.states is not None else wish.states,
        filed_from=at - wish.newer_than if wish.newer_than is not None else None,
        filed_before=at - wish.older_than if wish.older_than is not None else None,
    )

    found: list[Claim] = []
    place: Place | None = after
    copies = _copies(desk, work, who, among) if with_copies else []
    while len(found) <= limit:
        batch = list(work.lists.claims(among, after=place, limit=limit + 1))
        end = (batch[-1].filed_at, batch[-1].id) if len(batch) > limit else None
        batch += [one for one in copies if _lies_between(place, one, end)]
        batch.sort(key=lambda one: (one.filed_at, one.id), reverse=True)
        found += [one for one in batch if may(one) and _fits(wish, one, state_of(one))]
        if end is None:
            break
        place = end
    return page_of(found, limit=limit, of=_LIST, caller=who.person, place=lambda one: (one.filed_at, one.id))


def _copies(desk: Desk, work: Work, who: Caller, among: Among) -> list[Claim]:
    """Return the copies for second looks that wait, as if they were claims: a list without them would give them away."""
    opened = [shown(desk, work, look.alias) for look in work.second_looks.open()]
    return [
        one.claim
        for one in opened
        if one is not None
        and is_for(work, who, one)
        and (among.states is None or one.claim.state in among.states)
        and (among.filed_from is None or one.claim.filed_at >= among.filed_from)
        and (among.filed_before is None or one.claim.filed_at < among.filed_before)
    ]


def _lies_between(after: Place | None, claim: Claim, end: Place | None) -> bool:
    place = claim.filed_at, claim.id
    return (after is None or place < after) and (end is None or place >= end)


def _fits(wish: ClaimWish, claim: Claim, shown: State) -> bool:
    amount = claim.most.amount_minor
    return (
        (wish.states is None or shown in wish.states)
        and (wish.reason is None or claim.reason is wish.reason)
        and (wish.category is None or main_category(claim) == wish.category)
        and (wish.least_minor is None or amount >= wish.least_minor)
        and (wish.most_minor is None or amount <= wish.most_minor)
    )


def _row(claim: Claim, shown: State, *, with_order: bool = True) -> ClaimRow:
    return ClaimRow(
        claim=claim.id,
        state=shown,
        state_name=STATE_NAMES[shown],
        filed_at=claim.filed_at,
        order=claim.order if with_order else None,
        reason=claim.reason,
        category=main_category(claim),
        most=claim.most,
        files=len(claim.evidence),
    )
