"""What was kept of a packing, as its merchant and the reviewers of a claim see it: files, frames, proofs and what stands out."""

from dataclasses import dataclass

from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.packing_findings import PackingFinding, packing_findings
from fairclaim.services.packing_proof import PackingProof, Precedence, packing_proofs, precedence_of
from fairclaim.services.ports.trade import DispatchFile, SentParcel
from fairclaim.services.ports.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """One file that was handed in.

    Parameters
    ----------
    frames : tuple of DispatchFile
        Key frames, if it is a film that could be read.
    proof : PackingProof or None
        Where it stands in the evidence log; None of files from before packing was logged.
    """

    file: DispatchFile
    frames: tuple[DispatchFile, ...]
    proof: PackingProof | None
    precedence: Precedence
    findings: tuple[PackingFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedParcel:
    """A parcel with what was kept of its packing."""

    parcel: SentParcel
    files: tuple[PackedFile, ...]


def see_packing(desk: Desk, who: Caller, parcel: str) -> PackedParcel:
    """Return a parcel with what was kept of its packing, for its merchant or the tenant's systems.

    Raises
    ------
    NotFoundError
        If there is no such parcel for this caller.
    """

    def whole(work: Work) -> PackedParcel:
        found = work.packing.find(parcel)
        order = None if found is None else work.registry.find(found.order)
        if found is None or order is None:
            raise NotFoundError
        authorize(who, Action.HAND_IN_DISPATCH, Resource(tenant=who.tenant, merchant=order.merchant))
        return packed_parcel(desk, work, found)

    return desk.units.read(who.tenant, whole)


def packed_parcel(desk: Desk, work: Work, parcel: SentParcel) -> PackedParcel:
    """Return what was kept of a parcel's packing; whoever asks has been authorised."""
    proofs = packing_proofs(work, parcel.id)
    frames = work.packing.frames(parcel.id)
    return PackedParcel(
        parcel=parcel,
        files=tuple(
            PackedFile(
                file=file,
                frames=tuple(one for one in frames if one.frame_of == file.id),
                proof=proofs.get(file.id),
                precedence=precedence_of(proofs.get(file.id), parcel),
                findings=packing_findings(desk, work, parcel, file),
            )
            for file in work.packing.files(parcel.id)
        ),
    )
