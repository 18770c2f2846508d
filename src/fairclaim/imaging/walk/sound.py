"""MP3, FLAC and Ogg: ID3v2 tags, metadata blocks, and the first pages of each stream.

Sources: ID3v2.4.0 structure, 3.1 and 3.4 (id3.org); FLAC, RFC 9639, 8; Ogg, RFC 3533, 6. Sound itself is not walked.
"""

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.ledger import Ledger

FLAC_BLOCKS = {0: "STREAMINFO", 2: "APPLICATION", 4: "VORBIS_COMMENT", 6: "PICTURE"}
_ID3_BYTES = 10
_PAGE_HEAD_BYTES = 27
_HEADER_PACKETS = 2
"""The comments of every codec in Ogg stand in its second packet."""

_MAX_OTHER_PAGES = 50_000
"""So far is looked for a further stream, which may follow the first; hours of sound have more pages than that."""


def walk_mpeg_sound(data: ByteSource, media_type: str, *, limits: Limits) -> Structure:
    """Note the ID3v2 tags in front and, found by its footer, the one at the end: parts ``ID3``, header included.

    Raises
    ------
    OverLimitError
        If the file holds more tags than the limits allow.
    """
    ledger = Ledger(limits)
    note_id3(data, 0, ledger)
    footer = data[len(data) - _ID3_BYTES : len(data)]
    size = 2 * _ID3_BYTES + _synchsafe(footer[6:10])
    if footer[:3] == b"3DI" and data[len(data) - size :][:3] == b"ID3" and len(data) > size:
        ledger.add("ID3", len(data) - size, size)
    return Structure(media_type=media_type, parts=tuple(ledger.parts), height=None, width=None)


def note_id3(data: ByteSource, at: int, ledger: Ledger) -> int:
    """Note the ID3v2 tags that stand here, one behind the other; return where the last one ends."""
    while data[at : at + 3] == b"ID3":
        head = data[at : at + _ID3_BYTES]
        has_footer = len(head) == _ID3_BYTES and head[5] & 0x10
        size = _ID3_BYTES + _synchsafe(head[6:10]) + (_ID3_BYTES if has_footer else 0)
        ledger.add("ID3", at, min(size, len(data) - at))
        at += size
    return at


def _synchsafe(number: bytes) -> int:
    """Read four bytes of seven bits each (ID3v2.4.0, 6.2)."""
    value = 0
    for byte in number:
        value = value << 7 | byte & 0x7F
    return value


def walk_flac(data: ByteSource, media_type: str, *, limits: Limits) -> Structure:
    """Walk the metadata blocks (8.1), behind ID3v2 tags where there are any.

    Raises
    ------
    BrokenFileError
        If the marker ``fLaC`` is missing.
    OverLimitError
        If the file holds more blocks than the limits allow.
    """
    ledger = Ledger(limits)
    at = note_id3(data, 0, ledger)
    if data[at : at + 4] != b"fLaC":
        raise BrokenFileError("FLAC: no header")
    at += 4
    while at + 4 <= len(data):
        head = data[at : at + 4]
        kind, size = head[0] & 0x7F, int.from_bytes(head[1:4], "big")
        ledger.add(FLAC_BLOCKS.get(kind, f"block-{kind}"), at + 4, min(size, len(data) - at - 4))
        at += 4 + size
        if head[0] & 0x80:  # the last one
            break
    return Structure(media_type=media_type, parts=tuple(ledger.parts), height=None, width=None)


def walk_ogg(data: ByteSource, media_type: str, *, limits: Limits) -> Structure:
    """Note the pages that hold the first two packets of each stream: parts ``page-SERIAL``, header included.

    Raises
    ------
    BrokenFileError
        If no page stands in front.
    OverLimitError
        If the file holds more pages than the limits allow.
    """
    ledger = Ledger(limits)
    packets: dict[bytes, int] = {}
    at = others = 0
    while (
        others < _MAX_OTHER_PAGES
        and (head := data[at : at + _PAGE_HEAD_BYTES])[:4] == b"OggS"
        and len(head) == _PAGE_HEAD_BYTES
    ):
        lacing = data[at + _PAGE_HEAD_BYTES : at + _PAGE_HEAD_BYTES + head[26]]
        size = _PAGE_HEAD_BYTES + len(lacing) + sum(lacing)
        serial, begins = head[14:18], head[5] & 2
        done = 0 if begins else packets.get(serial, _HEADER_PACKETS)
        if done < _HEADER_PACKETS:
            ledger.add(f"page-{serial.hex()}", at, min(size, len(data) - at))
            packets[serial] = done + sum(length < 255 for length in lacing)
        else:
            others += 1
        at += size
    if not ledger.parts:
        raise BrokenFileError("Ogg: no header")
    return Structure(media_type=media_type, parts=tuple(ledger.parts), height=None, width=None)
