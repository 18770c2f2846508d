"""What people honestly do to a picture changes it, and each thing in its own way."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from fairclaim.benchmark.dress import caption, circle, collage, strong_filter
from unit.benchmark.tiny_corpus import picture

Pixels = npt.NDArray[np.uint8]


@pytest.mark.parametrize("dress", [caption, circle])
def test_marks_cover_little_and_leave_the_rest(dress: Callable[[Pixels, np.random.Generator], Pixels]) -> None:
    for seed in range(6):
        good = picture("coffee")
        good.setflags(write=False)
        dressed = dress(good, np.random.default_rng(seed))
        changed = (dressed != good).any(axis=2).mean()
        assert 0.0005 < changed < 0.25


def test_a_collage_holds_the_picture_and_another() -> None:
    shapes = set()
    for seed in range(8):
        made = collage(picture("coffee"), picture("astronaut"), np.random.default_rng(seed))
        shapes.add(made.shape)
        assert made.shape[0] * made.shape[1] > 1.2 * 320 * 320
    assert len(shapes) == 2  # beside, or below


def test_filters_are_strong_and_of_several_kinds() -> None:
    good = picture("coffee")
    made = [strong_filter(good, np.random.default_rng(seed)) for seed in range(60)]
    shifts = {round(float(np.abs(one.astype(int) - good).mean()), 3) for one in made}
    assert len(shifts) == 8
    assert min(shifts) > 3
