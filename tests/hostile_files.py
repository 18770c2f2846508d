"""Files that mean harm, and how a page is seen to have come to none: for every page that shows what strangers send."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable

import piexif

from chromium import Page

EVIL = (
    "</script></title>\"'><img src=https://elsewhere.example/x onerror=window.hacked=1><script>window.hacked=1</script>"
)
Files = list[tuple[str, bytes]]
NOT_A_PHOTO = ("bomb", "page", "drawing", "cut")
"""How the names begin of those that no page can show."""


def assert_nothing_happened(page: Page, url: str, *, known: Callable[[str], bool] = lambda _: False) -> None:
    """Assert that no script of a stranger ran, nothing came from elsewhere, and nothing broke but what is ``known``."""
    assert page.value("window.hacked") is None
    elsewhere = [one for one in page.requested() if not one.startswith((url, "blob:", "data:"))]
    assert elsewhere == [], elsewhere
    broken = [one for one in page.complaints() if "Content Security Policy" in one or "Error" in one]
    broken = [one for one in broken if not known(one)]
    assert broken == [], broken


def with_evil_metadata(photo: bytes) -> bytes:
    """Write a script into every field that a photo has room for: EXIF, XMP, IPTC, a comment."""
    words = EVIL.encode()
    tags = piexif.ImageIFD
    texts = (tags.ImageDescription, tags.Make, tags.Model, tags.Software, tags.Artist, tags.Copyright)
    exif = piexif.dump(
        {"0th": dict.fromkeys(texts, words), "Exif": {piexif.ExifIFD.UserComment: b"ASCII\0\0\0" + words}}
    )
    quoted = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" '
        f'xmp:CreatorTool="{quoted}" Iptc4xmpExt:DigitalSourceType="{quoted}" TC260:AIGC="{quoted}"/></rdf:RDF></x:xmpmeta>'
    ).encode()
    aigc = json.dumps({"AIGC": {"Label": EVIL, "ContentProducer": EVIL, "ProduceID": EVIL}}).encode()
    segments = [
        (0xE1, exif if exif.startswith(b"Exif") else b"Exif\0\0" + exif),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp),
        (0xFE, words),
        (0xFE, aigc),
    ]
    return (
        photo[:2]
        + b"".join(struct.pack(">BBH", 0xFF, mark, len(body) + 2) + body for mark, body in segments)
        + photo[2:]
    )


def hostile_files(photo: bytes) -> Files:
    """Files of the kinds that decoders fell for, and two that are something else."""
    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    bomb = _png((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1 << 20))))
    tail = io.BytesIO()
    with zipfile.ZipFile(tail, "w") as archive:
        archive.writestr("evil.html", EVIL)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked=1"><script>{EVIL}</script></svg>'
    return [
        (f"{EVIL}.jpg", photo + tail.getvalue()),
        ("bomb\N{RIGHT-TO-LEFT OVERRIDE}gpj.png", bomb),
        ("page.jpg", f"<html>{EVIL}</html>".encode()),
        ("drawing.jpg", svg.encode()),
        ("cut.jpg", photo[: len(photo) // 3]),
    ]


def bombs(photo: bytes) -> Files:
    """Files that are small and claim to be, or become, very large."""
    wide = struct.pack(">IIBBBBB", 13_000, 13_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(13_000 * (1 + 13_000 // 8)), 9)
    text = b"Comment\0\0" + zlib.compress(bytes(50_000_000), 9)
    start = photo.index(b"\xff\xc0") + 5
    lying = photo[:start] + struct.pack(">HH", 65_500, 65_500) + photo[start + 4 :]
    small = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(8 * 25))
    return [
        ("wide.png", _png((b"IHDR", wide), (b"IDAT", rows))),
        ("text.png", _png((b"IHDR", small), (b"zTXt", text), (b"IDAT", pixels))),
        ("lying.jpg", lying),
    ]


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (*chunks, (b"IEND", b""))
    )
