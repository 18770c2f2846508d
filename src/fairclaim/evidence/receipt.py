"""Receipts: what buyer and merchant are given when they hand something in.

A receipt shows, to anybody and without us, that this very file was in the log when the checkpoint was signed. Since it names a
checkpoint, it is a copy of the log's state that is outside: a log that is rewritten later contradicts it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fairclaim.domain.errors import UsageError
from fairclaim.evidence.canonical import canonical_json, parse_canonical
from fairclaim.evidence.checkpoint import VerifiedCheckpoint, verify_checkpoint
from fairclaim.evidence.commitment import verify_commitment
from fairclaim.evidence.entry import Entry, parse_entry
from fairclaim.evidence.faults import broken
from fairclaim.evidence.merkle import leaf_hash
from fairclaim.evidence.merkle_proofs import verify_inclusion
from fairclaim.evidence.reading import child, hex_bytes, require_fields, require_schema, texts
from fairclaim.evidence.signed_note import NoteKey, parse_note_key
from fairclaim.evidence.tlog_proof import TlogProof, parse_tlog_proof

SCHEMA: Final = "fairclaim.receipt/1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was handed in, and where it stands in the log.

    Parameters
    ----------
    entry : Entry
        The log's entry.
    proof : TlogProof
        That it stands in the log.
    salt, sha256 : bytes
        What opens the entry's commitment; the salt is the holder's to keep.
    keys : tuple of NoteKey
        Keys of the log and its witnesses, so that the receipt can be checked at all; whom to believe is the reader's to say.
    """

    entry: Entry
    proof: TlogProof
    salt: bytes
    sha256: bytes
    keys: tuple[NoteKey, ...]

    def to_bytes(self) -> bytes:
        """Return the receipt as a file: RFC 8785 JSON."""
        return canonical_json(
            {
                "schema": SCHEMA,
                "entry": parse_canonical(self.entry.to_bytes()),
                "proof": self.proof.to_bytes().decode(),
                "salt": self.salt.hex(),
                "sha256": self.sha256.hex(),
                "keys": [one.to_text() for one in self.keys],
            }
        )


@dataclass(frozen=True, slots=True)
class VerifiedReceipt:
    """A receipt that holds, and the checkpoint that it holds by. Made by :func:`verify_receipt` only."""

    receipt: Receipt
    checkpoint: VerifiedCheckpoint


def parse_receipt(data: bytes) -> Receipt:
    """Read a receipt without believing it.

    Raises
    ------
    IntegrityError
        If it is none.
    """
    record = parse_canonical(data)
    require_schema(record, SCHEMA)
    require_fields(record, ("schema", "entry", "proof", "salt", "sha256", "keys"))
    proof = record["proof"]
    if not isinstance(proof, str):
        raise broken("字段 proof 应为文本", "the field proof is no text")
    return Receipt(
        entry=parse_entry(canonical_json(child(record["entry"], "entry"))),
        proof=parse_tlog_proof(proof.encode()),
        salt=hex_bytes(record, "salt"),
        sha256=hex_bytes(record, "sha256"),
        keys=tuple(parse_receipt_key(one) for one in texts(record, "keys")),
    )


def parse_receipt_key(text: str) -> NoteKey:
    """Read a key that came along in a receipt.

    Raises
    ------
    IntegrityError
        If it is none.
    """
    try:
        return parse_note_key(text)
    except UsageError as exc:
        raise broken("收据中的密钥无法读取", "a key in the receipt cannot be read") from exc


def verify_receipt(data: bytes, *, log_keys: Iterable[NoteKey], digest: bytes | None = None) -> VerifiedReceipt:
    """Return the receipt if it holds.

    Parameters
    ----------
    data : bytes
        The receipt.
    log_keys : iterable of NoteKey
        Keys of the log that are believed; those in the receipt, if the reader has compared them.
    digest : bytes, optional
        SHA-256 of the file that the receipt should be about.

    Raises
    ------
    IntegrityError
        If it does not hold, or is about another file.
    """
    receipt = parse_receipt(data)
    checkpoint = verify_checkpoint(receipt.proof.checkpoint, log_keys)
    verify_inclusion(receipt.proof.inclusion, leaf=leaf_hash(receipt.entry.to_bytes()), root=checkpoint.checkpoint.root)
    if receipt.entry.commitment is None:
        raise broken("日志条目没有承诺任何文件", "the log's entry commits to no file")
    verify_commitment(receipt.entry.commitment, salt=receipt.salt, digest=receipt.sha256)
    if digest is not None and digest != receipt.sha256:
        raise broken("收据说的是另一份文件", "the receipt is about another file")
    return VerifiedReceipt(receipt, checkpoint)
