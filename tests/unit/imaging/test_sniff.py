from collections.abc import Callable

import pytest

from fairclaim.domain.errors import EmptyFileError, UnknownFormatError
from fairclaim.imaging.sniff import PICTURES, sniff
from unit.imaging import hostile

HONEST: dict[str, Callable[[], bytes]] = {
    "image/jpeg": hostile.jpeg,
    "image/png": hostile.png,
    "image/webp": hostile.webp,
    "image/gif": hostile.gif,
    "image/tiff": hostile.tiff,
    "image/heic": hostile.heic,
    "image/avif": hostile.avif,
}
REFUSED = {
    b"%PDF-1.7\n": "PDF",
    b"<!DOCTYPE html><html>": "HTML",
    b"\xef\xbb\xbf  <html><body>": "HTML",
    b"<script>alert(1)</script>": "HTML",
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">': "SVG",
    b"<svg>": "SVG",
    b'<?xml version="1.0"?><note/>': "XML",
    b"PK\x03\x04" + bytes(30): "ZIP",
    b"\0\0\0\x20ftypisom\0\0\2\0isomiso2": "MP4",
    b"\0\0\0\x14ftypqt  \0\0\2\0qt  ": "QuickTime MOV",
    b"\0\0\0\x08wide\0\0\0\0mdat": "QuickTime MOV",
    b"RIFF\x10\0\0\0AVI LIST": "AVI",
    b"RIFF\x10\0\0\0WAVEfmt ": "WAV",
    b"BM" + bytes(20): "BMP",
    b"\xff\x0a\x01": "JPEG XL",
    b"II+\0\x08\0\0\0": "BigTIFF",
    b"MZ\x90\0": "Windows EXE",
    b'{"a": 1}': "JSON",
    b"hello\n": "TXT",
    b"\x00\x01\x02\x03": "0x00010203",
}


@pytest.mark.parametrize("media_type", HONEST)
def test_a_picture_is_named_by_its_content(media_type: str) -> None:
    assert sniff(HONEST[media_type]()) == media_type
    assert media_type in PICTURES


def test_a_general_heif_brand_is_settled_by_the_compatible_ones() -> None:
    def head(*compatible: bytes) -> bytes:
        return hostile.box(b"ftyp", b"mif1\0\0\0\0" + b"".join(compatible))

    assert sniff(head(b"mif1", b"heic")) == "image/heic"
    assert sniff(head(b"mif1", b"avif")) == "image/avif"
    assert sniff(head(b"mif1")) == "image/heif"


@pytest.mark.parametrize(("data", "name"), REFUSED.items(), ids=REFUSED.values())
def test_what_is_no_picture_is_refused_by_name(data: bytes, name: str) -> None:
    with pytest.raises(UnknownFormatError) as caught:
        sniff(data)
    assert caught.value.found == name


def test_no_bytes_are_an_error_of_their_own() -> None:
    with pytest.raises(EmptyFileError):
        sniff(b"")
