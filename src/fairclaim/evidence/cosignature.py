"""Cosignatures of witnesses (C2SP tlog-cosignature, Ed25519).

A witness says: at this time, this was the largest consistent state of the log that I had seen. Witnesses are
what keeps a log from showing different histories to different people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from fairclaim.evidence.faults import broken
from fairclaim.evidence.signature import Signer, verify_signature
from fairclaim.evidence.signed_note import COSIGNATURE, NoteKey, NoteSignature, SignedNote

_TIME_BYTES: Final = 8
_LATEST: Final = 253_402_300_799
"""The last second of the year 9999: what a date can hold."""


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A witness's word, and when it was given by the witness's own clock."""

    witness: NoteKey
    at: datetime


def cosign(text: str, *, name: str, signer: Signer, at: datetime) -> NoteSignature:
    """Return a witness's line under a checkpoint whose growth it has verified.

    Parameters
    ----------
    text : str
        Text of the note.
    name : str
        The witness's.
    signer : Signer
        Its key, of Ed25519.
    at : datetime
        Aware; kept to the second.
    """
    moment = int(at.timestamp())
    key = NoteKey(name, COSIGNATURE, signer.public_key.raw)
    signature = signer.sign(_message(moment, text))
    return NoteSignature(name, key.key_id, moment.to_bytes(_TIME_BYTES, "big") + signature)


def verify_cosignatures(note: SignedNote, witnesses: Iterable[NoteKey]) -> tuple[Cosignature, ...]:
    """Return the cosignatures of known witnesses, which may be none.

    Raises
    ------
    IntegrityError
        If the cosignature of a known witness does not fit.
    """
    known = {(key.name, key.key_id): key for key in witnesses if key.kind == COSIGNATURE}
    found = [
        _verify(note.text, one, known[one.name, one.key_id])
        for one in note.signatures
        if (one.name, one.key_id) in known
    ]
    if len({one.witness for one in found}) != len(found):
        raise broken("同一见证人签了两次", "a witness has signed twice")
    return tuple(found)


def _verify(text: str, line: NoteSignature, key: NoteKey) -> Cosignature:
    moment = int.from_bytes(line.signature[:_TIME_BYTES], "big")
    if len(line.signature) <= _TIME_BYTES or moment > _LATEST:
        raise broken("见证签名无法读取", "a cosignature cannot be read")
    verify_signature(key.public_key, message=_message(moment, text), signature=line.signature[_TIME_BYTES:])
    return Cosignature(key, datetime.fromtimestamp(moment, UTC))


def _message(moment: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {moment}\n{text}".encode()
