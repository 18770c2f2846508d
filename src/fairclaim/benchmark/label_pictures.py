"""Small pictures that carry a label: one builder for each place of TC260-PG-20259A and those seen in the wild.

Written from the formats' specifications, byte by byte, and independent of the readers in ``fairclaim.imaging``.
"""

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pillow_heif
from PIL import ExifTags, Image

XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENSION_HEAD = b"http://ns.adobe.com/xmp/extension/\0"
_GIF_XMP_TRAILER = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
_MAIN_PACKET = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'


@cache
def plain(format_name: str) -> bytes:
    """Return an unlabelled picture of 48 by 64 pixels."""
    return saved(format_name)


@cache
def _gradient(mode: str) -> Image.Image:
    image = Image.merge("RGB", [Image.linear_gradient("L").resize((64, 48)).rotate(turn) for turn in (0, 90, 180)])
    return image.convert(mode)


def saved(format_name: str, **options: Any) -> bytes:  # noqa: ANN401  (Pillow's own options)
    """Return that picture in a format, with Pillow's own options."""
    pillow_heif.register_heif_opener()
    buffer = io.BytesIO()
    _gradient("P" if format_name == "GIF" else "RGB").save(buffer, format_name, **options)
    return buffer.getvalue()


def jpeg_segment(data: bytes, marker: int, payload: bytes, *, is_last: bool = False) -> bytes:
    """Put a segment behind SOI, or in front of the scan."""
    at = data.index(b"\xff\xda") if is_last else 2
    return data[:at] + bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload + data[at:]


def png_chunk(data: bytes, kind: bytes, payload: bytes, *, is_last: bool = False) -> bytes:
    """Put a chunk in front of the pixels, or behind them."""
    at = data.index(b"IEND" if is_last else b"IDAT") - 4
    chunk = struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))
    return data[:at] + chunk + data[at:]


def webp_chunk(data: bytes, kind: bytes, payload: bytes, *, is_last: bool = False) -> bytes:
    """Put a chunk in front of the pixels, or behind them."""
    piece = kind + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)
    body = data[8:] + piece if is_last else data[8:12] + piece + data[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif_extension(data: bytes, label: int, payload: bytes, *, is_last: bool = False) -> bytes:
    """Put an extension, its sub-blocks included, in front of the first picture or behind the last."""
    at = len(data) - 1 if is_last else 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    return data[:at] + bytes([0x21, label]) + payload + data[at:]


def sub_blocks(data: bytes) -> bytes:
    """Cut data into blocks of 255 bytes, as GIF asks."""
    pieces = [data[at : at + 255] for at in range(0, len(data), 255)]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"


def exif_block(*, comment: bytes = b"", description: bytes = b"") -> bytes:
    """Return an EXIF block with a UserComment or an ImageDescription."""
    exif = Image.Exif()
    if description:
        exif[ExifTags.Base.ImageDescription] = description
    if comment:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = comment
    return exif.tobytes()


def extended_xmp(packet: bytes) -> bytes:
    """Return a JPEG whose packet stands in extended XMP, in two pieces of which the second comes first."""
    digest, half = b"0123456789ABCDEF" * 2, len(packet) // 2
    data = jpeg_segment(plain("JPEG"), 0xE1, XMP_HEAD + _MAIN_PACKET, is_last=True)
    for at, piece in ((half, packet[half:]), (0, packet[:half])):
        head = _EXTENSION_HEAD + digest + struct.pack(">II", len(packet), at)
        data = jpeg_segment(data, 0xE1, head + piece, is_last=True)
    return data


def itxt(keyword: bytes, text: bytes, *, is_packed: bool = False) -> bytes:
    """Return the payload of an iTXt chunk."""
    return keyword + (b"\0\1\0\0\0" + zlib.compress(text) if is_packed else b"\0\0\0\0\0" + text)


def as_text(raw: bytes) -> str:
    """Decode what a form of the matrix is written in: UTF-8 or GB 18030."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def _ascii(json_text: bytes) -> bytes:
    return b"ASCII\0\0\0" + json_text


Builder = Callable[[bytes, bool], bytes]
"""From a packet or a JSON text, and whether it shall stand last, to a whole file."""

XMP_PICTURES: dict[str, Builder] = {
    "jpeg-app1": lambda packet, last: jpeg_segment(plain("JPEG"), 0xE1, XMP_HEAD + packet, is_last=last),
    "jpeg-odd-head": lambda packet, last: jpeg_segment(plain("JPEG"), 0xE1, b"XMP\0XMP\0" + packet, is_last=last),
    "jpeg-extended": lambda packet, _: extended_xmp(packet),
    "png-itxt": lambda packet, last: png_chunk(plain("PNG"), b"iTXt", itxt(b"XML:com.adobe.xmp", packet), is_last=last),
    "png-itxt-packed": lambda packet, last: png_chunk(
        plain("PNG"), b"iTXt", itxt(b"XML:com.adobe.xmp", packet, is_packed=True), is_last=last
    ),
    "webp": lambda packet, last: webp_chunk(plain("WEBP"), b"XMP ", packet, is_last=last),
    "gif": lambda packet, last: gif_extension(
        plain("GIF"), 0xFF, b"\x0bXMP DataXMP" + packet + _GIF_XMP_TRAILER, is_last=last
    ),
    "tiff": lambda packet, _: saved("TIFF", tiffinfo={700: packet}),
    "heic": lambda packet, _: saved("HEIF", xmp=packet),
    "avif": lambda packet, _: saved("AVIF", xmp=packet, speed=10),
}
TEXT_PICTURES: dict[str, Builder] = {
    "png-text": lambda text, last: png_chunk(plain("PNG"), b"tEXt", b"AIGC\0" + text, is_last=last),
    "png-ztxt": lambda text, last: png_chunk(plain("PNG"), b"zTXt", b"AIGC\0\0" + zlib.compress(text), is_last=last),
    "png-itxt-aigc": lambda text, last: png_chunk(plain("PNG"), b"iTXt", itxt(b"AIGC", text), is_last=last),
    "png-exif": lambda text, last: png_chunk(plain("PNG"), b"eXIf", exif_block(comment=_ascii(text))[6:], is_last=last),
    "jpeg-comment": lambda text, _: saved("JPEG", exif=exif_block(comment=_ascii(text))),
    "jpeg-comment-unicode": lambda text, _: saved(
        "JPEG", exif=exif_block(comment=b"UNICODE\0" + as_text(text).encode("utf-16-be"))
    ),
    "jpeg-description": lambda text, _: saved("JPEG", exif=exif_block(description=text)),
    "jpeg-app-blob": lambda text, last: jpeg_segment(plain("JPEG"), 0xE1, b"AIGC" + text, is_last=last),
    "jpeg-app9-blob": lambda text, last: jpeg_segment(plain("JPEG"), 0xE9, b"AIGC\0" + text, is_last=last),
    "webp-exif": lambda text, _: saved("WEBP", exif=exif_block(comment=_ascii(text))),
    "heic-exif": lambda text, _: saved("HEIF", exif=exif_block(comment=_ascii(text))),
    "avif-exif": lambda text, _: saved("AVIF", exif=exif_block(comment=_ascii(text)), speed=10),
    "tiff-description": lambda text, _: saved("TIFF", tiffinfo={270: text}),
    "gif-comment": lambda text, last: gif_extension(plain("GIF"), 0xFE, sub_blocks(b"AIGC" + text), is_last=last),
}
MOVABLE_PICTURES = frozenset(
    {
        "jpeg-app1",
        "jpeg-odd-head",
        "png-itxt",
        "png-itxt-packed",
        "webp",
        "gif",
        "png-text",
        "png-ztxt",
        "png-itxt-aigc",
        "png-exif",
    }
    | {"jpeg-app-blob", "jpeg-app9-blob", "gif-comment"}
)
"""Carriers that can stand in front of the pixels or behind them."""
