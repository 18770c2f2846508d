"""A hole is filled, and nothing else is touched."""

import sys

import numpy as np
import pytest

from fairclaim.benchmark.fill import LARGEST_PX, fill_by_diffusion, fill_by_patches
from fairclaim.domain.box import Box
from fairclaim.domain.errors import UnavailableError
from unit.benchmark.tiny_corpus import picture

WITHIN = Box(100, 120, 190, 260)


@pytest.mark.parametrize("fill", [fill_by_patches, fill_by_diffusion], ids=lambda fill: fill.__name__)
def test_only_the_hole_changes(fill: object) -> None:
    assert callable(fill)
    good = picture("astronaut")
    forgery = fill(good, np.random.default_rng(2), within=WITHIN)
    again = fill(good, np.random.default_rng(2), within=WITHIN)
    assert np.array_equal(forgery.pixels, again.pixels)
    assert np.array_equal(forgery.pixels[~forgery.mask], good[~forgery.mask])
    assert forgery.box.intersection(WITHIN) == forgery.box
    assert (forgery.pixels[forgery.mask] != good[forgery.mask]).any(axis=1).mean() > 0.5


def test_a_hole_never_grows_beyond_what_patches_can_fill_in_time() -> None:
    forgery = fill_by_diffusion(picture("coffee"), np.random.default_rng(2), within=Box(0, 0, 320, 480))
    assert forgery.box.row1 - forgery.box.row0 <= 2 * LARGEST_PX + 1
    assert forgery.box.col1 - forgery.box.col0 <= 2 * LARGEST_PX + 1


def test_without_its_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "patchmatch_cython", None)
    with pytest.raises(UnavailableError, match=r"fairclaim\[benchmark\]"):
        fill_by_patches(picture("coffee"), np.random.default_rng(2), within=WITHIN)
