"""A signed copy of a file: made when somebody asks for it, and kept nowhere, so that erasing the original erases it.

The original stays the evidence. The copy carries the desk's word for when it came, which readers of C2PA can check without us.
"""

from dataclasses import dataclass

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.signed_copy import CopyStatement
from fairclaim.domain.errors import InputError
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.capture_live import captured
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NoSignedCopyError, NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.media_type import extension_of, media_type_of
from fairclaim.services.originals import original
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import JUDGES, evidence_shown_to


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCopy:
    """A signed copy; ``name`` is what the file may be called."""

    data: bytes
    media_type: str
    name: str


def claim_copy(desk: Desk, who: Caller, claim: ClaimId, exhibit: ExhibitId) -> SignedCopy:
    """Return a signed copy of a file of a claim. Who judges gets none: it states moments, which belong to no blind judgement.

    Raises
    ------
    NotFoundError
        If there is no such file in this claim, it was erased, or the caller sees no evidence or is to judge it.
    ConflictOfInterestError
        If the caller is tied to a party.
    NoSignedCopyError
        If the desk signs nothing, or cannot sign this file.
    """

    def whole(work: Work) -> tuple[bytes, CopyStatement]:
        opened, role = evidence_shown_to(desk, work, who, Action.SEE, claim)
        kept = next((one for one in work.exhibits.of_claim(opened.source) if one.id == exhibit), None)
        data = original(work, kept) if kept is not None and role not in JUDGES else None
        if kept is None or kept.sha256 is None or data is None:
            raise NotFoundError
        note(desk, work, who, role, Action.SEE, thing=exhibit, kind="exhibit", at=desk.now())
        return data, CopyStatement(
            file=exhibit,
            sha256=kept.sha256,
            received_at=kept.received_at,
            capture=captured(work, opened.source).get(exhibit),
        )

    data, statement = desk.units.write(who.tenant, whole)
    return _signed(desk, data, statement)


def parcel_copy(desk: Desk, who: Caller, parcel: str, file: str) -> SignedCopy:
    """Return a signed copy of a file of a parcel's packing.

    Raises
    ------
    NotFoundError, NotAllowedError
        If it is not there for this caller, or was erased.
    NoSignedCopyError
        If the desk signs nothing, or cannot sign this file.
    """

    def whole(work: Work) -> tuple[bytes, CopyStatement]:
        found = work.packing.find(parcel)
        order = None if found is None else work.registry.find(found.order)
        if order is None:
            raise NotFoundError
        authorize(who, Action.HAND_IN_DISPATCH, Resource(tenant=who.tenant, merchant=order.merchant))
        kept = next((one for one in work.packing.files(parcel) if one.id == file), None)
        if kept is None or kept.sha256 is None or kept.address is None:
            raise NotFoundError
        data = work.blobs.get(kept.address, person=kept.person, exhibit=ExhibitId(kept.id))
        if data is None:
            raise NotFoundError
        capture = captured(work, parcel).get(file)
        return data, CopyStatement(file=file, sha256=kept.sha256, received_at=kept.received_at, capture=capture)

    data, statement = desk.units.read(who.tenant, whole)
    return _signed(desk, data, statement)


def _signed(desk: Desk, data: bytes, statement: CopyStatement) -> SignedCopy:
    media_type, signer = media_type_of(data), desk.signer
    if signer is None or not signer.can_sign(media_type, len(data)):
        raise NoSignedCopyError
    try:
        copy = signer.sign(data, media_type, statement)
    except InputError as exc:
        raise NoSignedCopyError from exc
    return SignedCopy(data=copy, media_type=media_type, name=f"{statement.file}-signed.{extension_of(media_type)}")
