"""Promises: the receipt of the first minutes, while no checkpoint covers the entry yet.

The log signs that this entry stands at this place. Places are given once, so a later checkpoint under which another entry stands
there, or none, contradicts the log's own signature.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fairclaim.evidence.canonical import canonical_json, parse_canonical
from fairclaim.evidence.commitment import verify_commitment
from fairclaim.evidence.entry import Entry, parse_entry
from fairclaim.evidence.faults import broken
from fairclaim.evidence.reading import child, hex_bytes, number, require_fields, require_schema, text, texts
from fairclaim.evidence.receipt import parse_receipt_key
from fairclaim.evidence.signature import Signer
from fairclaim.evidence.signed_note import NoteKey, SignedNote, parse_note, sign_note, verify_note

SCHEMA: Final = "fairclaim.promise/1"


@dataclass(frozen=True, slots=True)
class Promise:
    """What was handed in, where it stands in the log, and the log's word for it.

    Parameters
    ----------
    entry : Entry
        The log's entry.
    origin : str
        Which log.
    index : int
        Its place, from 0.
    note : bytes
        The signed promise.
    salt, sha256 : bytes
        What opens the entry's commitment; the salt is the holder's to keep.
    keys : tuple of NoteKey
        Keys of the log.
    """

    entry: Entry
    origin: str
    index: int
    note: bytes
    salt: bytes
    sha256: bytes
    keys: tuple[NoteKey, ...]

    def to_bytes(self) -> bytes:
        """Return the promise as a file: RFC 8785 JSON."""
        return canonical_json(
            {
                "schema": SCHEMA,
                "entry": parse_canonical(self.entry.to_bytes()),
                "origin": self.origin,
                "index": self.index,
                "note": self.note.decode(),
                "salt": self.salt.hex(),
                "sha256": self.sha256.hex(),
                "keys": [one.to_text() for one in self.keys],
            }
        )


def promise_text(origin: str, index: int, leaf: bytes) -> str:
    """Return what the log signs. It can be read as no checkpoint, whose second line is a number."""
    return f"{origin}\nentry {index}\n{base64.b64encode(leaf).decode()}\n"


def sign_promise(origin: str, index: int, leaf: bytes, signer: Signer) -> bytes:
    """Sign that an entry stands at a place, with the log's key."""
    told = promise_text(origin, index, leaf)
    return SignedNote(told, (sign_note(told, name=origin, signer=signer),)).to_bytes()


def parse_promise(data: bytes) -> Promise:
    """Read a promise without believing it.

    Raises
    ------
    IntegrityError
        If it is none.
    """
    record = parse_canonical(data)
    require_schema(record, SCHEMA)
    require_fields(record, ("schema", "entry", "origin", "index", "note", "salt", "sha256", "keys"))
    note = record["note"]
    if not isinstance(note, str):
        raise broken("字段 note 应为文本", "the field note is no text")
    return Promise(
        entry=parse_entry(canonical_json(child(record["entry"], "entry"))),
        origin=text(record, "origin"),
        index=number(record, "index"),
        note=note.encode(),
        salt=hex_bytes(record, "salt"),
        sha256=hex_bytes(record, "sha256"),
        keys=tuple(map(parse_receipt_key, texts(record, "keys"))),
    )


def verify_promise(data: bytes, *, log_keys: Iterable[NoteKey], digest: bytes | None = None) -> Promise:
    """Return the promise if the log has given it.

    Parameters
    ----------
    data : bytes
        The promise.
    log_keys : iterable of NoteKey
        Keys of the log that are believed.
    digest : bytes, optional
        SHA-256 of the file that it should be about.

    Raises
    ------
    IntegrityError
        If it does not hold, or is about another file.
    """
    promise = parse_promise(data)
    note = parse_note(promise.note)
    verify_note(note, log_keys)
    if note.text != promise_text(promise.origin, promise.index, promise.entry.leaf()):
        raise broken("日志承诺的是另一条目", "the log has promised another entry")
    if promise.entry.commitment is None:
        raise broken("日志条目没有承诺任何文件", "the log's entry commits to no file")
    verify_commitment(promise.entry.commitment, salt=promise.salt, digest=promise.sha256)
    if digest is not None and digest != promise.sha256:
        raise broken("收据说的是另一份文件", "the receipt is about another file")
    return promise
