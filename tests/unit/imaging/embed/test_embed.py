"""A packet goes into a copy; pixels, media data and everything else stay as they were."""

import io
import zlib

import pytest
from PIL import Image

from fairclaim.benchmark.label_recordings import XMP_UUID, box, movie
from fairclaim.domain.errors import UsageError
from fairclaim.imaging.embed.embed import embed_packet, main_packet
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.read_recording import read_recording
from fairclaim.imaging.splice import spliced
from fairclaim.imaging.stated import read_stated
from fairclaim.imaging.walk.jpeg import declared_pictures
from fairclaim.imaging.walk.recording import walk_recording
from fairclaim.imaging.walk.walk import walk
from unit.imaging import hostile

NEW = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><b>another packet, longer than the first</b></x:xmpmeta>'
EXIF = hostile.exif_block(Make="Maker", Orientation=6)
PICTURES = {
    "jpeg": hostile.jpeg(),
    "jpeg-exif": hostile.jpeg(exif=EXIF),
    "jpeg-xmp": hostile.jpeg(exif=EXIF, xmp=hostile.XMP),
    "jpeg-progressive": hostile.jpeg(progressive=True),
    "jpeg-trailer": hostile.jpeg() + hostile.samsung_trailer(),
    "png": hostile.png(),
    "png-xmp": hostile.with_chunk(hostile.png(), b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + hostile.XMP),
    "png-packed": hostile.with_chunk(
        hostile.png(), b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(hostile.XMP), before=b"IEND"
    ),
    "png-animated": hostile.animated("PNG"),
    "webp": hostile.webp(),
    "webp-lossless": hostile.webp(lossless=True),
    "webp-xmp": hostile.webp(exif=EXIF, xmp=hostile.XMP),
    "webp-animated": hostile.animated("WEBP"),
    "webp-alpha": hostile.saved(hostile.picture("RGBA"), "WEBP", lossless=True),
}
CODED = {"ECS", "DQT", "DHT", "SOF0", "SOF2", "SOS", "IDAT", "fdAT", "VP8 ", "VP8L", "ALPH", "ANMF"}


def embedded(data: bytes) -> bytes:
    return b"".join(spliced(data, embed_packet(data, read_stated(data).structure, NEW)))


def coded(data: bytes) -> list[tuple[str, bytes]]:
    return [(part.kind, part.payload(data)) for part in walk(data).parts if part.kind in CODED]


@pytest.mark.parametrize("name", PICTURES)
def test_the_packet_is_there_once_and_the_coded_pixels_are_untouched(name: str) -> None:
    data = PICTURES[name]
    copy = embedded(data)
    before, after = read_metadata(data, walk(data)), read_metadata(copy, walk(copy))
    assert after.xmp == (NEW,)
    assert coded(copy) == coded(data)
    assert (after.exif, after.texts, walk(copy).foreign) == (before.exif, before.texts, walk(data).foreign)
    assert main_packet(copy, walk(copy)) == NEW


@pytest.mark.parametrize("name", PICTURES)
def test_another_reader_sees_the_same_pixels_and_the_packet(name: str) -> None:
    data = PICTURES[name]
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(embedded(data))) as after:
        assert before.size == after.size
        assert before.tobytes() == after.tobytes()
        packet = after.info.get("xmp") or after.info.get("XML:com.adobe.xmp", b"")
        assert (packet if isinstance(packet, bytes) else packet.encode()) == NEW


def test_loose_bytes_at_the_end_of_a_webp_do_not_come_between() -> None:
    data = hostile.webp()
    data = b"RIFF" + (len(data) - 8 + 3).to_bytes(4, "little") + data[8:] + b"\0\0\0"
    assert read_metadata(embedded(data), walk(embedded(data))).xmp == (NEW,)


@pytest.mark.parametrize("name", ["jpeg-xmp", "png-xmp", "png-packed", "webp-xmp"])
def test_the_packet_that_is_there_can_be_had(name: str) -> None:
    assert main_packet(PICTURES[name], walk(PICTURES[name])) == hostile.XMP


@pytest.mark.parametrize("name", ["jpeg", "png", "webp"])
def test_where_there_is_none_there_is_none(name: str) -> None:
    assert main_packet(PICTURES[name], walk(PICTURES[name])) is None


@pytest.mark.parametrize("is_in_front", [True, False])
def test_the_other_pictures_of_a_file_are_still_found(*, is_in_front: bool) -> None:
    data = hostile.multi_picture()
    if not is_in_front:  # an older packet behind the index: what replaces it lies between index and second picture
        at = data.index(b"MPF\0")
        end = at + int.from_bytes(data[at - 2 : at], "big") - 2
        segment = hostile.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + hostile.XMP)
        distance = int.from_bytes(data[end - 8 : end - 4], "little") + len(segment)
        data = data[: end - 8] + distance.to_bytes(4, "little") + data[end - 4 : end] + segment + data[end:]
    copy = embedded(data)
    pictures = [
        [declared_pictures(one, part) for part in walk(one).parts if part.kind == "APP2"] for one in (data, copy)
    ]
    [[[(start, size)]], [[(moved, same)]]] = pictures
    assert data[start : start + size] == copy[moved : moved + same]
    assert copy[moved : moved + 3] == b"\xff\xd8\xff"


def test_the_first_pictures_size_is_kept_up() -> None:
    copy = embedded(hostile.multi_picture())
    at = copy.index(b"MPF\0") + 4 + 26
    assert copy[: int.from_bytes(copy[at + 4 : at + 8], "little")].endswith(b"\xff\xd9")


def test_a_packet_too_large_for_a_segment_is_refused() -> None:
    data = hostile.jpeg()
    with pytest.raises(UsageError, match="64 KiB"):
        embed_packet(data, walk(data), bytes(65_536))


def test_a_damaged_packet_is_not_thrown_away() -> None:
    data = hostile.with_chunk(hostile.png(), b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0no zlib")
    with pytest.raises(UsageError, match="damaged"):
        main_packet(data, walk(data))


MEDIA = movie(box(b"trak", bytes(8)))
MOVIES = {
    "moov-behind": MEDIA,
    "moov-in-front": movie(box(b"trak", bytes(8)), is_last=False),
    "older-packet": box(b"ftyp", b"isom\0\0\2\0isom") + box(b"uuid", XMP_UUID + hostile.XMP) + MEDIA[28:],
    "open-end": MEDIA + bytes(4) + b"mdat" + bytes(100),
    "fragments": MEDIA + box(b"moof", bytes(8)) + box(b"mdat", bytes(16)) + box(b"mfra", bytes(24)),
}


@pytest.mark.parametrize("name", MOVIES)
def test_a_film_keeps_every_offset(name: str) -> None:
    data = MOVIES[name]
    copy = embedded(data)
    assert read_recording(copy, read_stated(copy).structure).xmp == (NEW,)
    for part in read_stated(data).structure.parts:
        if part.kind in {"mdat", "moov", "moof"}:
            assert copy[part.offset : part.offset + part.size] == part.payload(data)
    if name == "fragments":
        assert copy.endswith(box(b"mfra", bytes(24)))


def test_a_film_that_is_cut_off_is_refused() -> None:
    data = movie(b"", is_last=False)[:-10]
    with pytest.raises(UsageError, match="cut off"):
        embed_packet(data, read_stated(data).structure, NEW)


class Huge:
    """A film whose last box runs to the end of a file of five gigabytes, of which only the beginning is there."""

    def __init__(self) -> None:
        self.head = MEDIA + bytes(4) + b"mdat"

    def __len__(self) -> int:
        return 5 << 30

    def __getitem__(self, key: slice, /) -> bytes:
        return self.head[key]


def test_an_open_end_of_gigabytes_is_refused() -> None:
    with pytest.raises(UsageError, match="size"):
        embed_packet(Huge(), walk_recording(Huge()), NEW)


def test_a_box_with_a_dot_in_its_name_is_a_box() -> None:
    data = movie(b"") + bytes(4) + b"com." + bytes(50)
    assert read_recording(embedded(data), read_stated(embedded(data)).structure).xmp == (NEW,)


@pytest.mark.parametrize("data", [hostile.gif(), hostile.tiff()])
def test_other_kinds_of_files_are_refused_by_name(data: bytes) -> None:
    for call in (lambda: embed_packet(data, walk(data), NEW), lambda: main_packet(data, walk(data))):
        with pytest.raises(UsageError, match="not supported"):
            call()
