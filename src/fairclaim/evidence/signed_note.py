"""Signed notes (C2SP signed-note): a text, a blank line, and a line for every signature.

A signature of a key that is not known says nothing and is passed over; a known key whose signature does not fit spoils the note.
Every note is read in one spelling only, so that no byte of it is without meaning.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.faults import broken
from fairclaim.evidence.keys import Algorithm, PublicKey
from fairclaim.evidence.signature import Signer, verify_signature

PLAIN: Final = 0x01
"""Signature type: Ed25519 over the note's text."""

COSIGNATURE: Final = 0x04
"""Signature type: a time, and Ed25519 over it and the note's text (C2SP tlog-cosignature)."""

LARGEST_BYTES: Final = 1 << 20
MOST_SIGNATURES: Final = 64
_DASH: Final = "— "
_NAME: Final = re.compile(r"[^\s+\x00-\x1f\x7f]+")
_ID_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A key that signs notes.

    Parameters
    ----------
    name : str
        Whose it is, as an address without a scheme: ``example.com/log``.
    kind : int
        Signature type, `PLAIN` or `COSIGNATURE`.
    public : bytes
        Ed25519 key, 32 bytes.
    """

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or self.kind not in (PLAIN, COSIGNATURE) or len(self.public) != 32:
            raise ValueError("no key of a note")

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell the key among those of its name."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:_ID_BYTES]

    @property
    def public_key(self) -> PublicKey:
        """The key without its name."""
        return PublicKey(Algorithm.ED25519, self.public)

    def to_text(self) -> str:
        """Return the key as strangers are given it: ``name+id+key``."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: who, and the bytes after the key's four."""

    name: str
    key_id: bytes
    signature: bytes

    def to_line(self) -> str:
        """Return the line, with its end."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.signature).decode()}\n"

    def is_of(self, key: NoteKey) -> bool:
        """Tell whether it claims to be of this key."""
        return self.name == key.name and self.key_id == key.key_id


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text that ends in a newline, and what stands under it."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def to_bytes(self) -> bytes:
        """Return the note as it is stored and sent."""
        return (self.text + "\n" + "".join(one.to_line() for one in self.signatures)).encode()


def parse_note_key(text: str) -> NoteKey:
    """Read ``name+id+key``.

    Raises
    ------
    UsageError
        If it is no such key, or its id belongs to another.
    """
    try:
        name, key_id, encoded = text.split("+", 2)
        kind, *public = base64.b64decode(encoded, validate=True)
        key = NoteKey(name, kind, bytes(public))
    except (ValueError, binascii.Error) as exc:
        raise _no_key(text) from exc
    if key.to_text() != text or key.key_id.hex() != key_id:
        raise _no_key(text)
    return key


def parse_note(data: bytes) -> SignedNote:
    """Read a note without believing it.

    Raises
    ------
    IntegrityError
        If it is none.
    """
    if len(data) > LARGEST_BYTES:
        raise broken("签名文本过大", "the note is too large")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise broken("签名文本不是 UTF-8", "the note is not UTF-8") from exc
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not text or not lines.endswith("\n") or any(ord(sign) < 0x20 and sign != "\n" for sign in whole):
        raise broken("不是签名文本", "it is no signed note")
    signatures = tuple(_parse_line(line) for line in lines.removesuffix("\n").split("\n"))
    note = SignedNote(text + "\n", signatures)
    if len(signatures) > MOST_SIGNATURES or note.to_bytes() != data:
        raise broken("签名行过多或写法不规范", "too many signatures, or one not in plain form")
    return note


def sign_note(text: str, *, name: str, signer: Signer) -> NoteSignature:
    """Sign a text with an Ed25519 key.

    Raises
    ------
    ValueError
        If the text does not end in a newline, or the name or the key will not do.
    """
    if not text.endswith("\n"):
        raise ValueError("the text of a note ends in a newline")
    key = NoteKey(name, PLAIN, signer.public_key.raw)
    return NoteSignature(name, key.key_id, signer.sign(text.encode()))


def verify_note(note: SignedNote, keys: Iterable[NoteKey]) -> tuple[NoteKey, ...]:
    """Return which of the known keys have signed.

    Raises
    ------
    IntegrityError
        If none has, or one's signature does not fit.
    """
    found = tuple(
        _verify_line(note.text, one, key)
        for key in keys
        for one in note.signatures
        if key.kind == PLAIN and one.is_of(key)
    )
    if not found:
        raise broken("没有已知密钥的签名", "no known key has signed it")
    if len(set(found)) != len(found):
        raise broken("同一密钥签了两次", "a key has signed twice")
    return found


def _verify_line(text: str, line: NoteSignature, key: NoteKey) -> NoteKey:
    verify_signature(key.public_key, message=text.encode(), signature=line.signature)
    return key


def _parse_line(line: str) -> NoteSignature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    try:
        data = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as exc:
        raise broken("签名行无法读取", "a signature line cannot be read") from exc
    if not line.startswith(_DASH) or not space or not _NAME.fullmatch(name) or len(data) <= _ID_BYTES:
        raise broken("签名行无法读取", "a signature line cannot be read")
    return NoteSignature(name, data[:_ID_BYTES], data[_ID_BYTES:])


def _no_key(text: str) -> UsageError:
    return UsageError(
        Bilingual(f"“{text[:80]}”不是日志或见证人的公钥。", f"“{text[:80]}” is no public key of a log or a witness.")
    )
