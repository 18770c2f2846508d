"""The network that ships: blind to brightness, the same every time, and stirred by what was grown from a small picture."""

import cv2
import numpy as np
import pytest

from fairclaim.forensics.redrawn_texture import MOST_SEEN_PX, texture_score
from unit.forensics.material import picture, sealed

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")


def test_it_cannot_see_brightness() -> None:
    """Its first filters sum to zero; rounding and the frame's rim are all that is left."""
    pixels = np.asarray(picture("coffee", height=400)) // 2
    assert texture_score(sealed(pixels + 60)) == pytest.approx(texture_score(sealed(pixels)), abs=0.4)


def test_it_looks_at_the_middle_of_a_large_photo() -> None:
    pixels = np.asarray(picture("coffee", height=1100))
    row, col = ((side - MOST_SEEN_PX) // 2 for side in pixels.shape[:2])
    middle = pixels[row : row + MOST_SEEN_PX, col : col + MOST_SEEN_PX]
    assert texture_score(sealed(pixels)) == pytest.approx(texture_score(sealed(middle)), abs=1e-4)


def test_a_texture_grown_from_a_small_picture_scores_higher_than_the_photo() -> None:
    pixels = np.asarray(picture("coffee", height=400))
    rows, cols = pixels.shape[:2]
    grown = cv2.resize(cv2.resize(pixels, (cols // 8, rows // 8), interpolation=cv2.INTER_AREA), (cols, rows))
    assert texture_score(sealed(np.asarray(grown))) > texture_score(sealed(pixels))


def test_the_same_photo_has_the_same_score() -> None:
    pixels = sealed(np.asarray(picture("coffee", height=300)))
    assert texture_score(pixels) == texture_score(pixels)
