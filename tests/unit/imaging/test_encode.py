import io

import numpy as np
import pytest
from PIL import Image

from fairclaim.imaging.encode import to_jpeg, to_png_grey
from fairclaim.imaging.walk.walk import walk


def test_a_map_survives_its_png_unchanged() -> None:
    values = np.arange(12, dtype=np.uint8).reshape(3, 4)
    with Image.open(io.BytesIO(to_png_grey(values))) as image:
        assert image.mode == "L"
        assert np.array_equal(np.asarray(image), values)


def test_a_jpeg_holds_pixels_and_nothing_else() -> None:
    data = to_jpeg(np.full((30, 40, 3), 90, np.uint8))
    kinds = {part.kind for part in walk(data).parts}
    assert kinds == {"APP0", "DQT", "SOF0", "DHT", "SOS", "ECS", "EOI"}


def test_the_longer_side_is_reduced_and_small_pictures_keep_their_size() -> None:
    tall = np.zeros((400, 100, 3), np.uint8)
    for limit, size in ((200, (200, 50)), (1000, (400, 100))):
        structure = walk(to_jpeg(tall, max_side_px=limit))
        assert (structure.height, structure.width) == size


def test_the_input_is_not_touched_and_may_be_read_only() -> None:
    pixels = np.full((8, 8, 3), 7, np.uint8)
    pixels.flags.writeable = False
    to_jpeg(pixels)
    assert int(pixels.sum()) == 8 * 8 * 3 * 7


@pytest.mark.parametrize("shape", [(4,), (4, 4, 3), (0, 4)])
def test_what_is_no_map_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="uint8"):
        to_png_grey(np.zeros(shape, np.uint8))
    with pytest.raises(ValueError, match="uint8"):
        to_jpeg(np.zeros((2, 2), np.float32))
