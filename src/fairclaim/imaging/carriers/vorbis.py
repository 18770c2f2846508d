"""Metadata carried by FLAC and Ogg: Vorbis comments (Vorbis I, 5; RFC 9639, 8.6; RFC 7845, 5.2)."""

from fairclaim.imaging.carriers.id3 import MAX_TAG_BYTES, collect_id3
from fairclaim.imaging.found import Found
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Part, Structure

_MAX_COMMENTS = 1024
_PAGE_HEAD_BYTES = 27
_HEADS = (b"\x03vorbis", b"OpusTags", b"\x81theora", b"\x83kate\0\0\0\0")
_FLAC_BLOCK = 4
_PICTURES = frozenset({b"METADATA_BLOCK_PICTURE", b"COVERART"})


def collect_flac(data: ByteSource, structure: Structure, found: Found) -> None:
    """Read the comment blocks, and ID3v2 tags in front of the file."""
    for part in structure.parts:
        if part.size > MAX_TAG_BYTES:
            continue
        if part.kind == "VORBIS_COMMENT":
            _comments(part.payload(data), "flac", found)
        elif part.kind == "ID3":
            collect_id3(part.payload(data), found)


def collect_ogg(data: ByteSource, structure: Structure, found: Found) -> None:
    """Read the second packet of each stream."""
    streams: dict[str, list[Part]] = {}
    for part in structure.parts:
        streams.setdefault(part.kind, []).append(part)
    for pages in streams.values():
        for packet in _packets(data, pages, MAX_TAG_BYTES):
            _comments(_behind_head(packet), "ogg", found)


def _packets(data: ByteSource, pages: list[Part], most: int) -> list[bytes]:
    """Join the segments of pages into packets (RFC 3533, 5); what is beyond ``most`` bytes is left out."""
    packets: list[bytes] = []
    pieces: list[bytes] = []
    room = most
    for page in pages:
        head = data[page.offset : page.offset + _PAGE_HEAD_BYTES]
        at = page.offset + _PAGE_HEAD_BYTES + head[26]
        for length in data[page.offset + _PAGE_HEAD_BYTES : at]:
            room -= length
            if room < 0:
                return packets
            pieces.append(data[at : at + length])
            at += length
            if length < 255:
                packets.append(b"".join(pieces))
                pieces = []
    return packets


def _behind_head(packet: bytes) -> bytes:
    """Step behind a codec's mark; a FLAC block in Ogg has a block head, and Speex nothing."""
    for head in _HEADS:
        if packet.startswith(head):
            return packet[len(head) :]
    if packet[:1] and packet[0] & 0x7F == _FLAC_BLOCK:
        return packet[4:]
    return packet


def _comments(block: bytes, family: str, found: Found) -> None:
    """Read vendor, count, then ``NAME=value`` of each, every length 32 bits little-endian."""
    at = 4 + int.from_bytes(block[:4], "little")
    count = int.from_bytes(block[at : at + 4], "little")
    at += 4
    for _ in range(min(count, _MAX_COMMENTS)):
        size = int.from_bytes(block[at : at + 4], "little")
        entry = block[at + 4 : at + 4 + size]
        at += 4 + size
        if len(entry) < size or at > len(block):
            return
        name, mark, value = entry.partition(b"=")
        if mark and name.upper() not in _PICTURES:
            found.add_text(f"{family}:comment", value, keyword=name[:80].decode("latin-1"))
