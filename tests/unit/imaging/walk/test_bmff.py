import struct
from collections.abc import Callable

import pytest

from fairclaim.domain.errors import BrokenFileError, OverLimitError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.bmff import walk_bmff
from unit.imaging import hostile


def walked(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Structure:
    return walk_bmff(data, "image/heic", limits=limits)


def kinds(structure: Structure) -> set[str]:
    return {part.kind for part in structure.parts}


@pytest.mark.parametrize("make", [hostile.heic, hostile.avif])
def test_boxes_are_named_by_their_path(make: Callable[[], bytes]) -> None:
    structure = walked(make())
    assert {"ftyp", "meta", "meta.iprp.ipco.ispe", "meta.iinf.infe", "meta.iloc", "mdat"} <= kinds(structure)
    assert (structure.height, structure.width) == (hostile.HEIGHT, hostile.WIDTH)
    assert structure.foreign == ()


def test_a_box_of_metadata_is_entered_with_and_without_version() -> None:
    inner = hostile.box(b"hdlr", bytes(20)) + hostile.box(b"keys", bytes(8))
    for payload in (inner, bytes(4) + inner):
        data = hostile.box(b"moov", hostile.box(b"udta", hostile.box(b"meta", payload)))
        assert {"moov.udta.meta.hdlr", "moov.udta.meta.keys"} <= kinds(walked(data))


def test_the_size_is_that_of_the_primary_item() -> None:
    def ispe(width: int, height: int) -> bytes:
        return hostile.box(b"ispe", struct.pack(">III", 0, width, height))

    ipma = struct.pack(">IIHBBHBB", 0, 2, 1, 1, 1, 2, 1, 2)
    properties = hostile.box(b"ipco", ispe(300, 200) + ispe(30, 20)) + hostile.box(b"ipma", ipma)
    for item, height in ((1, 200), (2, 20), (3, 200)):
        pitm = hostile.box(b"pitm", struct.pack(">IH", 0, item))
        meta = hostile.box(b"meta", bytes(4) + pitm + hostile.box(b"iprp", properties))
        assert walked(hostile.box(b"ftyp", b"heic\0\0\0\0") + meta).height == height


def test_a_large_size_field_is_understood() -> None:
    large = struct.pack(">I4sQ", 1, b"mdat", 20) + b"abcd"
    data = hostile.heic() + large
    assert walked(data).parts[-1].payload(data) == b"abcd"


def test_a_last_box_may_reach_to_the_end() -> None:
    data = hostile.heic() + struct.pack(">I4s", 0, b"mdat") + b"abcd"
    assert walked(data).parts[-1].payload(data) == b"abcd"


@pytest.mark.parametrize(
    "tail", [hostile.zip_tail(), b"<script>alert(1)</script>", b"abc"], ids=["zip", "script", "short"]
)
def test_what_is_no_box_behind_the_last_one_is_foreign(tail: bytes) -> None:
    data = hostile.heic() + tail
    (foreign,) = walked(data).foreign
    assert foreign.payload(data) == tail


def test_zeros_behind_the_last_box_are_padding() -> None:
    assert walked(hostile.heic() + bytes(100)).foreign == ()


def test_a_file_cut_inside_its_pixels_is_broken() -> None:
    data = hostile.heic()
    for missing in (1, 10, 100):
        with pytest.raises(BrokenFileError):
            walked(data[:-missing])


def test_a_lying_extent_is_refused() -> None:
    with pytest.raises(OverLimitError):
        walked(hostile.lying_heic())


def test_boxes_nested_too_deeply_are_broken() -> None:
    data = hostile.box(b"free", b"")
    for _ in range(1000):
        data = hostile.box(b"moov", data)
    with pytest.raises(BrokenFileError):
        walked(data)


def test_samples_of_a_sequence_are_frames() -> None:
    table = hostile.box(b"stsz", struct.pack(">III", 0, 0, 7))
    for name in (b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        table = hostile.box(name, table)
    assert walked(hostile.avif() + table).frames == 7
    with pytest.raises(OverLimitError):
        walked(hostile.avif() + table, Limits(frames=6))
