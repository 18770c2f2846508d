import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from fairclaim.domain.errors import InputError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.walk.walk import walk
from unit.imaging import hostile
from unit.imaging.hostile import XMP

EXIF = hostile.exif_block(Make="Maker", ImageDescription="words")
EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
DIGEST = b"0123456789ABCDEF0123456789ABCDEF"


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Metadata:
    return read_metadata(data, walk(data), limits=limits)


def texts(data: bytes) -> list[tuple[str, str, bytes, bool]]:
    return [(text.carrier, text.keyword, text.value, text.after_pixels) for text in read(data).texts]


CARRIERS = {
    "jpeg": lambda: hostile.jpeg(exif=EXIF, xmp=XMP),
    "png": lambda: hostile.with_chunk(hostile.png(exif=EXIF), b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
    "webp": lambda: hostile.webp(exif=EXIF, xmp=XMP),
    "heic": lambda: hostile.heic(exif=EXIF, xmp=XMP),
    "avif": lambda: hostile.avif(exif=EXIF, xmp=XMP),
    "tiff": lambda: hostile.tiff(tiffinfo={270: "words", 271: "Maker", 700: XMP}),
}


@pytest.mark.parametrize("name", CARRIERS)
def test_every_family_carries_exif_and_xmp(name: str) -> None:
    metadata = read(CARRIERS[name]())
    assert metadata.exif["Make"] == "Maker"
    assert metadata.xmp == (XMP,)
    assert [text.value.rstrip(b"\0") for text in metadata.texts if text.carrier == "exif:ImageDescription"] == [
        b"words"
    ]


@pytest.mark.parametrize(
    "make",
    [hostile.jpeg, hostile.png, hostile.webp, hostile.gif, hostile.heic, hostile.avif],
    ids=lambda make: make.__name__,
)
def test_a_bare_file_states_nothing(make: Callable[[], bytes]) -> None:
    metadata = read(make())
    assert (dict(metadata.exif), metadata.xmp, metadata.texts, metadata.thumbnail) == ({}, (), (), None)
    assert not metadata.has_c2pa


def test_gif_carries_xmp_and_comments() -> None:
    assert read(hostile.xmp_gif()).xmp == (XMP,)
    commented = hostile.with_gif_extension(hostile.gif(), 0xFE, b"\x05hello\x06 world\0")
    assert texts(commented) == [("gif:comment", "", b"hello world", False)]


def test_gif_keeps_data_of_unknown_applications() -> None:
    data = hostile.with_gif_extension(hostile.gif(), 0xFF, b"\x0bAIGC    1.0\x02{}\0")
    assert texts(data) == [("gif:application", "AIGC    1.0", b"{}", False)]


def test_png_texts_of_all_three_kinds_are_read() -> None:
    packed = zlib.compress(b"words")
    for kind, payload in (
        (b"tEXt", b"AIGC\0words"),
        (b"zTXt", b"AIGC\0\0" + packed),
        (b"iTXt", b"AIGC\0\0\0zh\0key\0words"),
        (b"iTXt", b"AIGC\0\1\0zh\0key\0" + packed),
    ):
        data = hostile.with_chunk(hostile.png(), kind, payload)
        assert texts(data) == [(f"png:{kind.decode()}", "AIGC", b"words", False)]


def test_a_png_text_behind_the_pixels_is_marked() -> None:
    data = hostile.with_chunk(hostile.png(), b"tEXt", b"AIGC\0{}", before=b"IEND")
    assert texts(data) == [("png:tEXt", "AIGC", b"{}", True)]


def test_profiles_written_in_hexadecimal_are_read() -> None:
    def profile(name: bytes, payload: bytes) -> bytes:
        digits = b"\n" + name + b"\n%8d\n" % len(payload) + payload.hex().encode() + b"\n"
        return hostile.with_chunk(hostile.png(), b"zTXt", b"Raw profile type " + name + b"\0\0" + zlib.compress(digits))

    assert read(profile(b"exif", EXIF)).exif["Make"] == "Maker"
    assert read(profile(b"xmp", XMP)).xmp == (XMP,)
    odd = hostile.with_chunk(hostile.png(), b"tEXt", b"Raw profile type exif\0\nexif\n 3\nzzz")
    assert dict(read(odd).exif) == {}


def test_jpeg_comments_and_unknown_segments_are_texts_and_known_ones_are_not() -> None:
    data = hostile.with_segment(hostile.jpeg(comment=b"<script>"), 0xE5, b"AIGC{}")
    data = hostile.with_segment(data, 0xE1, b"AIGC{}")
    data = hostile.with_segment(data, 0xE2, b"ICC_PROFILE\0\1\1")
    assert texts(data) == [
        ("jpeg:APP1", "", b"AIGC{}", False),
        ("jpeg:APP5", "", b"AIGC{}", False),
        ("jpeg:COM", "", b"<script>", False),
    ]


def extension(length: int, offset: int, piece: bytes) -> bytes:
    return EXTENSION + DIGEST + struct.pack(">II", length, offset) + piece


def test_an_extended_packet_is_joined_whatever_order_its_pieces_come_in() -> None:
    packet = b"<x>" + b"a" * 100 + b"</x>"
    data = hostile.with_segment(hostile.jpeg(xmp=XMP), 0xE1, extension(len(packet), 0, packet[:50]))
    data = hostile.with_segment(data, 0xE1, extension(len(packet), 50, packet[50:]))
    assert read(data).xmp == (XMP, packet)


@pytest.mark.parametrize(("length", "offset"), [(200, 0), (107, 5), (1 << 31, 0)])
def test_an_extended_packet_with_a_gap_is_left_out(length: int, offset: int) -> None:
    piece = b"<x>" + b"a" * 100 + b"</x>"
    assert read(hostile.with_segment(hostile.jpeg(), 0xE1, extension(length, offset, piece))).xmp == ()


def test_the_thumbnail_is_kept() -> None:
    import piexif

    small = hostile.saved(hostile.picture(height=12, width=16), "JPEG")
    exif = piexif.dump({"0th": {}, "1st": {piexif.ImageIFD.Compression: 6}, "thumbnail": small})
    assert read(hostile.jpeg(exif=exif)).thumbnail == piexif.load(exif)["thumbnail"]


@pytest.mark.parametrize(
    "data",
    [
        hostile.with_segment(hostile.jpeg(), 0xEB, b"JP\0\1\0\0\0\1\0\0\0\x20jumb\0\0\0\x18jumdc2pa"),
        hostile.with_chunk(hostile.png(), b"caBX", b"\0\0\0\x08jumb"),
        hostile.with_riff_chunk(hostile.webp(), b"C2PA", b"\0\0\0\x08jumb"),
        hostile.heic() + hostile.box(b"uuid", hostile.C2PA_UUID + bytes(20)),
        hostile.with_gif_extension(hostile.gif(), 0xFF, b"\x0bC2PA_GIF\1\0\0\0"),
        hostile.tiff(tiffinfo={52545: b"\0\0\0\x08jumb"}),
    ],
    ids=["jpeg", "png", "webp", "heic", "gif", "tiff"],
)
def test_content_credentials_are_noticed_in_every_family(data: bytes) -> None:
    assert read(data).has_c2pa


def test_a_uuid_box_may_carry_xmp() -> None:
    assert read(hostile.heic() + hostile.box(b"uuid", hostile.XMP_UUID + XMP)).xmp == (XMP,)


def test_an_unknown_webp_chunk_is_a_text() -> None:
    assert texts(hostile.with_riff_chunk(hostile.webp(), b"AIGC", b"{}")) == [("webp:AIGC", "", b"{}", True)]


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt"])
def test_a_text_that_inflates_without_end_is_cut(kind: bytes) -> None:
    payload = zlib.compress(bytes(20_000_000))
    head = b"note\0\0" if kind == b"zTXt" else b"note\0\1\0\0\0"
    (text,) = read(hostile.with_chunk(hostile.png(), kind, head + payload)).texts
    assert len(text.value) == DEFAULT_LIMITS.text_bytes


def test_all_texts_together_are_limited() -> None:
    data = hostile.png()
    for _ in range(20):
        data = hostile.with_chunk(data, b"zTXt", b"note\0\0" + zlib.compress(bytes(1 << 20)))
    assert sum(len(text.value) for text in read(data).texts) == DEFAULT_LIMITS.texts_bytes


def test_damaged_metadata_leaves_the_rest_readable() -> None:
    data = hostile.with_chunk(hostile.png(), b"zTXt", b"note\0\0not zlib")
    data = hostile.with_chunk(data, b"eXIf", b"II*\0\xff\xff\xff\xff")
    data = hostile.with_chunk(data, b"tEXt", b"AIGC\0{}")
    assert [text[1:3] for text in texts(data)] == [("note", b""), ("AIGC", b"{}")]


def test_the_first_exif_block_that_says_anything_counts() -> None:
    second = hostile.exif_block(Make="Other")
    data = hostile.with_chunk(hostile.png(), b"eXIf", EXIF[6:])
    data = hostile.with_chunk(data, b"eXIf", second[6:])
    assert read(data).exif["Make"] == "Maker"


@pytest.mark.corpus
def test_no_camera_file_is_refused_or_has_foreign_bytes(corpus: Path) -> None:
    files = sorted(path for path in (corpus / "camera").iterdir() if path.is_file())
    assert len(files) > 30
    for path in files:
        structure = walk(path.read_bytes())
        assert structure.foreign == (), path.name
        assert read_metadata(path.read_bytes(), structure).exif.get("Make"), path.name


@pytest.mark.corpus
def test_every_labelled_file_is_read_or_refused(corpus: Path) -> None:
    for path in sorted((corpus / "labels").rglob("*")):
        if path.is_file():
            try:
                data = path.read_bytes()
                read_metadata(data, walk(data))
            except InputError:
                continue
