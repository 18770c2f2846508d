"""A buyer files a claim, or the platform hands one on. What was bought and paid comes from the order, never from who claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.desk import filing
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.evidence_rules import Reason, Requirement, missing
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.order_line import ClaimedItem
from fairclaim.domain.desk.party import Actor, ActorKind, ClaimId, PersonId
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.services.act import answer, begin, keep_words, note
from fairclaim.services.authorize import Resource, actor_of, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import AlreadyClaimedError, NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.intake import Staged, Upload, attach_staged, check_upload, stage
from fairclaim.services.needed import needed_for
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.people import KnownOrder
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import Receipt, fingerprint, receipt_of
from fairclaim.services.record import record
from fairclaim.services.references import stage_references

_GATHERED = Actor(kind=ActorKind.MACHINE, id=PersonId("desk"))
"""Who adds what the desk has already of the order: neither side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRequest:
    """What a buyer asks for.

    Parameters
    ----------
    words : str or None
        The buyer's own description.
    photos : tuple of Upload
        What is there already; more can follow.
    """

    order: str
    items: tuple[ClaimedItem, ...]
    reason: Reason
    asked: Remedy
    words: str | None = None
    photos: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The new claim, and exactly what is still to be shown."""

    receipt: Receipt
    missing: tuple[Requirement, ...]


def file_claim(desk: Desk, who: Caller, wish: ClaimRequest, *, key: str | None = None) -> Filed:
    """File a claim, once for each key.

    Raises
    ------
    NotFoundError, NotAllowedError
        If there is no such order, or it is not the caller's to claim on.
    AlreadyClaimedError
        If an open claim is about one of its lines.
    RuleError, UsageError, InputError
        If the claim asks for more than was bought, or a photo cannot be taken in; nothing is filed.
    """
    digest = fingerprint(Action.FILE.value, wish)

    staged, gathered = desk.units.read(who.tenant, lambda work: _stage(desk, work, who, wish))

    def whole(work: Work) -> Filed:
        order, resource, role = _ordered(work, who, wish)
        at = desk.now()
        before = begin(work, who, key, digest, at=at)
        if before is not None:
            return _as_it_stands(desk, work, before)
        for item in wish.items:
            if item.line in work.claims.open_on(order.id):
                raise AlreadyClaimedError(item.line)
        by = actor_of(who, role, resource)
        claim, events = filing.file_claim(
            ClaimId(desk.ids("claim")),
            order=order.id,
            buyer=order.buyer,
            merchant=order.merchant,
            lines=order.lines,
            items=wish.items,
            reason=wish.reason,
            asked=wish.asked,
            words=keep_words(desk, work, wish.words, person=order.buyer, at=at),
            by=by,
            at=at,
        )
        claim, events, kept = _with_photos(desk, (claim, events), staged, by=by, at=at)
        claim, events, kept = _with_photos(desk, (claim, events), gathered, by=_GATHERED, at=at, kept=kept)
        # An exhibit belongs to its claim, so the claim is written first; all of it is one unit of work.
        record(desk, work, before=None, after=claim, events=events)
        for exhibit in kept:
            work.exhibits.add(exhibit)
        note(desk, work, who, role, Action.FILE, thing=claim.id, at=at)
        receipt = receipt_of(claim, made=claim.id, events=events)
        answer(work, who, key, receipt)
        return Filed(receipt=receipt, missing=missing(needed_for(claim, desk.evidence_rules), claim.evidence))

    return desk.units.write(who.tenant, whole)


def _ordered(work: Work, who: Caller, wish: ClaimRequest) -> tuple[KnownOrder, Resource, Role]:
    """Return the order, once the caller is authorised to claim on it."""
    order = work.orders.find(wish.order)
    if order is None:
        raise NotFoundError
    resource = Resource(tenant=who.tenant, buyer=order.buyer, merchant=order.merchant)
    return order, resource, authorize(who, Action.FILE, resource)


def _stage(desk: Desk, work: Work, who: Caller, wish: ClaimRequest) -> tuple[tuple[Staged, ...], tuple[Staged, ...]]:
    order, _, _ = _ordered(work, who, wish)
    for photo in wish.photos:
        check_upload(desk, photo, ActorKind.BUYER)  # all of them first, so that nothing is kept for a filing that fails
    photos = tuple(stage(desk, work, photo, side=ActorKind.BUYER, person=order.buyer) for photo in wish.photos)
    return photos, stage_references(desk, work, order, wish.items)


def _with_photos(
    desk: Desk,
    filed: Moved,
    staged: Sequence[Staged],
    *,
    by: Actor,
    at: datetime,
    kept: Sequence[KeptExhibit] = (),
) -> tuple[Claim, tuple[Event, ...], list[KeptExhibit]]:
    """Return the new claim with its photos, all events, and the exhibits to be written."""
    claim, events = filed
    kept = list(kept)
    for one in staged:
        attached = attach_staged(desk, claim, kept, one, by=by, at=at)
        claim, more = attached.moved
        events = (*events, *more)
        if attached.new is not None:
            kept.append(attached.new)
    return claim, events, kept


def _as_it_stands(desk: Desk, work: Work, receipt: Receipt) -> Filed:
    claim = work.claims.find(receipt.claim)
    if claim is None:
        raise NotFoundError
    return Filed(receipt=receipt, missing=missing(needed_for(claim, desk.evidence_rules), claim.evidence))
