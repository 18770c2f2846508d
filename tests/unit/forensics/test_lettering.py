"""Rows of signs are found where they stand, and textures are no rows."""

import numpy as np
import pytest

from fairclaim.forensics.lettering import find_rows
from unit.forensics.drawings import captioned, marked_at_the_corner
from unit.forensics.material import Pixels, picture, reencoded, sealed


def base(name: str = "coffee") -> Pixels:
    return picture(name, height=500)


def test_a_mark_in_the_corner_is_found_where_it_stands() -> None:
    plain = sealed(np.full((500, 700, 3), 120))
    rows = find_rows(reencoded(marked_at_the_corner(plain), 80))
    assert rows
    assert rows[0].box.row0 > 440
    assert rows[0].box.col1 > 600
    assert rows[0].is_bright


@pytest.mark.parametrize("ink", [(0, 0, 0), (255, 255, 255)])
def test_dark_and_bright_captions_are_found(ink: tuple[int, int, int]) -> None:
    rows = find_rows(reencoded(captioned(sealed(np.full((400, 600, 3), 128)), ink), 80))
    assert any(row.signs >= 4 and row.is_bright is (ink[0] == 255) for row in rows)


@pytest.mark.parametrize("name", ["coffee", "chelsea", "rocket"])
def test_a_photo_without_lettering_has_no_row_at_its_edges(name: str) -> None:
    height = base(name).shape[0]
    edge = [row for row in find_rows(base(name)) if row.box.row1 < 0.12 * height or row.box.row0 > 0.88 * height]
    assert edge == []


def test_noise_has_no_rows() -> None:
    assert find_rows(np.random.default_rng(1).integers(0, 256, (300, 400, 3), dtype=np.uint8)) == ()


@pytest.mark.parametrize("shape", [(1, 1), (3, 50), (50, 3)])
def test_tiny_pictures_have_no_rows(shape: tuple[int, int]) -> None:
    assert find_rows(np.zeros((*shape, 3), np.uint8)) == ()
