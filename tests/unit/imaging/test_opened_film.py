from pathlib import Path

import cv2
import pytest

from fairclaim.domain.errors import BrokenFileError, OverLimitError
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.opened_film import opened_film, prepare
from small_films import HEIGHT, WIDTH, number_film


def test_a_film_is_open_as_long_as_it_is_read(tmp_path: Path) -> None:
    prepare()
    with opened_film(number_film(tmp_path / "film.webm", frames=3), limits=DEFAULT_LIMITS) as film:
        assert film.get(cv2.CAP_PROP_FRAME_WIDTH) == WIDTH
        assert film.read()[0]
    assert not film.isOpened()


def test_what_is_no_film_or_too_large_is_refused(tmp_path: Path) -> None:
    data = number_film(tmp_path / "film.webm", frames=3)
    for broken in (b"\x1aE\xdf\xa3" + bytes(200), b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/film.ts\n"):
        with pytest.raises(BrokenFileError), opened_film(broken, limits=DEFAULT_LIMITS):
            raise AssertionError
    with pytest.raises(OverLimitError), opened_film(data, limits=Limits(pixels=HEIGHT * WIDTH - 1)):
        raise AssertionError
