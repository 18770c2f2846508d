"""Metadata carried by ID3v2 tags: user-defined texts, comments and ordinary texts (id3.org, versions 2.2 to 2.4)."""

from collections.abc import Iterator

from fairclaim.imaging.found import Found
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure

_UNSYNCHRONISED, _EXTENDED = 0x80, 0x40
_FRAME_COMPRESSED, _FRAME_ENCRYPTED, _FRAME_UNSYNCHRONISED, _FRAME_LENGTH = 0x08, 0x04, 0x02, 0x01
_V23_COMPRESSED, _V23_ENCRYPTED, _V23_GROUPED = 0x80, 0x40, 0x20
_NAMED = frozenset({"TXXX", "TXX"})
_COMMENTS = frozenset({"COMM", "COM", "USLT", "ULT"})
_WIDE = frozenset({1, 2})  # UTF-16 with mark, UTF-16 big-endian
_MAX_FRAMES = 1024
MAX_TAG_BYTES = 32 << 20
"""Longer tags are left out; covers take a few megabytes."""


def collect_mpeg_sound(data: ByteSource, structure: Structure, found: Found) -> None:
    """Read every ID3v2 tag of an MP3."""
    for part in structure.parts:
        if part.kind == "ID3" and part.size <= MAX_TAG_BYTES:
            collect_id3(part.payload(data), found)


def collect_id3(tag: bytes, found: Found) -> None:
    """Read the texts of one tag, its header included; the name of a ``TXXX`` is its description."""
    for kind, body in _frames(tag, found):
        encoding, rest = body[:1], body[1:]
        code = encoding[0] if encoding else 0
        if kind in _NAMED:
            name, value = _split(rest, code)
            found.add_text(f"id3:{kind}", _marked(value, code), keyword=_text(name, code)[:80])
        elif kind in _COMMENTS:
            name, value = _split(rest[3:], code)
            found.add_text(f"id3:{kind}", _marked(value, code), keyword=_text(name, code)[:80])
        elif kind.startswith("T"):
            found.add_text(f"id3:{kind}", _marked(rest, code), keyword=kind)
        elif kind == "PRIV":
            owner, _, value = body.partition(b"\0")
            _private(owner, value, found)


def _private(owner: bytes, value: bytes, found: Found) -> None:
    """Keep a private frame: XMP under Adobe's owner (XMP specification part 3, 1.1.2), else a text."""
    if owner == b"XMP":
        found.add_xmp(value)
    else:
        found.add_text("id3:PRIV", value, keyword=owner.decode("latin-1")[:80])


def _frames(tag: bytes, found: Found) -> Iterator[tuple[str, bytes]]:
    if len(tag) < 10 or tag[:3] != b"ID3":
        return
    version, flags, body = tag[3], tag[5], tag[10:]
    if flags & _UNSYNCHRONISED and version < 4:
        body = body.replace(b"\xff\x00", b"\xff")
    at = _behind_extension(body, version) if flags & _EXTENDED and version > 2 else 0
    for _ in range(_MAX_FRAMES):
        kind, size, frame_flags, at = _frame_head(body, at, version)
        if not kind or size > len(body) - at:
            return
        content = _content(body[at : at + size], frame_flags, version, found)
        at += size
        if content is not None:
            yield kind, content


def _behind_extension(body: bytes, version: int) -> int:
    """Return where frames begin behind an extended header; its size excludes itself in 2.3 and includes it in 2.4."""
    if version == 3:
        return 4 + int.from_bytes(body[:4], "big")
    return _synchsafe(body[:4])


def _frame_head(body: bytes, at: int, version: int) -> tuple[str, int, int, int]:
    """Read (kind, size, flags, where the frame's content begins); an empty kind ends the tag."""
    if version == 2:
        head = body[at : at + 6]
        return _kind(head[:3]), int.from_bytes(head[3:6], "big"), 0, at + 6
    head = body[at : at + 10]
    size = _synchsafe(head[4:8]) if version >= 4 and not max(head[4:8], default=0) & 0x80 else 0
    size = size or int.from_bytes(head[4:8], "big")
    return _kind(head[:4]), size, int.from_bytes(head[8:10], "big"), at + 10


def _kind(raw: bytes) -> str:
    return raw.decode("latin-1") if raw.isalnum() and raw.isascii() else ""


def _content(raw: bytes, flags: int, version: int, found: Found) -> bytes | None:
    """Undo what the frame's flags say; None for an encrypted one (ID3v2.3.0, 3.3.1; 2.4.0, 4.1.2)."""
    low = flags & 0xFF
    if version == 3:
        if low & _V23_ENCRYPTED:
            return None
        raw = raw[4:] if low & _V23_COMPRESSED else raw
        raw = raw[1:] if low & _V23_GROUPED else raw
        return found.inflate(raw) if low & _V23_COMPRESSED else raw
    if version < 4:
        return raw
    if low & _FRAME_ENCRYPTED:
        return None
    raw = raw[1:] if low & 0x40 else raw
    raw = raw[4:] if low & _FRAME_LENGTH else raw
    raw = raw.replace(b"\xff\x00", b"\xff") if low & _FRAME_UNSYNCHRONISED else raw
    return found.inflate(raw) if low & _FRAME_COMPRESSED else raw


def _split(rest: bytes, code: int) -> tuple[bytes, bytes]:
    """Split description and value at the terminator of the encoding."""
    if code not in _WIDE:
        name, _, value = rest.partition(b"\0")
        return name, value
    for at in range(0, min(len(rest) - 1, 4096), 2):
        if rest[at : at + 2] == b"\0\0":
            return rest[:at], rest[at + 2 :]
    return rest, b""


def _marked(value: bytes, code: int) -> bytes:
    """Give a text of encoding 2 the mark that tells its byte order; drop what ends a string."""
    if code == 2 and value[:2] not in {b"\xfe\xff", b"\xff\xfe"}:
        return b"\xfe\xff" + value
    return value if code in _WIDE else value.rstrip(b"\0")


def _text(raw: bytes, code: int) -> str:
    if code in _WIDE:
        return _marked(raw, 2 if code == 2 else 1).decode("utf-16", "replace").strip("\ufeff\0")
    return raw.decode("utf-8" if code == 3 else "latin-1", "replace")


def _synchsafe(number: bytes) -> int:
    value = 0
    for byte in number:
        value = value << 7 | byte & 0x7F
    return value
