"""Turned and scaled copies are proposed with their map; pictures without copies propose nothing."""

import numpy as np
import pytest

from fairclaim.forensics.turned_copies import turned_copies
from unit.forensics.copies import copied
from unit.forensics.material import Pixels, picture


def luma(pixels: Pixels) -> np.ndarray:
    return np.asarray(pixels.astype(np.float32).mean(axis=2), np.float32)


@pytest.mark.parametrize(("angle_deg", "scale"), [(0, 1.0), (25, 1.0), (90, 1.0), (10, 1.25), (-35, 0.8)])
def test_the_map_of_a_copy_is_found(angle_deg: float, scale: float) -> None:
    forged = copied(
        picture("astronaut", height=480),
        source=(20, 150),
        target=(330, 300),
        side=130,
        angle_deg=angle_deg,
        scale=scale,
    )
    maps = turned_copies(luma(forged.pixels))
    assert maps
    middle = np.array([150 + 65, 20 + 65, 1.0])
    there = np.array([300 + 65, 330 + 65, 1.0])
    back = [np.linalg.norm(np.vstack([onto, [0, 0, 1]]) @ there - middle) for onto in maps]
    forth = [np.linalg.norm(np.vstack([onto, [0, 0, 1]]) @ middle - there) for onto in maps]
    assert min(*back, *forth) < 4


@pytest.mark.parametrize("name", ["coffee", "chelsea", "astronaut"])
def test_a_picture_without_copies_proposes_nothing(name: str) -> None:
    assert turned_copies(luma(picture(name))) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (40, 50)])
def test_any_shape_is_answered(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(3).integers(0, 256, shape).astype(np.float32)
    assert turned_copies(noise) == ()
