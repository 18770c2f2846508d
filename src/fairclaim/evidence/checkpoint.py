"""Checkpoints (C2SP tlog-checkpoint): a log's whole state in three lines, signed.

Who holds one can later demand proof that the log still begins with what it was. A log proves nothing without such copies outside.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fairclaim.evidence.faults import broken
from fairclaim.evidence.merkle import HASH_BYTES
from fairclaim.evidence.merkle_proofs import Consistency, verify_consistency
from fairclaim.evidence.signature import Signer
from fairclaim.evidence.signed_note import NoteKey, SignedNote, parse_note, sign_note, verify_note

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_LARGEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself.

    Parameters
    ----------
    origin : str
        Which log, as an address without a scheme.
    size : int
        Entries.
    root : bytes
        Root hash over them, 32 bytes.
    extensions : tuple of str
        Further lines; nobody vouches for them.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Return the text that is signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class VerifiedCheckpoint:
    """A checkpoint, the note that it stood in, and the log keys that signed it. Made by :func:`verify_checkpoint` only."""

    checkpoint: Checkpoint
    note: SignedNote
    signed_by: tuple[NoteKey, ...]


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a note.

    Raises
    ------
    IntegrityError
        If it is no checkpoint.
    """
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines) or not _SIZE.fullmatch(lines[1]) or int(lines[1]) > _LARGEST:
        raise broken("不是日志检查点", "it is no checkpoint of a log")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (ValueError, binascii.Error) as exc:
        raise broken("检查点的树根无法读取", "the checkpoint's root cannot be read") from exc
    found = Checkpoint(lines[0], int(lines[1]), root, tuple(lines[3:]))
    if len(root) != HASH_BYTES or found.to_text() != text:
        raise broken("检查点写法不规范", "the checkpoint is not in plain form")
    return found


def sign_checkpoint(checkpoint: Checkpoint, *, name: str, signer: Signer) -> SignedNote:
    """Sign a checkpoint with the log's key, whose name should be the origin."""
    text = checkpoint.to_text()
    return SignedNote(text, (sign_note(text, name=name, signer=signer),))


def verify_checkpoint(data: bytes, keys: Iterable[NoteKey]) -> VerifiedCheckpoint:
    """Return the checkpoint if one of the log's keys has signed it.

    Raises
    ------
    IntegrityError
        If none has, or it is no checkpoint.
    """
    note = parse_note(data)
    signed_by = verify_note(note, keys)
    return VerifiedCheckpoint(parse_checkpoint(note.text), note, signed_by)


def verify_growth(older: Checkpoint, newer: Checkpoint, proof: Consistency) -> Checkpoint:
    """Return the newer checkpoint if it is of the same log and begins with the older one. This is what a witness demands.

    Raises
    ------
    IntegrityError
        If the log was rewritten, shows two histories, or the proof is about other checkpoints.
    """
    if older.origin != newer.origin:
        raise broken("两个检查点属于不同的日志", "the checkpoints are of different logs")
    if (proof.old_size, proof.size) != (older.size, newer.size):
        raise broken("证明与检查点的大小不符", "the proof is about checkpoints of other sizes")
    verify_consistency(proof, old_root=older.root, root=newer.root)
    return newer
