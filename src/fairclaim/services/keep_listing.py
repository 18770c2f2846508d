"""A merchant, or the tenant's systems, keep listings and their public pictures. A picture that was shown is never overwritten."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.domain.errors import EmptyFileError, OverLimitError, UsageError
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError, OtherOrderError
from fairclaim.services.grants import Action
from fairclaim.services.ports.trade import ShownListing, ShownPicture
from fairclaim.services.ports.work import Work

MOST_PICTURES = 100
"""Pictures that one listing shows at a time."""


def add_listing(
    desk: Desk, who: Caller, listing: str, *, title: str, category: str | None = None, merchant: str | None = None
) -> ShownListing:
    """Register a listing under the tenant's own id; the same again changes nothing.

    Parameters
    ----------
    merchant : str, optional
        The tenant's own id of the merchant; an agent's listings are those of the own merchant.

    Raises
    ------
    OtherOrderError
        If another listing has this id.
    UsageError
        If a text is blank or too long.
    NotAllowedError, NotFoundError
        If the caller may not.
    """
    if not _is_id(listing) or not title.strip() or len(title) > 1_000:
        raise UsageError(Bilingual("商品编号或标题无效。", "A listing has an id of letters and digits, and a title."))

    def whole(work: Work) -> ShownListing:
        at = desk.now()
        role = authorize(who, Action.KEEP_LISTING, Resource(tenant=who.tenant, merchant=who.acts_for))
        owner = who.acts_for
        if role is Role.INTEGRATION:
            if merchant is None:
                raise UsageError(Bilingual("请写明商家。", "Name the merchant."))
            owner = work.registry.person(
                merchant, side=ActorKind.MERCHANT, new=PersonId(desk.ids(ActorKind.MERCHANT.value)), at=at
            )
        if owner is None:
            raise NotFoundError
        new = ShownListing(id=listing, merchant=owner, title=title.strip(), category=category, created_at=at)
        known = work.shelf.find(listing)
        if known is not None:
            if (known.merchant, known.title, known.category) != (owner, new.title, category):
                raise OtherOrderError
            return known
        work.shelf.add(new)
        note(desk, work, who, role, Action.KEEP_LISTING, thing=listing, kind="listing", at=at)
        return new

    return desk.units.write(who.tenant, whole)


def show_picture(desk: Desk, who: Caller, listing: str, data: bytes, *, media_type: str) -> ShownPicture:
    """Add a picture to what a listing shows from now on. The same bytes shown already are one picture.

    Raises
    ------
    EmptyFileError, OverLimitError
        If it has no bytes, or too many.
    NotFoundError
        If there is no such listing for this caller.
    """
    if not data:
        raise EmptyFileError
    if len(data) > desk.limits.exhibit_bytes:
        raise OverLimitError(quantity="size_bytes", value=len(data), limit=desk.limits.exhibit_bytes)

    def keep(work: Work) -> str:
        _own(work, who, listing)
        return work.shelf.keep(data)

    address = desk.units.read(who.tenant, keep)

    def whole(work: Work) -> ShownPicture:
        role, at = _own(work, who, listing), desk.now()
        digest = hashlib.sha256(data).hexdigest()
        shown = [one for one in work.shelf.pictures(listing) if one.removed_at is None]
        same = next((one for one in shown if one.sha256 == digest), None)
        if same is not None:
            return same
        if len(shown) >= MOST_PICTURES:
            raise OverLimitError(quantity="pictures", value=len(shown) + 1, limit=MOST_PICTURES)
        picture = ShownPicture(
            id=desk.ids("picture"),
            listing=listing,
            address=address,
            sha256=digest,
            media_type=media_type,
            size_bytes=len(data),
            added_at=at,
        )
        work.shelf.show(picture)
        note(desk, work, who, role, Action.KEEP_LISTING, thing=picture.id, kind="picture", at=at)
        return picture

    return desk.units.write(who.tenant, whole)


def remove_picture(desk: Desk, who: Caller, listing: str, picture: str) -> None:
    """Stop showing a picture. It stays known: orders were placed on it.

    Raises
    ------
    NotFoundError
        If the listing, or the picture in it, is not there for this caller.
    """

    def whole(work: Work) -> None:
        role, at = _own(work, who, listing), desk.now()
        known = next((one for one in work.shelf.pictures(listing) if one.id == picture), None)
        if known is None:
            raise NotFoundError
        if known.removed_at is None:
            work.shelf.remove(picture, at=at)
            note(desk, work, who, role, Action.KEEP_LISTING, thing=picture, kind="picture", at=at, removed=True)

    desk.units.write(who.tenant, whole)


def close_listing(desk: Desk, who: Caller, listing: str) -> None:
    """Take a listing off sale; its pictures stay known.

    Raises
    ------
    NotFoundError
        If it is not there for this caller.
    """

    def whole(work: Work) -> None:
        role, at = _own(work, who, listing), desk.now()
        work.shelf.close(listing, at=at)
        note(desk, work, who, role, Action.KEEP_LISTING, thing=listing, kind="listing", at=at, closed=True)

    desk.units.write(who.tenant, whole)


def listing_pictures(desk: Desk, who: Caller, listing: str, *, at: datetime | None = None) -> Sequence[ShownPicture]:
    """Return every picture of a listing; with ``at`` those that buyers saw at that moment.

    Raises
    ------
    NotFoundError
        If it is not there for this caller.
    """

    def whole(work: Work) -> Sequence[ShownPicture]:
        _own(work, who, listing)
        return tuple(one for one in work.shelf.pictures(listing) if at is None or one.was_shown(at))

    return desk.units.read(who.tenant, whole)


def _own(work: Work, who: Caller, listing: str) -> Role:
    found = work.shelf.find(listing)
    if found is None:
        raise NotFoundError
    return authorize(who, Action.KEEP_LISTING, Resource(tenant=who.tenant, merchant=found.merchant))


def _is_id(text: str) -> bool:
    return 0 < len(text) <= 64 and text.isascii() and text.isprintable() and " " not in text
