"""A witness that has verified a checkpoint brings its cosignature. Its key says who it is; nobody signs in."""

from fairclaim.evidence.cosignature import verify_cosignatures
from fairclaim.evidence.signed_note import SignedNote, parse_note
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.notary import notary_of
from fairclaim.services.ports.work import Work


def take_cosignatures(desk: Desk, tenant: str, size: int, data: bytes) -> int:
    """Keep the cosignatures of known witnesses under a checkpoint; return how many are new. Others are passed over.

    Parameters
    ----------
    data : bytes
        The checkpoint's note, with the witness's line under it.

    Raises
    ------
    NotFoundError
        If there is no checkpoint of this size.
    IntegrityError
        If it is a note of another checkpoint, or the cosignature of a known witness does not fit.
    """
    notary = notary_of(desk.notary)

    def whole(work: Work) -> int:
        kept = work.proofs.checkpoint(size)
        if kept is None:
            raise NotFoundError
        ours = parse_note(kept.note)
        # Read under our own text: a cosignature of another state does not fit.
        note = SignedNote(ours.text, parse_note(data).signatures)
        new = 0
        for one in verify_cosignatures(note, notary.witnesses):
            line = next(line for line in note.signatures if line.is_of(one.witness))
            name = f"{one.witness.name}+{one.witness.key_id.hex()}"
            new += work.proofs.add_cosignature(size, name, line.to_line().encode(), at=desk.now())
        return new

    return desk.units.write(tenant, whole)
