"""What a witness does: believes nothing but its own memory, and cosigns a log that still begins with all it has seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.checkpoint import Checkpoint, VerifiedCheckpoint, verify_checkpoint, verify_growth
from fairclaim.evidence.cosignature import cosign
from fairclaim.evidence.faults import broken
from fairclaim.evidence.merkle_proofs import Consistency
from fairclaim.evidence.signature import Signer
from fairclaim.evidence.signed_note import NoteKey, NoteSignature, SignedNote

ProveGrowth = Callable[[int, int], Consistency]
"""Ask the log for the proof that it grew from one size to another."""


class LogRewrittenError(IntegrityError):
    """The log's own signatures contradict each other: its history was rewritten, or different people are shown different ones."""

    code = "log-rewritten"

    def __init__(self, error: IntegrityError, *, older: bytes, newer: bytes) -> None:
        super().__init__(error.fault, place=error.place)
        self.older, self.newer = older, newer
        """The two signed checkpoints that contradict each other: anybody can check it with them."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint that was verified, and the witness's line under it.

    Parameters
    ----------
    is_new : bool
        Whether it is beyond what the witness had seen.
    """

    checkpoint: VerifiedCheckpoint
    line: NoteSignature
    is_new: bool

    def cosigned(self) -> bytes:
        """Return the note with the witness's line under it."""
        note = self.checkpoint.note
        return SignedNote(note.text, (*note.signatures, self.line)).to_bytes()


def witness(
    shown: bytes, *, last: bytes | None, log_key: NoteKey, prove: ProveGrowth, name: str, signer: Signer, at: datetime
) -> Witnessed:
    """Verify a checkpoint against the last one that was cosigned, and cosign it.

    Parameters
    ----------
    shown : bytes
        The log's checkpoint, as it is shown now.
    last : bytes or None
        The checkpoint that this witness cosigned last; None if it has seen none.
    log_key : NoteKey
        The log's key, as it was at the first meeting.
    prove : callable
        Asks the log for a proof of consistency.
    name, signer : str, Signer
        The witness's.
    at : datetime
        Now, by its own clock.

    Raises
    ------
    LogRewrittenError
        If both are signed by the log and contradict each other.
    IntegrityError
        If what is shown was not signed by the log, or is another log.
    """
    newer = verify_checkpoint(shown, [log_key])
    if newer.checkpoint.origin != log_key.name:
        raise broken("检查点属于另一本日志", "the checkpoint is of another log")
    is_new = True
    if last is not None:
        older = verify_checkpoint(last, [log_key])
        is_new = older.checkpoint.size != newer.checkpoint.size
        try:
            _require_growth(older.checkpoint, newer.checkpoint, prove)
        except IntegrityError as error:
            raise LogRewrittenError(error, older=last, newer=shown) from error
    line = cosign(newer.note.text, name=name, signer=signer, at=at)
    return Witnessed(newer, line, is_new)


def _require_growth(older: Checkpoint, newer: Checkpoint, prove: ProveGrowth) -> None:
    if newer.size < older.size:
        raise broken("日志比见证过的更短", "the log is shorter than what was witnessed")
    verify_growth(older, newer, prove(older.size, newer.size))
