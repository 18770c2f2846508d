"""Pictures and packing outside of claims: what a buyer saw when ordering, and what a merchant keeps."""

from collections.abc import Mapping, Sequence

from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotAllowedError, NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.ports.trade import DispatchFile, SentParcel, ShownListing, ShownPicture, SoldOrder
from fairclaim.services.ports.work import Work


def order_pictures(desk: Desk, who: Caller, order: str) -> Mapping[LineId, tuple[ShownPicture, ...]]:
    """Return, for each line of an order, the pictures that its listing showed when it was placed.

    Raises
    ------
    NotFoundError
        If there is no such order, or it is not the caller's.
    """

    def whole(work: Work) -> Mapping[LineId, tuple[ShownPicture, ...]]:
        return _pictures(work, _order(work, who, order))

    return desk.units.read(who.tenant, whole)


def order_picture(desk: Desk, who: Caller, order: str, picture: str) -> tuple[ShownPicture, bytes | None]:
    """Return one of these pictures with its bytes; None if they are gone.

    Raises
    ------
    NotFoundError
        If there is no such order or picture, or it is not the caller's.
    """

    def whole(work: Work) -> tuple[ShownPicture, bytes | None]:
        shown = [one for many in _pictures(work, _order(work, who, order)).values() for one in many]
        found = next((one for one in shown if one.id == picture), None)
        if found is None:
            raise NotFoundError
        return found, work.shelf.bytes_of(found)

    return desk.units.read(who.tenant, whole)


def own_listings(desk: Desk, who: Caller) -> Sequence[ShownListing]:
    """Return the listings of the merchant that an agent acts for, the newest first, closed ones too.

    Raises
    ------
    NotAllowedError
        If the caller acts for no merchant.
    """
    merchant = who.acts_for
    authorize(who, Action.KEEP_LISTING, Resource(tenant=who.tenant, merchant=merchant))
    if merchant is None:
        raise NotAllowedError(Action.KEEP_LISTING.value)
    return desk.units.read(who.tenant, lambda work: tuple(work.shelf.of_merchant(merchant)))


def listing_picture(desk: Desk, who: Caller, listing: str, picture: str) -> tuple[ShownPicture, bytes | None]:
    """Return a picture of an own listing with its bytes; None if they are gone.

    Raises
    ------
    NotFoundError
        If it is not there for this caller.
    """

    def whole(work: Work) -> tuple[ShownPicture, bytes | None]:
        offer = work.shelf.find(listing)
        if offer is None:
            raise NotFoundError
        authorize(who, Action.KEEP_LISTING, Resource(tenant=who.tenant, merchant=offer.merchant))
        found = next((one for one in work.shelf.pictures(listing) if one.id == picture), None)
        if found is None:
            raise NotFoundError
        return found, work.shelf.bytes_of(found)

    return desk.units.read(who.tenant, whole)


def order_parcels(desk: Desk, who: Caller, order: str) -> tuple[SentParcel, ...]:
    """Return the parcels of an order, for its merchant or the tenant's systems.

    Raises
    ------
    NotFoundError
        If there is no such order for this caller.
    """

    def whole(work: Work) -> tuple[SentParcel, ...]:
        _may_pack(work, who, order)
        return tuple(work.packing.of_order(order))

    return desk.units.read(who.tenant, whole)


def dispatch_file(desk: Desk, who: Caller, parcel: str, file: str) -> tuple[DispatchFile, bytes | None]:
    """Return a file of a parcel's packing, or a key frame, with its bytes; None if they were erased.

    Raises
    ------
    NotFoundError
        If it is not there for this caller.
    """

    def whole(work: Work) -> tuple[DispatchFile, bytes | None]:
        found = work.packing.find(parcel)
        if found is None:
            raise NotFoundError
        _may_pack(work, who, found.order)
        held = (*work.packing.files(parcel), *work.packing.frames(parcel))
        kept = next((one for one in held if one.id == file), None)
        if kept is None:
            raise NotFoundError
        if kept.address is None:
            return kept, None
        return kept, work.blobs.get(kept.address, person=kept.person, exhibit=ExhibitId(kept.id))

    return desk.units.read(who.tenant, whole)


def _order(work: Work, who: Caller, order: str) -> SoldOrder:
    found = work.registry.find(order)
    if found is None:
        raise NotFoundError
    try:
        authorize(who, Action.SEE_ORDER, Resource(tenant=who.tenant, buyer=found.buyer, merchant=found.merchant))
    except NotAllowedError as exc:
        raise NotFoundError from exc
    return found


def _pictures(work: Work, order: SoldOrder) -> dict[LineId, tuple[ShownPicture, ...]]:
    at = order.dates.placed_at
    return {
        line.id: tuple(one for one in work.shelf.pictures(line.listing) if one.was_shown(at))
        for line in order.lines
        if line.listing is not None
    }


def _may_pack(work: Work, who: Caller, order: str) -> None:
    found = work.registry.find(order)
    if found is None:
        raise NotFoundError
    authorize(who, Action.HAND_IN_DISPATCH, Resource(tenant=who.tenant, merchant=found.merchant))
