"""The child's side, called here as it runs there: how moments are chosen, whatever the header says of the length."""

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from fairclaim.domain.errors import BrokenFileError, OverLimitError
from fairclaim.imaging.film_frames import FRAMES, MOMENTS, film_moments, prepare
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from packing_film import packing_film


def test_moments_are_spread_over_the_whole_film_however_early_the_time_is_over(tmp_path: Path) -> None:
    prepare()
    film = packing_film(tmp_path, 4)
    whole = film_moments(film, limits=DEFAULT_LIMITS)
    assert len(whole) == MOMENTS
    assert sum(one.jpeg is not None for one in whole) <= FRAMES
    steps = [later.at_ms - one.at_ms for one, later in pairwise(whole)]
    assert max(steps) <= 2 * min(steps) + 200


def test_a_film_that_does_not_say_how_long_it_is_is_read_from_its_beginning(tmp_path: Path) -> None:
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        pytest.skip("ffmpeg is not installed")
    packing_film(tmp_path, 5)
    made = subprocess.run(
        [
            ffmpeg,
            "-loglevel",
            "error",
            "-i",
            str(tmp_path / "film.mp4"),
            "-c",
            "copy",
            "-f",
            "matroska",
            "-live",
            "1",
            "-",
        ],
        capture_output=True,
        check=True,
    )
    moments = film_moments(made.stdout, limits=DEFAULT_LIMITS)
    assert MOMENTS // 2 <= len(moments) <= MOMENTS
    assert moments[-1].at_ms > 6_000


def test_frames_beyond_the_limit_and_none_at_all_are_refused(tmp_path: Path) -> None:
    film = packing_film(tmp_path, 6)
    with pytest.raises(OverLimitError):
        film_moments(film, limits=Limits(pixels=100))
    with pytest.raises(BrokenFileError):
        film_moments(b"RIFF\x04\0\0\0AVI ", limits=DEFAULT_LIMITS)
