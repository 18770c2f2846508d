import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.finding import GreyMap
from fairclaim.report.small_map import LONGEST_PX, MOST_BYTES, small_map


def grey(pixels: npt.NDArray[np.uint8]) -> GreyMap:
    return GreyMap(pixels.shape[0], pixels.shape[1], cv2.imencode(".png", pixels)[1].tobytes())


def read(data: bytes | None) -> npt.NDArray[np.uint8]:
    assert data is not None
    assert data[8:12] == b"WEBP"
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    return np.asarray(pixels, np.uint8)


def test_a_thin_line_stays_as_strong_and_where_it_is() -> None:
    pixels = np.zeros((3000, 4000), np.uint8)
    pixels[1499:1501, 500:3500] = 240
    small = read(small_map(grey(pixels)))
    assert small.shape == (576, 768)
    rows, cols = np.nonzero(small > 200)
    assert abs(rows.mean() / 576 - 0.5) < 0.005
    assert (abs(cols.min() / 768 - 0.125) < 0.005, abs(cols.max() / 768 - 0.875) < 0.005) == (True, True)
    assert (small[:200] < 8).all()


def test_a_small_map_keeps_its_size() -> None:
    pixels = np.full((90, 120), 77, np.uint8)
    small = read(small_map(grey(pixels)))
    assert small.shape == (90, 120)
    assert abs(int(small[45, 60]) - 77) <= 2


def test_the_worst_map_is_no_larger_than_may_be_kept() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (2000, 2000), np.uint8)
    data = small_map(grey(noise))
    assert data is not None
    assert len(data) <= MOST_BYTES
    assert max(read(data).shape) in LONGEST_PX


def test_what_is_no_picture_is_no_map() -> None:
    assert small_map(GreyMap(4, 4, b"\x89PNG\r\n\x1a\n")) is None
