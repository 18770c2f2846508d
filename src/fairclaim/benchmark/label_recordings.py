"""Small films and sounds that carry a label: one builder for each place of TC260-PG-20257A and 202510A, and others.

They hold structure and a label, and a few bytes for media: nothing plays. Written from the formats' specifications,
independent of the readers; the tests hold both against files that ffmpeg and mutagen write.
"""

import struct
import zlib
from collections.abc import Callable

from fairclaim.benchmark.label_pictures import as_text

XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_FTYP = {"mp4": b"isom\0\0\2\0isomiso2mp41", "mov": b"qt  \0\0\0\0qt  ", "m4a": b"M4A \0\0\0\0M4A mp42"}
_MEDIA = bytes(range(64)) * 4


def box(kind: bytes, payload: bytes) -> bytes:
    """Return a box of ISO base media."""
    return struct.pack(">I", len(payload) + 8) + kind + payload


def movie(moov: bytes, *, brand: str = "mp4", is_last: bool = True, more: bytes = b"") -> bytes:
    """Return a film whose ``moov`` stands behind its media data or in front of it."""
    media = box(b"free", b"") + box(b"mdat", _MEDIA)
    inner = box(b"moov", box(b"mvhd", bytes(100)) + moov)
    head = box(b"ftyp", _FTYP[brand])
    return head + (media + inner if is_last else inner + media) + more


def _handler(kind: bytes) -> bytes:
    return box(b"hdlr", bytes(8) + kind + bytes(13))


def _item(name: bytes, text: bytes, *, kind: int = 1, head: bytes = b"") -> bytes:
    return box(name, head + box(b"data", struct.pack(">II", kind, 0) + text))


def keyed_list(text: bytes, *, kind: int = 1, is_iso: bool = True) -> bytes:
    """Return ``meta`` with ``keys`` and ``ilst``, the label second; ISO's has version and flags, QuickTime's has not."""
    names = (b"com.android.version", b"AIGC")
    entries = b"".join(struct.pack(">I", len(name) + 8) + b"mdta" + name for name in names)
    keys = box(b"keys", bytes(4) + struct.pack(">I", len(names)) + entries)
    items = box(b"ilst", _item(b"\0\0\0\1", b"14") + _item(b"\0\0\0\2", text, kind=kind))
    return box(b"meta", (bytes(4) if is_iso else b"") + _handler(b"mdta") + keys + items)


def keyless_list(text: bytes) -> bytes:
    """Return ``meta`` of handler ``mdir`` with items that have no name."""
    items = box(b"ilst", _item(bytes(4), b"vid:1") + _item(bytes(4), text))
    return box(b"meta", _handler(b"mdir") + items)


def free_form(text: bytes) -> bytes:
    """Return ``meta`` with a free-form item as iTunes writes it: ``mean``, ``name``, ``data``."""
    head = box(b"mean", bytes(4) + b"com.apple.iTunes") + box(b"name", bytes(4) + b"AIGC")
    return box(b"meta", bytes(4) + _handler(b"mdir") + box(b"ilst", _item(b"----", text, head=head)))


def element(number: int, payload: bytes, *, is_open: bool = False) -> bytes:
    """Return an EBML element; an open one states no size."""
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    size = b"\x01" + b"\xff" * 7 if is_open else (1 << 56 | len(payload)).to_bytes(8, "big")
    return raw + size + payload


def matroska(text: bytes, *, is_last: bool, kind: bytes = b"matroska", is_live: bool = False) -> bytes:
    """Return a Matroska or WebM whose tags stand behind the clusters or in front; a live one has clusters without size."""
    head = element(0x1A45DFA3, b"\x42\x82" + bytes([0x80 | len(kind)]) + kind)
    tag = element(0x67C8, element(0x45A3, b"AIGC") + element(0x447A, b"und") + element(0x4487, text))
    tags = element(0x1254C367, element(0x7373, element(0x63C0, b"") + tag))
    cluster = element(0x1F43B675, element(0xE7, b"\0") + element(0xA3, _MEDIA), is_open=is_live)
    inner = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40"))
    body = inner + (cluster * 2 + tags if is_last else tags + cluster * 2)
    return head + element(0x18538067, body, is_open=is_live)


def chunk(kind: bytes, payload: bytes) -> bytes:
    """Return a RIFF chunk with its padding."""
    return kind + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def riff(form: bytes, *chunks: bytes) -> bytes:
    """Return a RIFF form."""
    return chunk(b"RIFF", form + b"".join(chunks))


def avi(text: bytes, *, is_last: bool) -> bytes:
    """Return an AVI with the label in its INFO list."""
    info = chunk(b"LIST", b"INFO" + chunk(b"ISFT", b"x\0") + chunk(b"AIGC", text + b"\0"))
    movi = chunk(b"LIST", b"movi" + chunk(b"00dc", _MEDIA))
    head = chunk(b"LIST", b"hdrl" + chunk(b"avih", bytes(56)))
    return riff(b"AVI ", head, *((movi, info) if is_last else (info, movi)))


def wav(label: bytes, *, is_last: bool) -> bytes:
    """Return a WAV with one more chunk."""
    head, sound = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)), chunk(b"data", _MEDIA)
    return riff(b"WAVE", head, *((sound, label) if is_last else (label, sound)))


def flv(text: bytes, *, is_last: bool) -> bytes:
    """Return a Flash video with the label in ``onMetaData``."""
    value = b"\x0c" + struct.pack(">I", len(text)) if is_last else b"\x02" + struct.pack(">H", len(text))
    members = b"\0\x08duration\0" + bytes(8) + b"\0\x06stereo\x01\x01" + b"\0\x04AIGC" + value + text + b"\0\0\x09"
    script = b"\x02\0\x0aonMetaData\x08" + struct.pack(">I", 3) + members
    tags = [_flv_tag(18, script), _flv_tag(9, _MEDIA)]
    return b"FLV\1\5" + struct.pack(">I", 9) + bytes(4) + b"".join(reversed(tags) if is_last else tags)


def _flv_tag(kind: int, payload: bytes) -> bytes:
    head = bytes([kind]) + len(payload).to_bytes(3, "big") + bytes(7)
    return head + payload + struct.pack(">I", len(payload) + 11)


def _synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def id3(text: bytes, *, version: int = 4, encoding: int = 3, flags: int = 0) -> bytes:
    """Return an ID3v2 tag with the label in a user-defined text."""
    wide = {1: "utf-16", 2: "utf-16-be"}.get(encoding)
    end = b"\0\0" if wide else b"\0"
    name, value = ("AIGC".encode(wide), as_text(text).encode(wide)) if wide else (b"AIGC", text)
    body = bytes([encoding]) + name + end + value
    if version == 2:
        frame = b"TXX" + len(body).to_bytes(3, "big") + body
    elif flags & 0x80 and version == 4:
        packed = len(body).to_bytes(4, "big") + zlib.compress(body)
        frame = b"TXXX" + _synchsafe(len(packed)) + b"\0\x09" + packed
    else:
        frame = b"TXXX" + (_synchsafe(len(body)) if version == 4 else struct.pack(">I", len(body))) + b"\0\0" + body
    title = b"TT2\0\0\2\0x" if version == 2 else b"TIT2\0\0\0\2\0\0\0x"
    return b"ID3" + bytes([version, 0, 0]) + _synchsafe(len(title + frame) + 20) + title + frame + bytes(20)


def mp3(tag: bytes) -> bytes:
    """Return an MP3 of two silent frames behind a tag."""
    return tag + (b"\xff\xfb\x90\x00" + bytes(413)) * 2


def vorbis_comments(text: bytes) -> bytes:
    """Return a block of Vorbis comments."""
    entries = [b"TITLE=x", b"AIGC=" + text]
    body = b"".join(struct.pack("<I", len(one)) + one for one in entries)
    return struct.pack("<I", 4) + b"test" + struct.pack("<I", len(entries)) + body


def flac(text: bytes, *, is_last: bool) -> bytes:
    """Return a FLAC whose comments stand first or last among the optional blocks."""
    comments, padding = (4, vorbis_comments(text)), (1, bytes(64))
    blocks = [(0, bytes(34)), *((padding, comments) if is_last else (comments, padding))]
    packed = [
        bytes([kind | (0x80 if at == len(blocks) - 1 else 0)]) + len(payload).to_bytes(3, "big") + payload
        for at, (kind, payload) in enumerate(blocks)
    ]
    return b"fLaC" + b"".join(packed) + _MEDIA


def ogg(first: bytes, second: bytes) -> bytes:
    """Return an Ogg of one stream; the second packet is spread over pages of at most 1020 bytes."""
    pages = [_page(first, 2, 0, is_whole=True)]
    pieces = [second[at : at + 1020] for at in range(0, len(second), 1020)] or [b""]
    for number, piece in enumerate(pieces, 1):
        pages.append(_page(piece, 1 if number > 1 else 0, number, is_whole=number == len(pieces)))
    return b"".join(pages) + _page(_MEDIA, 4, len(pieces) + 1, is_whole=True)


def _page(payload: bytes, flags: int, number: int, *, is_whole: bool) -> bytes:
    lacing = bytes([255] * (len(payload) // 255)) + (bytes([len(payload) % 255]) if is_whole else b"")
    head = b"OggS\0" + bytes([flags]) + bytes(8) + b"fair" + struct.pack("<II", number, 0) + bytes([len(lacing)])
    return head + lacing + payload


Builder = Callable[[bytes, bool], bytes]
"""From a packet or a JSON text, and whether it shall stand last, to a whole file."""

XMP_RECORDINGS: dict[str, Builder] = {
    "mp4-uuid": lambda packet, last: (
        movie(b"", more=box(b"uuid", XMP_UUID + packet))
        if last
        else box(b"ftyp", _FTYP["mp4"]) + box(b"uuid", XMP_UUID + packet) + movie(b"")[28:]
    ),
    "mov-udta-xmp": lambda packet, last: movie(box(b"udta", box(b"XMP_", packet)), brand="mov", is_last=last),
    "wav-xmp": lambda packet, last: wav(chunk(b"_PMX", packet), is_last=last),
}
TEXT_RECORDINGS: dict[str, Builder] = {
    "mp4-keys": lambda text, last: movie(box(b"udta", keyed_list(text)), is_last=last),
    "mp4-keys-utf16": lambda text, last: movie(
        box(b"udta", keyed_list(as_text(text).encode("utf-16-be"), kind=2)), is_last=last
    ),
    "m4a-free-form": lambda text, last: movie(box(b"udta", free_form(text)), brand="m4a", is_last=last),
    "mov-moov-meta": lambda text, last: movie(keyed_list(text, is_iso=False), brand="mov", is_last=last),
    "mov-keyless": lambda text, last: movie(box(b"udta", keyless_list(text)), brand="mov", is_last=last),
    "mp4-udta-box": lambda text, last: movie(box(b"udta", box(b"AIGC", text)), is_last=last),
    "mkv": lambda text, last: matroska(text, is_last=last),
    "webm": lambda text, last: matroska(text, is_last=last, kind=b"webm"),
    "mkv-live": lambda text, last: matroska(text, is_last=last, is_live=True),
    "avi": lambda text, last: avi(text, is_last=last),
    "flv": lambda text, last: flv(text, is_last=last),
    "wav": lambda text, last: wav(chunk(b"AIGC", text), is_last=last),
    "wav-info": lambda text, last: wav(chunk(b"LIST", b"INFO" + chunk(b"AIGC", text)), is_last=last),
    "wav-id3": lambda text, last: wav(chunk(b"id3 ", id3(text)), is_last=last),
    "mp3-v23": lambda text, _: mp3(id3(text, version=3, encoding=0)),
    "mp3-v23-utf16": lambda text, _: mp3(id3(text, version=3, encoding=1)),
    "mp3-v24": lambda text, _: mp3(id3(text)),
    "mp3-v24-packed": lambda text, _: mp3(id3(text, flags=0x80)),
    "mp3-v22": lambda text, _: mp3(id3(text, version=2, encoding=0)),
    "flac": lambda text, last: flac(text, is_last=last),
    "flac-behind-id3": lambda text, last: id3(b"{}").replace(b"AIGC", b"NONE") + flac(text, is_last=last),
    "ogg-vorbis": lambda text, _: ogg(b"\x01vorbis" + bytes(23), b"\x03vorbis" + vorbis_comments(text) + b"\x01"),
    "ogg-opus": lambda text, _: ogg(b"OpusHead" + bytes(11), b"OpusTags" + vorbis_comments(text)),
    "ogg-flac": lambda text, _: ogg(b"\x7fFLAC\1\0\0\1fLaC" + bytes(38), b"\x84\0\1\0" + vorbis_comments(text)),
}
FIXED_RECORDINGS = frozenset({name for name in TEXT_RECORDINGS if name.startswith(("mp3", "ogg"))})
"""Carriers whose label has one place only."""
