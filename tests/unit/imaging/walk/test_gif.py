import pytest

from fairclaim.domain.errors import BrokenFileError, OverLimitError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.gif import walk_gif
from unit.imaging import hostile


def walked(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Structure:
    return walk_gif(data, limits=limits)


def test_extensions_and_pictures_are_parts() -> None:
    data = hostile.with_gif_extension(hostile.gif(), 0xFE, b"\x05words\0")
    structure = walked(data)
    assert [part.kind for part in structure.parts] == ["comment", "image"]
    assert structure.parts[0].payload(data) == b"\x05words\0"
    assert (structure.height, structure.width) == (hostile.HEIGHT, hostile.WIDTH)


def test_pictures_are_counted() -> None:
    assert walked(hostile.gif()).frames == 1
    assert walked(hostile.animated("GIF")).frames == 3


def test_a_missing_trailer_is_forgiven() -> None:
    assert walked(hostile.gif()[:-1]).foreign == ()


def test_bytes_behind_the_trailer_are_foreign() -> None:
    assert [part.size for part in walked(hostile.gif() + b"<script>").foreign] == [8]


def test_a_file_cut_inside_a_block_is_broken() -> None:
    data = hostile.gif()[:-1]
    for piece in hostile.cuts(data, 30):
        with pytest.raises(BrokenFileError):
            walked(piece)


def test_a_frame_that_no_photo_has_is_refused() -> None:
    data = bytearray(hostile.gif())
    at = 13 + 3 * (2 << (data[10] & 7))
    assert data[at] == 0x2C
    data[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    with pytest.raises(OverLimitError):
        walked(bytes(data))


def test_millions_of_tiny_blocks_are_refused() -> None:
    with pytest.raises(OverLimitError):
        walked(hostile.with_gif_extension(hostile.gif(), 0xFE, b"\x01x" * 1_100_000 + b"\0"))
    with pytest.raises(OverLimitError):
        walked(hostile.animated("GIF"), Limits(frames=2))
