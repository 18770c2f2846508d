"""Frames come out of the sandbox; what is no film, or a broken one, is an error of its own and harms nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fairclaim.domain.errors import InputError, UnknownFormatError
from fairclaim.imaging.film import read_film
from fairclaim.imaging.film_frames import FRAMES, MOMENTS
from fairclaim.imaging.film_sketch import SKETCH_BYTES, is_one_film
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.sniff import sniff
from packing_film import encoded_again, packing_film


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(tasks=("film",)) as found:
        yield found


def test_a_film_lends_a_bounded_number_of_frames_none_like_another(sandbox: Sandbox, tmp_path: Path) -> None:
    moments = read_film(packing_film(tmp_path, 1), sandbox)
    frames = [one.frame for one in moments if one.frame is not None]
    assert len(moments) == MOMENTS
    assert 3 <= len(frames) <= FRAMES
    assert [one.at_ms for one in moments] == sorted({one.at_ms for one in moments})
    assert 0 <= moments[0].at_ms < 1_000
    assert moments[-1].at_ms > 7_000
    assert all(len(one.sketch) == SKETCH_BYTES for one in moments)
    assert {sniff(frame) for frame in frames} == {"image/jpeg"}
    (still,) = [one for one in read_film(packing_film(tmp_path, 1, is_still=True), sandbox) if one.frame is not None]
    assert still.at_ms < 1_000


def test_the_same_film_gives_the_same_frames(sandbox: Sandbox, tmp_path: Path) -> None:
    film = packing_film(tmp_path, 2)
    assert read_film(film, sandbox) == read_film(film, sandbox)


def test_a_film_is_found_again_after_encoding_and_another_packing_on_the_same_table_is_not_it(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    films = [packing_film(tmp_path, seed) for seed in range(5)]
    sketches = [b"".join(one.sketch for one in read_film(film, sandbox)) for film in films]
    again = b"".join(one.sketch for one in read_film(encoded_again(films[0], tmp_path), sandbox))
    assert is_one_film(sketches[0], again)
    assert not any(is_one_film(one, again) for one in sketches[1:])


@pytest.mark.parametrize(
    "data",
    [
        b"#EXTM3U\n#EXT-X-VERSION:3\nhttp://127.0.0.1/x.ts\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"plain words",
        b"",
    ],
)
def test_a_playlist_or_another_file_is_not_even_opened(sandbox: Sandbox, data: bytes) -> None:
    with pytest.raises(UnknownFormatError):
        read_film(data, sandbox)


def test_sound_lends_no_frames(sandbox: Sandbox) -> None:
    assert read_film(b"OggS" + bytes(60), sandbox) == ()


def test_a_broken_film_is_an_error_and_the_next_one_is_read(sandbox: Sandbox, tmp_path: Path) -> None:
    film = packing_film(tmp_path, 3)
    for broken in (film[: len(film) // 3], film[:40] + bytes(len(film) - 40), b"\0\0\0\x20ftypisom" + bytes(500)):
        with pytest.raises(InputError):
            read_film(broken, sandbox)
    assert read_film(film, sandbox)
