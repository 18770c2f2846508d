"""A merchant, or the tenant's systems, keep listings and their public pictures. A picture that was shown is never overwritten."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
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
from fairclaim.services.import_history import Imported, RefusedLine
from fairclaim.services.once import remember, said_before
from fairclaim.services.past_claim import LineError
from fairclaim.services.ports.trade import ShownListing, ShownPicture
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import fingerprint
from fairclaim.services.told_listing import ToldListing, parse_told_listing

MOST_PICTURES = 100
"""Pictures that one listing shows at a time."""


def add_listing(
    desk: Desk,
    who: Caller,
    listing: str,
    *,
    title: str,
    category: str | None = None,
    merchant: str | None = None,
    key: str | None = None,
) -> ShownListing:
    """Register a listing under the tenant's own id; the same again changes nothing.

    Parameters
    ----------
    merchant : str, optional
        The tenant's own id of the merchant; an agent's listings are those of the own merchant.
    key : str, optional
        Idempotency key of the caller.

    Raises
    ------
    OtherOrderError
        If another listing has this id.
    OtherRequestError
        If the key came before with another request.
    UsageError
        If a text is blank or too long.
    NotAllowedError, NotFoundError
        If the caller may not.
    """
    told = ToldListing(id=listing, title=title, category=category, merchant=merchant)
    return _added(desk, who, told, key=key)[0]


def import_listings(
    desk: Desk, who: Caller, rows: Iterable[tuple[int, object]], *, progress: Callable[[int], None] | None = None
) -> Imported:
    """Register many listings, each by itself; run again after an interruption, it adds the rest.

    Parameters
    ----------
    rows : iterable of (int, object)
        From :func:`~fairclaim.services.past_claim.jsonl_rows` or :func:`~fairclaim.services.past_claim.csv_rows`.
    progress : callable, optional
        Told the number of lines read so far, now and then.

    Raises
    ------
    NotAllowedError, NotFoundError
        If the caller may not; nothing is read.
    """
    authorize(who, Action.KEEP_LISTING, Resource(tenant=who.tenant, merchant=who.acts_for))
    read = added = known = 0
    refused: list[RefusedLine] = []
    for number, row in rows:
        read += 1
        try:
            _, is_new = _added(desk, who, parse_told_listing(row))
        except LineError as error:
            refused.append(RefusedLine(number=number, field=error.field, message=error.message))
        except (UsageError, OtherOrderError) as error:
            refused.append(RefusedLine(number=number, field="-", message=error.message))
        else:
            added, known = added + is_new, known + (not is_new)
        if progress is not None and read % desk.limits.import_batch == 0:
            progress(read)
    return Imported(read=read, added=added, known=known, refused=tuple(refused))


def _added(desk: Desk, who: Caller, told: ToldListing, *, key: str | None = None) -> tuple[ShownListing, bool]:
    """Return a listing, and whether it was not there before."""
    if not _is_id(told.id) or not told.title.strip() or len(told.title) > 1_000:
        raise UsageError(Bilingual("商品编号或标题无效。", "A listing has an id of letters and digits, and a title."))
    digest = fingerprint("add-listing", told)

    def whole(work: Work) -> tuple[ShownListing, bool]:
        at = desk.now()
        role = authorize(who, Action.KEEP_LISTING, Resource(tenant=who.tenant, merchant=who.acts_for))
        owner = who.acts_for
        if role is Role.INTEGRATION:
            if told.merchant is None:
                raise UsageError(Bilingual("请写明商家。", "Name the merchant."))
            owner = work.registry.person(
                told.merchant, side=ActorKind.MERCHANT, new=PersonId(desk.ids(ActorKind.MERCHANT.value)), at=at
            )
        if owner is None:
            raise NotFoundError
        before = said_before(work, who, key, digest, at=at)
        new = ShownListing(id=told.id, merchant=owner, title=told.title.strip(), category=told.category, created_at=at)
        known = work.shelf.find(told.id)
        if known is not None and (known.merchant, known.title, known.category) != (owner, new.title, told.category):
            raise OtherOrderError
        if known is None:
            work.shelf.add(new)
            note(desk, work, who, role, Action.KEEP_LISTING, thing=told.id, kind="listing", at=at)
        if before is None:
            remember(work, who, key, made=told.id)
        return known or new, known is None

    return desk.units.write(who.tenant, whole)


def show_picture(
    desk: Desk, who: Caller, listing: str, data: bytes, *, media_type: str, key: str | None = None
) -> ShownPicture:
    """Add a picture to what a listing shows from now on. The same bytes shown already are one picture.

    Raises
    ------
    EmptyFileError, OverLimitError
        If it has no bytes, or too many.
    NotFoundError
        If there is no such listing for this caller.
    OtherRequestError
        If the key came before with another request.
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
        request = fingerprint("show-picture", listing, digest, media_type)
        before = said_before(work, who, key, request, at=at)
        every = work.shelf.pictures(listing)
        if before is not None:
            return next(one for one in every if one.id == before["made"])
        shown = [one for one in every if one.removed_at is None]
        same = next((one for one in shown if one.sha256 == digest), None)
        if same is not None:
            remember(work, who, key, made=same.id)
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
        remember(work, who, key, made=picture.id)
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
