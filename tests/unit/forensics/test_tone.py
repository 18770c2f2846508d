"""Filters are undone; a local change survives the undoing."""

import cv2
import numpy as np
import pytest

from fairclaim.forensics.tone import equal_tone
from unit.forensics.material import Pixels, cracked, picture


def saturated(pixels: Pixels) -> Pixels:
    hsv = cv2.cvtColor(pixels, cv2.COLOR_RGB2HSV).astype(np.float32)
    hsv[..., 1] = np.clip(hsv[..., 1] * 1.6, 0, 255)
    return np.asarray(cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2RGB))


def darkened(pixels: Pixels) -> Pixels:
    dark: Pixels = (255 * (pixels / 255.0) ** 2.2).astype(np.uint8)
    return dark


def brightened(pixels: Pixels) -> Pixels:
    bright: Pixels = np.clip(pixels * 1.6, 0, 255).astype(np.uint8)
    return bright


def greyed(pixels: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB))


FILTERS = {"saturation": saturated, "gamma": darkened, "clipping": brightened, "grey": greyed}
every_filter = pytest.mark.parametrize("name", FILTERS)


def toned(claim: Pixels, reference: Pixels) -> Pixels:
    everywhere = np.ones(claim.shape[:2], dtype=np.bool_)
    planes = (claim.astype(np.float32), reference.astype(np.float32))
    return np.asarray(equal_tone(*planes, everywhere, everywhere))


@every_filter
def test_a_filter_is_undone(name: str) -> None:
    source = picture("coffee")
    claim = FILTERS[name](source)
    error = np.abs(toned(claim, source) - claim).mean()
    assert error < 2.5
    assert error < np.abs(source.astype(float) - claim).mean() / 4


@every_filter
def test_a_local_change_survives(name: str) -> None:
    sent = cracked("coffee")
    claim = FILTERS[name](sent.pixels)
    residual = np.abs(toned(claim, picture("coffee")) - claim).max(axis=2)
    assert residual[sent.mask].mean() > 4 * residual[~sent.mask].mean()


def test_equal_pictures_stay_as_they_are() -> None:
    source = picture("chelsea")
    assert np.abs(toned(source, source) - source).mean() < 1.0


def test_the_input_is_left_alone() -> None:
    source = picture("coffee").astype(np.float32)
    everywhere = np.ones(source.shape[:2], dtype=np.bool_)
    before = source.copy()
    equal_tone(darkened(picture("coffee")).astype(np.float32), source, everywhere, everywhere)
    assert np.array_equal(source, before)


def test_too_little_overlap_teaches_nothing() -> None:
    source = picture("coffee").astype(np.float32)
    nowhere = np.zeros(source.shape[:2], dtype=np.bool_)
    assert equal_tone(source / 2, source, nowhere, nowhere) is source
