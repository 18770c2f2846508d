import struct
from itertools import pairwise

import pytest

from fairclaim.domain.errors import BrokenFileError, InputError, OverLimitError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.tiff import walk_tiff
from unit.imaging import hostile


def walked(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Structure:
    return walk_tiff(data, limits=limits)


def directories(*entry_lists: list[tuple[int, int, int, int]], pixels: bytes = b"\0") -> bytes:
    """A little-endian TIFF of linked directories; (tag, type, count, value) each, pixels at byte 8."""
    data = b"II*\0" + struct.pack("<I", 8 + len(pixels)) + pixels
    sizes = [2 + 12 * len(entries) + 4 for entries in entry_lists]
    starts = [len(data) + sum(sizes[:i]) for i in range(len(sizes) + 1)]
    for entries, (_, following) in zip(entry_lists, pairwise(starts), strict=True):
        packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
        last = entries is entry_lists[-1]
        data += struct.pack("<H", len(entries)) + packed + struct.pack("<I", 0 if last else following)
    return data


PICTURE = [(256, 4, 1, 1), (257, 4, 1, 1), (273, 4, 1, 8), (279, 4, 1, 1)]


@pytest.mark.parametrize("compression", [None, "tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits"])
def test_an_ordinary_file_has_no_foreign_byte(compression: str | None) -> None:
    structure = walked(hostile.tiff(compression=compression))
    assert (structure.height, structure.width) == (hostile.HEIGHT, hostile.WIDTH)
    assert structure.foreign == ()


def test_nested_directories_are_named_under_their_parent() -> None:
    nested = directories([*PICTURE, (34665, 4, 1, 9 + 2 + 12 * 5 + 4)], [(36867, 2, 1, 0)])
    kinds = [part.kind for part in walked(nested).parts]
    assert kinds == ["header", "IFD0", "IFD0.Exif"]


def test_pages_are_counted() -> None:
    assert walked(hostile.animated("TIFF")).frames == 3


def test_bytes_behind_everything_that_is_pointed_at_are_foreign() -> None:
    data = hostile.tiff()
    assert [part.size for part in walked(data + hostile.zip_tail()).foreign] == [len(hostile.zip_tail())]


def test_a_chain_that_bites_its_tail_ends() -> None:
    data = bytearray(directories(PICTURE))
    data[-4:] = struct.pack("<I", 9)
    assert walked(bytes(data)).frames == 1


def test_nesting_ends() -> None:
    data = directories([*PICTURE, (34665, 4, 1, 9)])
    assert walked(data).frames == 1


def test_pixels_beyond_the_end_are_broken() -> None:
    for entry in ((279, 4, 1, 1 << 20), (273, 4, 1, 1 << 20)):
        entries = [known for known in PICTURE if known[0] != entry[0]]
        with pytest.raises(BrokenFileError):
            walked(directories([*entries, entry]))


def test_every_cut_is_an_input_error() -> None:
    for piece in hostile.cuts(hostile.tiff(), 30):
        with pytest.raises(InputError):
            walked(piece)


def test_a_size_that_no_photo_has_is_refused() -> None:
    with pytest.raises(OverLimitError):
        walked(directories([(256, 4, 1, 1 << 30), *PICTURE[1:]]))


def test_more_pages_than_allowed_are_refused() -> None:
    with pytest.raises(OverLimitError):
        walked(directories(*[list(PICTURE) for _ in range(4)]), Limits(frames=3))


def test_a_first_directory_without_a_size_is_broken() -> None:
    with pytest.raises(BrokenFileError):
        walked(directories(PICTURE[1:]))
    with pytest.raises(BrokenFileError):
        walked(b"II*\0\xff\xff\xff\xff")
    with pytest.raises(BrokenFileError):
        walked(b"II+\0")
