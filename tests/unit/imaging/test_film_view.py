from pathlib import Path

import cv2
import numpy as np
import pytest

from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.film_view import STILLS, view_film
from fairclaim.imaging.limits import DEFAULT_LIMITS
from fairclaim.imaging.sandbox import Sandbox
from small_films import HEIGHT, WIDTH, number_film


def number_in(still: bytes) -> int:
    """Return which frame a still is of."""
    pixels = cv2.imdecode(np.frombuffer(still, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    return round(float((pixels[40] > 150).sum()) / 4)


def test_a_film_tells_its_size_and_pace_and_gives_stills_in_order(tmp_path: Path) -> None:
    seen = view_film(number_film(tmp_path / "film.webm", frames=48), limits=DEFAULT_LIMITS)
    assert (seen.height, seen.width, seen.fps, seen.codec) == (HEIGHT, WIDTH, 25.0, "VP80")
    assert seen.seconds == pytest.approx(48 / 25, abs=0.1)
    assert len(seen.stills) == STILLS
    numbers = [number_in(still) for _, still in seen.stills]
    assert numbers == [round(at * 25) for at, _ in seen.stills] == [2 + 4 * part for part in range(STILLS)]


def test_a_film_of_a_few_frames_gives_each_of_them_once(tmp_path: Path) -> None:
    seen = view_film(number_film(tmp_path / "film.webm", frames=3), limits=DEFAULT_LIMITS)
    assert [number_in(still) for _, still in seen.stills] == [0, 1, 2]


def test_the_sandbox_opens_films_behind_its_locks(tmp_path: Path) -> None:
    data = number_film(tmp_path / "film.webm", frames=24)
    with Sandbox(tasks=("film-view",)) as sandbox:
        told, stills = sandbox.call("film-view", data, "video/webm")
        assert (told["codec"], told["width"], len(told["stills"])) == ("VP80", WIDTH, STILLS)
        assert sum(one["size"] for one in told["stills"]) == len(stills)
        with pytest.raises(BrokenFileError):
            sandbox.call("film-view", data[:200], "video/webm")
        assert sandbox.call("film-view", data, "video/webm")[0] == told
