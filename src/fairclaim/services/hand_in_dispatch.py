"""Parcels of an order, and what the merchant recorded of their packing: kept as received, with the time, before the first scan.

What comes after the carrier has the parcel could have been made to fit a dispute, so it is refused here; the merchant can still
attach it when answering a claim, where people see when it came.
"""

import hashlib
from dataclasses import replace
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.party import Actor
from fairclaim.domain.errors import EmptyFileError, OverLimitError, UsageError
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, actor_of, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError, TooLateError
from fairclaim.services.grants import Action
from fairclaim.services.once import remember, said_before
from fairclaim.services.ports.packing_films import Packed
from fairclaim.services.ports.trade import DispatchFile, SentParcel, SoldOrder
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import fingerprint
from fairclaim.services.redeem_code import Taken, code_for, spend


def add_parcel(
    desk: Desk, who: Caller, order: str, *, carrier: str, tracking: str, key: str | None = None
) -> SentParcel:
    """Register a parcel of an order; the same tracking number of the same order again is the same parcel.

    Raises
    ------
    NotFoundError
        If there is no such order for this caller.
    UsageError
        If carrier or tracking number is blank.
    OtherRequestError
        If the key came before with another request.
    """
    if not (carrier.strip() and tracking.strip()) or len(carrier) > 64 or len(tracking) > 64:
        raise UsageError(Bilingual("请写明快递公司和单号。", "Name the carrier and the tracking number."))

    digest = fingerprint("add-parcel", order, carrier, tracking)

    def whole(work: Work) -> SentParcel:
        role, sold = _of_order(work, who, order)
        before = said_before(work, who, key, digest, at=desk.now())
        same = work.packing.tracked(order, tracking)
        if same is not None:
            if before is None:
                remember(work, who, key, made=same.id)
            return same
        at = desk.now()
        parcel = SentParcel(id=desk.ids("parcel"), order=order, carrier=carrier.strip(), coded_at=at)
        work.packing.add(parcel, tracking=tracking.strip(), by=_actor(who, role, sold), at=at)
        remember(work, who, key, made=parcel.id)
        note(desk, work, who, role, Action.HAND_IN_DISPATCH, thing=parcel.id, kind="parcel", at=at)
        return parcel

    return desk.units.write(who.tenant, whole)


def tell_scans(
    desk: Desk,
    who: Caller,
    parcel: str,
    *,
    scanned_at: datetime | None = None,
    delivered_at: datetime | None = None,
    key: str | None = None,
) -> SentParcel:
    """Tell the carrier's first scan and the delivery, as the tenant's systems know them; what was told stays.

    Raises
    ------
    NotFoundError
        If there is no such parcel.
    UsageError
        If it would be delivered before it was scanned.
    OtherRequestError
        If the key came before with another request.
    NotAllowedError
        If the caller may not.
    """
    digest = fingerprint("tell-scans", parcel, scanned_at, delivered_at)

    def whole(work: Work) -> SentParcel:
        role = authorize(who, Action.REGISTER_ORDER, Resource(tenant=who.tenant))
        found = work.packing.find(parcel)
        if found is None:
            raise NotFoundError
        if said_before(work, who, key, digest, at=desk.now()) is not None:
            return found
        remember(work, who, key, made=parcel)
        told = SentParcel(
            id=parcel,
            order=found.order,
            carrier=found.carrier,
            coded_at=found.coded_at,
            scanned_at=found.scanned_at or scanned_at,
            delivered_at=found.delivered_at or delivered_at,
        )
        if told.scanned_at and told.delivered_at and told.delivered_at < told.scanned_at:
            raise UsageError(Bilingual("签收不早于首次扫描。", "A parcel is not delivered before its first scan."))
        if told != found:
            at = desk.now()
            by = actor_of(who, role, Resource(tenant=who.tenant))
            work.packing.set_times(told, by=by, at=at)
            note(desk, work, who, role, Action.REGISTER_ORDER, thing=parcel, kind="parcel", at=at)
        return told

    return desk.units.write(who.tenant, whole)


def hand_in_dispatch(
    desk: Desk,
    who: Caller,
    parcel: str,
    data: bytes,
    *,
    name: str = "",
    media: Media = Media.PHOTO,
    taken: Taken | None = None,
    key: str | None = None,
) -> DispatchFile:
    """Keep a photo or film of the packing, with key frames of a film; the same bytes again are one file.

    It enters the evidence log by the same commit. Whatever stands out is told by :func:`~fairclaim.services.see_packing.see_packing`.

    Parameters
    ----------
    taken : Taken, optional
        The code with which it was captured live.

    Raises
    ------
    TooLateError
        If the carrier has scanned the parcel.
    EmptyFileError, OverLimitError
        If it has no bytes, too many, or the parcel has as many files as a claim may.
    NotFoundError
        If there is no such parcel for this caller.
    OtherRequestError
        If the key came before with another request.
    """
    if not data:
        raise EmptyFileError
    if len(data) > desk.limits.exhibit_bytes:
        raise OverLimitError(quantity="size_bytes", value=len(data), limit=desk.limits.exhibit_bytes)
    digest = hashlib.sha256(data).hexdigest()
    file = ExhibitId(desk.ids("dispatch"))
    request = fingerprint("hand-in-dispatch", parcel, digest, name, media.value)

    def is_new(work: Work) -> bool:
        _of_parcel(work, who, parcel)
        if _known(work, parcel, digest) is not None:
            return False
        _in_time(desk, work, parcel)
        return True

    reader = desk.packing_reader
    packed, address = Packed(), None
    frames: tuple[DispatchFile, ...] = ()
    if desk.units.read(who.tenant, is_new):
        packed = reader.read(data) if reader is not None else packed
        address, frames = desk.units.read(
            who.tenant, lambda work: _keep(desk, work, who, parcel, data=data, packed=packed, file=file)
        )

    def whole(work: Work) -> DispatchFile:
        role, order = _of_parcel(work, who, parcel)
        before = said_before(work, who, key, request, at=desk.now())
        same = _known(work, parcel, digest)
        if same is not None:
            if before is None:
                remember(work, who, key, made=same.id)
            return same
        _in_time(desk, work, parcel)
        count = len(work.packing.files(parcel))
        if count >= desk.limits.exhibits:
            raise OverLimitError(quantity="files", value=count + 1, limit=desk.limits.exhibits)
        at = desk.now()
        kept = DispatchFile(
            id=file,
            parcel=parcel,
            person=order.merchant,
            name=name,
            media=media,
            sha256=digest,
            address=address,
            size_bytes=len(data),
            received_at=at,
            sketch=packed.sketch,
            recorded=packed.recorded,
            recorded_by=packed.recorded_by,
        )
        by = _actor(who, role, order)
        work.packing.add_file(kept, [replace(one, received_at=at) for one in frames], by=by)
        spend(work, code_for(work, parcel, taken, known=None, at=at), taken, file, at=at)
        remember(work, who, key, made=file)
        note(desk, work, who, role, Action.HAND_IN_DISPATCH, thing=file, kind="dispatch", at=at)
        return kept

    return desk.units.write(who.tenant, whole)


def _keep(
    desk: Desk, work: Work, who: Caller, parcel: str, *, data: bytes, packed: Packed, file: ExhibitId
) -> tuple[str, tuple[DispatchFile, ...]]:
    """Keep the bytes of a file and of its frames, as the merchant's; return where the file is, and the frames."""
    _, order = _of_parcel(work, who, parcel)
    frames = []
    for one in packed.frames:
        name = ExhibitId(desk.ids("frame"))
        frames.append(
            DispatchFile(
                id=name,
                parcel=parcel,
                person=order.merchant,
                name="",
                media=Media.PHOTO,
                sha256=hashlib.sha256(one.data).hexdigest(),
                address=work.blobs.put(one.data, person=order.merchant, exhibit=name),
                size_bytes=len(one.data),
                received_at=desk.now(),
                frame_of=file,
                at_ms=one.at_ms,
            )
        )
    return work.blobs.put(data, person=order.merchant, exhibit=file), tuple(frames)


def _known(work: Work, parcel: str, digest: str) -> DispatchFile | None:
    return next((one for one in work.packing.files(parcel) if one.sha256 == digest), None)


def _in_time(desk: Desk, work: Work, parcel: str) -> None:
    found = work.packing.find(parcel)
    if found is not None and found.scanned_at is not None and found.scanned_at <= desk.now():
        raise TooLateError


def _of_parcel(work: Work, who: Caller, parcel: str) -> tuple[Role, SoldOrder]:
    found = work.packing.find(parcel)
    if found is None:
        raise NotFoundError
    return _of_order(work, who, found.order)


def _of_order(work: Work, who: Caller, order: str) -> tuple[Role, SoldOrder]:
    found = work.registry.find(order)
    if found is None:
        raise NotFoundError
    # Only the merchant is named: the buyer of the order is not told of its packing here.
    return authorize(who, Action.HAND_IN_DISPATCH, Resource(tenant=who.tenant, merchant=found.merchant)), found


def _actor(who: Caller, role: Role, order: SoldOrder) -> Actor:
    return actor_of(who, role, Resource(tenant=who.tenant, merchant=order.merchant))
