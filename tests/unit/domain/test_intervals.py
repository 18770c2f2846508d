import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from fairclaim.domain.intervals import Interval, clopper_pearson, wilson

COUNTS = st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(counts=COUNTS, level=st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_agrees_with_scipy(counts: tuple[int, int], level: float) -> None:
    ours = wilson(*counts, level=level)
    theirs = binomtest(*counts).proportion_ci(level, method="wilson")
    assert ours.low == pytest.approx(theirs.low, abs=1e-9)
    assert ours.high == pytest.approx(theirs.high, abs=1e-9)


@given(counts=COUNTS, level=st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_clopper_pearson_agrees_with_scipy(counts: tuple[int, int], level: float) -> None:
    ours = clopper_pearson(*counts, level=level)
    theirs = binomtest(*counts).proportion_ci(level, method="exact")
    assert ours.low == pytest.approx(theirs.low, abs=1e-9)
    assert ours.high == pytest.approx(theirs.high, abs=1e-9)


def test_no_false_alarm_in_n_photos_bounds_the_rate_near_three_over_n() -> None:
    assert clopper_pearson(0, 300, level=0.9).high == pytest.approx(1 - 0.05 ** (1 / 300))
    assert clopper_pearson(0, 300, level=0.9).high == pytest.approx(3 / 300, rel=0.02)


def test_nothing_measured_says_nothing() -> None:
    assert wilson(0, 0) == clopper_pearson(0, 0) == Interval(0.0, 1.0)


@given(counts=COUNTS)
def test_the_measured_share_lies_inside(counts: tuple[int, int]) -> None:
    share = counts[0] / counts[1]
    for interval in (wilson(*counts), clopper_pearson(*counts)):
        assert 0 <= interval.low <= share + 1e-12
        assert share - 1e-12 <= interval.high <= 1


@pytest.mark.parametrize("interval", [wilson, clopper_pearson])
def test_impossible_counts_and_levels_are_refused(interval: object) -> None:
    for hits, total, level in ((-1, 5, 0.95), (6, 5, 0.95), (1, 5, 1.0), (1, 5, math.nan)):
        with pytest.raises(ValueError, match="must lie between"):
            interval(hits, total, level=level)  # type: ignore[operator]  # either of two functions of one signature
