"""Honest and hostile files, all made here: nothing is read from disk."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image

HEIGHT, WIDTH = 64, 96
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>label</a></x:xmpmeta>'
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def picture(mode: str = "RGB", *, height: int = HEIGHT, width: int = WIDTH) -> Image.Image:
    """A picture with smooth colour and a dark mark near the top left corner, so that turns can be told apart."""
    rows, cols = np.mgrid[0:height, 0:width]
    pixels = np.stack([rows * 255 // height, cols * 255 // width, np.full_like(rows, 160)], axis=-1).astype(np.uint8)
    pixels[: height // 4, : width // 4] = 10
    image = Image.fromarray(pixels)
    return image if mode == "RGB" else image.convert(mode)


def saved(image: Image.Image, format_name: str, **options: Any) -> bytes:
    pillow_heif.register_heif_opener()
    buffer = io.BytesIO()
    image.save(buffer, format_name, **options)
    return buffer.getvalue()


def jpeg(**options: Any) -> bytes:
    return saved(picture(), "JPEG", **options)


def png(**options: Any) -> bytes:
    return saved(picture(), "PNG", **options)


def webp(**options: Any) -> bytes:
    return saved(picture(), "WEBP", **options)


def gif(**options: Any) -> bytes:
    return saved(picture("P"), "GIF", **options)


def tiff(**options: Any) -> bytes:
    return saved(picture(), "TIFF", **options)


@cache
def heic(*, exif: bytes = b"", xmp: bytes = b"") -> bytes:
    more = {name: value for name, value in (("exif", exif), ("xmp", xmp)) if value}
    return saved(picture(), "HEIF", quality=60, **more)


@cache
def avif(*, exif: bytes = b"", xmp: bytes = b"") -> bytes:
    more = {name: value for name, value in (("exif", exif), ("xmp", xmp)) if value}
    return saved(picture(), "AVIF", quality=60, speed=10, **more)


def frames(count: int) -> list[Image.Image]:
    """Pictures of one colour each, the first red."""
    colours = ["red", "lime", "blue"]
    return [Image.new("RGB", (WIDTH, HEIGHT), colours[i % 3]) for i in range(count)]


def animated(format_name: str, count: int = 3) -> bytes:
    first, *rest = frames(count)
    return saved(first, format_name, save_all=True, append_images=rest, duration=50)


def exif_block(**tags: Any) -> bytes:
    """An EXIF block of some tags of IFD0, by Pillow: begins with ``Exif`` and two NULs."""
    from PIL import ExifTags

    numbers = {name: number for number, name in ExifTags.TAGS.items()}
    exif = Image.Exif()
    for name, value in tags.items():
        exif[numbers[name]] = value
    return exif.tobytes()


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def with_segment(data: bytes, marker: int, payload: bytes) -> bytes:
    """Put a segment directly behind SOI."""
    return data[:2] + segment(marker, payload) + data[2:]


def chunk(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def with_chunk(data: bytes, kind: bytes, payload: bytes, *, before: bytes = b"IDAT") -> bytes:
    """Put a chunk before the first one of another kind."""
    at = data.index(before) - 4
    return data[:at] + chunk(kind, payload) + data[at:]


def with_riff_chunk(data: bytes, kind: bytes, payload: bytes) -> bytes:
    body = data[8:] + kind + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def box(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload) + 8) + kind + payload


def with_gif_extension(data: bytes, label: int, payload: bytes) -> bytes:
    """Put an extension before the first picture; the payload must bring its own sub-blocks."""
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    return data[:at] + bytes([0x21, label]) + payload + data[at:]


def png_bomb(side: int) -> bytes:
    """A whole, decodable PNG of side times side black pixels, one bit each."""
    packer = zlib.compressobj(1)
    row = bytes(1 + (side + 7) // 8)
    packed = b"".join(packer.compress(row * 64) for _ in range(side // 64)) + packer.compress(row * (side % 64))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    idat = packed + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", idat) + chunk(b"IEND", b"")


def lying_jpeg(side: int = 65500) -> bytes:
    """A small JPEG whose frame header claims to be huge."""
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", side, side)
    return bytes(data)


def lying_heic(side: int = 65535) -> bytes:
    data = bytearray(heic())
    at = data.index(b"ispe")
    data[at + 8 : at + 16] = struct.pack(">II", side, side)
    return bytes(data)


def text_bomb(kind: bytes = b"zTXt", size: int = 200_000_000) -> bytes:
    """A PNG with a text (or profile) that inflates to ``size`` bytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()
    return with_chunk(png(), kind, b"note\0\0" + packed)


def many_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan is repeated."""
    data = jpeg(progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * count + data[-2:]


def zip_tail(name: str = "note.txt") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "hidden")
    return buffer.getvalue()


def samsung_trailer() -> bytes:
    """A trailer of one block, laid out as Samsung phones do."""
    block = b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1700000000000"
    directory = b"SEFH" + struct.pack("<II", 106, 1) + struct.pack("<HHII", 0, 0x0A01, len(block), len(block))
    return block + directory + struct.pack("<I", len(directory)) + b"SEFT"


def multi_picture() -> bytes:
    """A JPEG that declares, and holds behind its end, a second one (CIPA DC-007)."""
    first, second = jpeg(), jpeg(quality=30)
    ifd_size = 2 + 12 + 4
    head = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1)
    length = 2 + 2 + 4 + 8 + ifd_size + 32
    base = 2 + 2 + 2 + 4  # SOI, marker, length, MPF
    whole = len(first) + length
    entries = struct.pack("<IIIHH", 0x030000, whole, 0, 0, 0) + struct.pack(
        "<IIIHH", 0, len(second), whole - base, 0, 0
    )
    payload = b"MPF\0" + head + struct.pack("<HHII", 0xB002, 7, 32, 8 + ifd_size) + bytes(4) + entries
    return with_segment(first, 0xE2, payload) + second


def motion_clip() -> bytes:
    return box(b"ftyp", b"mp42\0\0\0\0mp42") + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(50))


def xmp_gif() -> bytes:
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    return with_gif_extension(gif(), 0xFF, b"\x0bXMP DataXMP" + XMP + trailer)


@cache
def seeds() -> dict[str, bytes]:
    """Small whole files of every family, rich in structure: what the fuzzers start from."""
    block = exif_block(Make="Maker", Model="Model", Orientation=6, ImageDescription="words")
    text = zlib.compress(b"words" * 10)
    rich_png = with_chunk(
        with_chunk(png(exif=block), b"zTXt", b"note\0\0" + text), b"tEXt", b"AIGC\0{}", before=b"IEND"
    )
    return {
        "jpeg": with_segment(jpeg(exif=block, xmp=XMP, comment=b"words"), 0xEB, b"JP\0\1\0\0\0\1\0\0\0\x20jumb"),
        "jpeg-progressive": jpeg(progressive=True, quality=50),
        "jpeg-multi-picture": multi_picture(),
        "jpeg-samsung": jpeg() + samsung_trailer(),
        "jpeg-motion": jpeg() + motion_clip(),
        "png": with_chunk(rich_png, b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
        "png-animated": animated("PNG"),
        "webp": webp(exif=block, xmp=XMP),
        "webp-lossless": webp(lossless=True),
        "webp-animated": animated("WEBP"),
        "gif": with_gif_extension(xmp_gif(), 0xFE, b"\x05words\0"),
        "gif-animated": animated("GIF"),
        "tiff": tiff(tiffinfo={270: "words", 700: XMP}),
        "tiff-tiles": animated("TIFF"),
        "heic": heic(exif=block, xmp=XMP) + box(b"uuid", XMP_UUID + XMP),
        "avif": avif(exif=block, xmp=XMP),
    }


def cuts(data: bytes, count: int) -> Iterator[bytes]:
    """Yield beginnings of a file, evenly spread, the last one lacking a single byte."""
    for i in range(1, count):
        yield data[: len(data) * i // count]
    yield data[:-1]
