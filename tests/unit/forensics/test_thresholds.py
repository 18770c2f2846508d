"""A conformal threshold keeps its promise on photos that it has not seen, or promises nothing."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import Thresholds, conformal_threshold, thresholds


@given(st.lists(st.floats(-1e6, 1e6), max_size=300), st.floats(0.001, 0.5))
def test_few_of_the_measured_ones_exceed_it(genuine: list[float], share: float) -> None:
    threshold = conformal_threshold(genuine, share=share)
    assert sum(score > threshold for score in genuine) <= share * (len(genuine) + 1)
    assert math.isfinite(threshold) == ((len(genuine) + 1) * share >= 1 - 1e-9)


def test_a_new_genuine_photo_rarely_exceeds_it() -> None:
    random = np.random.default_rng(5)
    exceeded = 0
    for _ in range(4000):
        scores = random.normal(size=200)
        exceeded += scores[0] > conformal_threshold(scores[1:].tolist(), share=0.05)
    assert exceeded / 4000 == pytest.approx(0.05, abs=0.01)


def test_what_nobody_measured_promises_nothing() -> None:
    some = Thresholds(by_check={"noise-level": {Quality.FINE: 2.0}}, share=0.01, on="corpus@1")
    assert some.of("noise-level", Quality.FINE) == 2.0
    assert some.is_promised("noise-level", Quality.FINE)
    assert not some.is_promised("noise-level", Quality.COARSE)
    assert not some.is_promised("copy-move", Quality.FINE)


def test_what_ships_is_read() -> None:
    shipped = thresholds()
    assert 0 < shipped.share <= 0.01
    assert shipped.on
