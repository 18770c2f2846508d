import pytest

from fairclaim.domain.errors import BrokenFileError, OverLimitError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.jpeg import walk_jpeg
from unit.imaging import hostile


def walked(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Structure:
    return walk_jpeg(data, limits=limits)


def kinds(structure: Structure) -> list[str]:
    return [part.kind for part in structure.parts]


def test_segments_come_in_file_order_and_payloads_leave_out_marker_and_length() -> None:
    data = hostile.jpeg(comment=b"words")
    structure = walked(data)
    assert kinds(structure)[:2] == ["APP0", "COM"]
    assert kinds(structure)[-3:] == ["SOS", "ECS", "EOI"]
    assert structure.parts[1].payload(data) == b"words"
    assert (structure.height, structure.width) == (hostile.HEIGHT, hostile.WIDTH)
    assert structure.foreign == ()


def test_parts_of_an_ordinary_file_cover_every_byte_but_markers_and_lengths() -> None:
    data = hostile.jpeg()
    structure = walked(data)
    covered = sum(part.size for part in structure.parts)
    segments = sum(kind not in {"ECS", "EOI"} for kind in kinds(structure))
    assert covered + 4 * segments + 4 == len(data)


def test_scans_of_a_progressive_file_are_counted() -> None:
    assert walked(hostile.jpeg()).scans == 1
    assert 5 < walked(hostile.jpeg(progressive=True)).scans < 20


def test_more_scans_than_any_encoder_writes_are_refused() -> None:
    with pytest.raises(OverLimitError) as caught:
        walked(hostile.many_scans(60))
    assert caught.value.quantity == "scans"


def test_a_zip_behind_the_end_is_foreign() -> None:
    data, tail = hostile.jpeg(), hostile.zip_tail()
    (foreign,) = walked(data + tail).foreign
    assert (foreign.kind, foreign.payload(data + tail)) == ("trailing", tail)


def test_bytes_between_segments_are_foreign() -> None:
    data = hostile.jpeg()
    (foreign,) = walked(data[:2] + b"<script>" + data[2:]).foreign
    assert (foreign.kind, foreign.size) == ("between", 8)


def test_fill_bytes_before_a_marker_are_ordinary() -> None:
    data = hostile.jpeg()
    assert walked(data[:2] + b"\xff\xff" + data[2:]).foreign == ()


def test_a_declared_second_picture_is_ordinary() -> None:
    data = hostile.multi_picture()
    structure = walked(data)
    assert structure.foreign == ()
    assert structure.parts[-1].kind == "mpf-image"
    assert structure.parts[-1].payload(data) == hostile.jpeg(quality=30)


def test_an_undeclared_second_picture_is_foreign() -> None:
    assert [part.kind for part in walked(hostile.jpeg() + hostile.jpeg()).foreign] == ["trailing"]


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_a_file_without_its_last_bytes_is_broken(missing: int) -> None:
    with pytest.raises(BrokenFileError):
        walked(hostile.jpeg()[:-missing])


def test_every_cut_is_broken() -> None:
    for piece in hostile.cuts(hostile.jpeg(progressive=True), 40):
        with pytest.raises(BrokenFileError):
            walked(piece)


def test_two_frame_headers_are_broken() -> None:
    data = hostile.jpeg()
    at = data.index(b"\xff\xc0")
    header = data[at : at + 19]
    with pytest.raises(BrokenFileError):
        walked(data[:at] + header + data[at:])


def test_a_second_start_is_broken() -> None:
    data = hostile.jpeg()
    with pytest.raises(BrokenFileError):
        walked(data[:-2] + data)


def test_a_frame_header_without_room_is_broken() -> None:
    data = b"\xff\xd8" + hostile.segment(0xC0, b"\x08") + b"\xff\xd9"
    with pytest.raises(BrokenFileError):
        walked(data)


def test_a_header_without_a_picture_is_broken() -> None:
    with pytest.raises(BrokenFileError):
        walked(b"\xff\xd8\xff\xd9")


def test_lines_may_be_told_after_the_first_scan() -> None:
    data = bytearray(hostile.jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 7] = b"\0\0"
    with_lines = bytes(data[:-2]) + hostile.segment(0xDC, b"\0\x30") + b"\xff\xd9"
    assert walked(with_lines).height == 48
    assert walked(bytes(data)).height is None


def test_a_lying_header_is_refused() -> None:
    with pytest.raises(OverLimitError):
        walked(hostile.lying_jpeg())


def test_a_broken_declaration_of_pictures_is_ignored() -> None:
    for payload in (b"MPF\0", b"MPF\0II*\0\xff\xff\xff\xff", b"MPF\0XX*\0"):
        assert walked(hostile.with_segment(hostile.jpeg(), 0xE2, payload)).foreign == ()
