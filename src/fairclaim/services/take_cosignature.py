"""A witness that has verified a checkpoint brings its cosignature. Its key says who it is; nobody signs in."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import IntegrityError, UsageError
from fairclaim.evidence.cosignature import verify_cosignatures
from fairclaim.evidence.signed_note import SignedNote, parse_note
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.notary import notary_of
from fairclaim.services.ports.work import Work


class CosignatureRefusedError(UsageError):
    """What a witness brought is no note, or is not about this checkpoint."""

    code = "cosignature-refused"

    def __init__(self, error: IntegrityError) -> None:
        super().__init__(
            Bilingual(f"会签不能接受：{error.fault.zh}。", f"The cosignature cannot be taken: {error.fault.en}.")
        )


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
    CosignatureRefusedError
        If it is no note, or the cosignature of a known witness does not fit this checkpoint.
    """
    notary = notary_of(desk.notary)

    def whole(work: Work) -> int:
        kept = work.proofs.checkpoint(size)
        if kept is None:
            raise NotFoundError
        new = 0
        try:
            # Read under our own text: a cosignature of another state does not fit.
            note = SignedNote(parse_note(kept.note).text, parse_note(data).signatures)
            found = verify_cosignatures(note, notary.witnesses)
        except IntegrityError as exc:
            raise CosignatureRefusedError(exc) from exc
        for one in found:
            line = next(line for line in note.signatures if line.is_of(one.witness))
            name = f"{one.witness.name}+{one.witness.key_id.hex()}"
            new += work.proofs.add_cosignature(size, name, line.to_line().encode(), at=desk.now())
        return new

    return desk.units.write(tenant, whole)
