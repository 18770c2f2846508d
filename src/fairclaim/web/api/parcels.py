"""Parcels of an order, and what the merchant recorded of their packing, before the carrier's first scan."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, status
from pydantic import AwareDatetime, Field

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.live_capture import Way
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch, tell_scans
from fairclaim.services.packing_findings import Oddity
from fairclaim.services.packing_proof import PRECEDENCES, Precedence
from fairclaim.services.receipt import receipt_id
from fairclaim.services.see_packing import PackedFile, see_packing
from fairclaim.web.api.bodies import RawBody, body_described
from fairclaim.web.api.context import KeyHeader, TheCaller, TheDesk
from fairclaim.web.api.taken import taken_of
from fairclaim.web.api.wishes import TAKEN_WITH, WAY
from fairclaim.web.api.words import ID, Answer, BothLanguages, Id, Name, Wire

router = APIRouter(prefix="/api/v1/parcels", tags=["parcels"])
files = APIRouter(prefix="/api/v1/parcels", tags=["parcels"], max_body_size=200_000_000)
"""Apart, for its larger bodies."""
ParcelId = Annotated[str, Path(pattern=ID, description="Id of the parcel, as the desk gave it.")]


class ParcelWish(Wire):
    """A parcel of an order."""

    order: Id
    carrier: str = Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")
    tracking: str = Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")


class ScansWish(Wire):
    """The carrier's times; what was told stays."""

    scanned_at: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = None


class ParcelSeen(Answer):
    """A parcel."""

    id: str
    order: str
    carrier: str
    scanned_at: AwareDatetime | None
    delivered_at: AwareDatetime | None


class LogPlace(Answer):
    """Where a file stands in the evidence log. The receipt of the same number proves it."""

    receipt: str
    index: int
    logged_at: AwareDatetime
    checkpoint: int | None = Field(description="Size of the checkpoint that proves it; null until there is one.")
    signed_at: AwareDatetime | None
    stamped_at: dict[str, AwareDatetime] = Field(description="When time authorities stamped that checkpoint, by name.")


class PackingFindingSeen(Answer):
    """What stands out in a file of a packing, and what innocent cause it may have. Nothing is refused for it."""

    kind: Oddity
    other: str | None = Field(description="The other parcel.")
    reason: BothLanguages
    innocent: BothLanguages


class DispatchSeen(Answer):
    """A file of the packing; the digest is that of the bytes as received."""

    id: str
    parcel: str
    name: str
    media: Media
    sha256: str | None
    size_bytes: int
    received_at: AwareDatetime
    frames: int = Field(description="How many key frames were taken out of it; 0 of a photo.")
    recorded: str | None = Field(description="When the file says that it was recorded, as written there.")
    proof: LogPlace | None
    precedence: Precedence = Field(
        description="Whether it was logged before the carrier's first scan. Unknown is never bad."
    )
    precedence_words: BothLanguages
    findings: list[PackingFindingSeen]


@router.post("", operation_id="add_parcel", status_code=status.HTTP_201_CREATED)
def add(desk: TheDesk, who: TheCaller, wish: ParcelWish, key: KeyHeader = None) -> ParcelSeen:
    """Register a parcel; the same tracking number of the same order is the same parcel."""
    made = add_parcel(desk, who, wish.order, carrier=wish.carrier, tracking=wish.tracking, key=key)
    return ParcelSeen.model_validate(made)


@router.patch("/{parcel}", operation_id="tell_scans")
def scans(desk: TheDesk, who: TheCaller, parcel: ParcelId, wish: ScansWish, key: KeyHeader = None) -> ParcelSeen:
    """Tell the carrier's first scan and the delivery."""
    told = tell_scans(desk, who, parcel, scanned_at=wish.scanned_at, delivered_at=wish.delivered_at, key=key)
    return ParcelSeen.model_validate(told)


@router.get("/{parcel}/files", operation_id="dispatch_files")
def seen(desk: TheDesk, who: TheCaller, parcel: ParcelId) -> list[DispatchSeen]:
    """Return what was handed in, since when it is logged, and what stands out."""
    return [_shown(one) for one in see_packing(desk, who, parcel).files]


@files.post(
    "/{parcel}/files",
    operation_id="hand_in_dispatch",
    status_code=status.HTTP_201_CREATED,
    openapi_extra=body_described("image/*", "video/*"),
)
def hand_in(  # the body is the file itself
    desk: TheDesk,
    who: TheCaller,
    parcel: ParcelId,
    body: RawBody,
    *,
    name: Annotated[Name | None, Query()] = None,
    media: Media = Media.PHOTO,
    taken_with: Annotated[str | None, Query(pattern=ID, description=TAKEN_WITH)] = None,
    way: Annotated[Way, Query(description=WAY)] = Way.FIELD,
    key: KeyHeader = None,
) -> DispatchSeen:
    """Hand in a photo or film of the packing; the answer says what stands out, while it can still be filmed again."""
    taken = taken_of(taken_with, way)
    kept = hand_in_dispatch(desk, who, parcel, body, name=name or "", media=media, taken=taken, key=key)
    return next(_shown(one) for one in see_packing(desk, who, parcel).files if one.file.id == kept.id)


def _shown(one: PackedFile) -> DispatchSeen:
    file, proof, words = one.file, one.proof, PRECEDENCES[one.precedence]
    return DispatchSeen(
        id=file.id,
        parcel=file.parcel,
        name=file.name,
        media=file.media,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        received_at=file.received_at,
        frames=len(one.frames),
        recorded=file.recorded,
        proof=None
        if proof is None
        else LogPlace(
            receipt=receipt_id(proof.number),
            index=proof.index,
            logged_at=proof.logged_at,
            checkpoint=proof.checkpoint,
            signed_at=proof.signed_at,
            stamped_at=dict(proof.stamped_at),
        ),
        precedence=one.precedence,
        precedence_words=BothLanguages.model_validate(words),
        findings=[PackingFindingSeen.model_validate(found) for found in one.findings],
    )
