"""Sketches: small, repeatable, kept by the digest of the file."""

import numpy as np
import pytest

from fairclaim.benchmark.channels import screenshot
from fairclaim.imaging.raster import Raster
from fairclaim.matching.sketch import FEATURES, Sketchbook, content, probe, sketch
from unit.forensics.material import decoded, picture, sealed


def raster(name: str = "coffee") -> Raster:
    return Raster(picture(name))


def test_a_sketch_is_small_and_the_same_every_time() -> None:
    first, second = sketch(raster()), sketch(raster())
    assert np.array_equal(first.places, second.places)
    assert first.places.nbytes + first.codes.nbytes < 40_000
    assert 0 < len(first.places) <= FEATURES + 8


def test_a_probe_has_the_hash_of_its_content_besides() -> None:
    assert probe(raster()).codes.shape == (16, 32)


@pytest.mark.parametrize("shape", [(1, 1, 3), (4, 900, 3), (2000, 3, 3), (64, 64, 3)])
@pytest.mark.parametrize("grey", [0, 128, 255])
def test_a_picture_of_nothing_has_no_places(shape: tuple[int, int, int], grey: int) -> None:
    blank = Raster(sealed(np.full(shape, grey)))
    assert sketch(blank).places.shape == (0, 128)
    assert probe(blank).places.shape == (0, 128)


def test_the_content_of_a_screenshot_is_the_picture() -> None:
    shown = picture("coffee")
    delivery = screenshot(shown)
    found = content(Raster(decoded(delivery.data)))
    expected = shown.shape[0] * delivery.placement.scale_rows
    assert found.height == pytest.approx(expected, rel=0.06)
    assert found.width == 1080


def test_a_picture_without_a_frame_is_all_content() -> None:
    assert content(raster()).height == raster().height
    blank = Raster(sealed(np.zeros((50, 60, 3))))
    assert content(blank) is blank


def test_a_book_sketches_a_file_once_and_forgets_the_one_not_asked_for_longest() -> None:
    book = Sketchbook(length=2)
    first = book.sketch("a", raster("coffee"))
    assert book.sketch("a", raster("chelsea")) is first
    second = book.sketch("b", raster("chelsea"))
    assert book.sketch("a", raster("coffee")) is first
    book.sketch("c", raster("rocket"))
    assert len(book) == 2
    assert book.sketch("a", raster("coffee")) is first
    assert book.sketch("b", raster("chelsea")) is not second
