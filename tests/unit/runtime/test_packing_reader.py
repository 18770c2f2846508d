"""What can be read of a packing is read; what cannot says nothing, and nothing fails."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairclaim.runtime.packing_reader import SandboxedReader
from packing_film import encoded_again, packing_film, recorded_at


@pytest.fixture(scope="module")
def reader() -> Iterator[SandboxedReader]:
    found = SandboxedReader()
    yield found
    found.close()


def test_a_film_has_frames_a_sketch_and_a_date(reader: SandboxedReader, tmp_path: Path) -> None:
    film = packing_film(tmp_path, 1)
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    dated = recorded_at(film, int((moment - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds()))
    packed = reader.read(dated)
    assert len(packed.frames) >= 3
    assert packed.recorded == "2026-03-01 12:00:00"
    assert packed.recorded_by is not None
    assert moment < packed.recorded_by < moment + timedelta(days=1)
    again = reader.read(encoded_again(film, tmp_path))
    assert again.recorded is None
    assert packed.sketch is not None
    assert again.sketch is not None
    assert reader.is_one_film(packed.sketch, again.sketch)


@pytest.mark.parametrize("data", [b"packing", b"", b"\0\0\0\x20ftypisom" + bytes(50), b"\xff\xd8\xff\xe0"])
def test_what_cannot_be_read_says_nothing(reader: SandboxedReader, data: bytes) -> None:
    packed = reader.read(data)
    assert (packed.frames, packed.sketch, packed.recorded, packed.recorded_by) == ((), None, None, None)


def test_half_a_film_keeps_what_its_header_says(reader: SandboxedReader, tmp_path: Path) -> None:
    film = packing_film(tmp_path, 2)
    assert reader.read(film[: len(film) // 2]).frames == ()
