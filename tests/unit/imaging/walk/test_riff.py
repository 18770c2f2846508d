import struct

import pytest

from fairclaim.domain.errors import BrokenFileError, OverLimitError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.riff import walk_webp
from unit.imaging import hostile


def walked(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Structure:
    return walk_webp(data, limits=limits)


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": b"Exif\0\0II*\0"}], ids=["VP8", "VP8L", "VP8X"])
def test_the_size_is_read_from_every_kind_of_header(options: dict[str, object]) -> None:
    structure = walked(hostile.webp(**options))
    assert (structure.height, structure.width) == (hostile.HEIGHT, hostile.WIDTH)
    assert structure.foreign == ()


def test_chunks_of_a_frame_are_named_under_it() -> None:
    structure = walked(hostile.animated("WEBP"))
    kinds = [part.kind for part in structure.parts]
    assert structure.frames == 3
    assert kinds.count("ANMF") == 3
    assert any(kind.startswith("ANMF.VP8") for kind in kinds)


def test_bytes_behind_the_stated_size_are_foreign() -> None:
    data = hostile.webp()
    (foreign,) = walked(data + b"<script>").foreign
    assert foreign.payload(data + b"<script>") == b"<script>"


def test_every_cut_is_broken() -> None:
    for piece in hostile.cuts(hostile.webp(exif=b"Exif\0\0II*\0"), 30):
        with pytest.raises(BrokenFileError):
            walked(piece)


def test_a_chunk_that_leaves_the_file_is_broken() -> None:
    data = bytearray(hostile.webp())
    data[16:20] = struct.pack("<I", 1 << 31)
    with pytest.raises(BrokenFileError):
        walked(bytes(data))


def test_a_file_without_a_picture_is_broken() -> None:
    with pytest.raises(BrokenFileError):
        walked(b"RIFF\x04\0\0\0WEBP")


def test_a_canvas_that_no_photo_has_is_refused() -> None:
    canvas = bytes(4) + b"\xff\xff\xff" * 2
    with pytest.raises(OverLimitError):
        walked(hostile.with_riff_chunk(b"RIFF\x04\0\0\0WEBP", b"VP8X", canvas))


def test_more_frames_than_allowed_are_refused() -> None:
    with pytest.raises(OverLimitError):
        walked(hostile.animated("WEBP"), Limits(frames=2))
