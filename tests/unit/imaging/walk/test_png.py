import struct

import pytest

from fairclaim.domain.errors import BrokenFileError, OverLimitError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.png import walk_png
from unit.imaging import hostile


def walked(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Structure:
    return walk_png(data, limits=limits)


def test_chunks_come_in_file_order_with_bare_payloads() -> None:
    data = hostile.with_chunk(hostile.png(), b"tEXt", b"key\0words")
    structure = walked(data)
    assert [part.kind for part in structure.parts] == ["IHDR", "tEXt", "IDAT", "IEND"]
    assert structure.parts[1].payload(data) == b"key\0words"
    assert (structure.height, structure.width) == (hostile.HEIGHT, hostile.WIDTH)
    assert structure.foreign == ()


def test_bytes_behind_the_end_are_foreign() -> None:
    data = hostile.png() + hostile.zip_tail()
    (foreign,) = walked(data).foreign
    assert foreign.kind == "trailing"
    assert foreign.payload(data) == hostile.zip_tail()


def test_frames_of_an_animation_are_counted() -> None:
    assert walked(hostile.animated("PNG")).frames == 3
    assert walked(hostile.png()).frames == 1


def test_more_frames_than_allowed_are_refused() -> None:
    data = hostile.with_chunk(hostile.png(), b"acTL", struct.pack(">II", 1 << 31, 0))
    with pytest.raises(OverLimitError):
        walked(data)


def test_more_chunks_than_allowed_are_refused() -> None:
    data = hostile.with_chunk(hostile.png(), b"tEXt", b"")
    with pytest.raises(OverLimitError):
        walked(data, Limits(parts=3))


@pytest.mark.parametrize("side", [2**31 - 1, 2**32 - 1, 16_385])
def test_a_side_that_no_photo_has_is_refused(side: int) -> None:
    data = bytearray(hostile.png())
    data[16:20] = struct.pack(">I", side)
    with pytest.raises(OverLimitError):
        walked(bytes(data))


def test_an_area_that_no_photo_has_is_refused() -> None:
    data = bytearray(hostile.png())
    data[16:24] = struct.pack(">II", 13_000, 13_000)
    with pytest.raises(OverLimitError) as caught:
        walked(bytes(data))
    assert caught.value.quantity == "pixels"


def test_every_cut_is_broken() -> None:
    for piece in hostile.cuts(hostile.png(), 40):
        with pytest.raises(BrokenFileError):
            walked(piece)


def test_no_pixels_and_no_size_are_broken() -> None:
    no_pixels = hostile.png().replace(b"IDAT", b"iDAT")
    zero = bytearray(hostile.png())
    zero[16:20] = bytes(4)
    for data in (no_pixels, bytes(zero), hostile.png().replace(b"IHDR", b"iHDR")):
        with pytest.raises(BrokenFileError):
            walked(data)
