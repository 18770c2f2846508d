"""Lossless pixels are brought to one quality; a JPEG's are left alone."""

import numpy as np

from fairclaim.forensics.fine_jpeg import QUALITY, as_fine_jpeg
from unit.forensics.material import photo
from unit.forensics.pixel_traces import alone, saved, scene


def test_lossless_pixels_become_those_of_a_fine_jpeg() -> None:
    given = scene()
    (lossless,) = alone(given).photos
    (fine,) = saved(given, quality=QUALITY).photos
    found = as_fine_jpeg(lossless)
    assert np.array_equal(given, scene())
    assert found.shape == given.shape
    assert np.abs(found.astype(int) - fine.raster.pixels).mean() < 0.5


def test_a_jpeg_stays_as_it_is() -> None:
    (claim,) = saved(scene(), quality=80).photos
    assert as_fine_jpeg(claim) is claim.raster.pixels


def test_any_size_can_be_brought_there() -> None:
    for height, width in ((1, 1), (7, 3), (16, 17)):
        assert as_fine_jpeg(photo(np.full((height, width, 3), 90, np.uint8))).shape == (height, width, 3)
