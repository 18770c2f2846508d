"""Areas, cuts and probabilities, against counting by hand and against what intervals promise."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.benchmark.scores import (
    Scored,
    auc,
    auc_difference,
    auc_estimate,
    balanced,
    brier,
    calibration_error,
    coverage,
    cut_at,
    found_at,
    reliability,
    roc,
)

few = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=30)


@given(few, few)
def test_the_area_counts_pairs(genuine: list[float], forged: list[float]) -> None:
    pairs = [(f > g) + 0.5 * (f == g) for g in genuine for f in forged]
    assert auc(np.array(genuine), np.array(forged)) == pytest.approx(sum(pairs) / len(pairs))


@given(few, few)
def test_the_area_under_the_points_is_the_area(genuine: list[float], forged: list[float]) -> None:
    points = roc(np.array(genuine), np.array(forged))
    assert (points[0], points[-1]) == ((0.0, 0.0), (1.0, 1.0))
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(points))
    assert area == pytest.approx(auc(np.array(genuine), np.array(forged)))


def test_an_empty_class_has_no_area() -> None:
    nothing, some = Scored.of([]), Scored.of([(1.0, "a")])
    assert math.isnan(auc(nothing.scores, some.scores))
    assert auc_estimate(nothing, some) is None
    assert auc_difference((nothing, nothing), (some, some)) is None
    assert found_at(nothing.scores, some.scores, 0.01) is None


@given(few, st.sampled_from([0.0, 0.01, 0.1, 0.5]))
def test_at_most_the_share_exceeds_the_cut_and_no_lower_cut_does(genuine: list[float], share: float) -> None:
    scores = np.array(genuine)
    cut = cut_at(scores, share)
    assert (scores > cut).sum() <= share * scores.size + 1e-9
    assert all((scores > lower).sum() > share * scores.size for lower in set(genuine) if lower < cut)


def test_a_share_found_has_its_interval() -> None:
    found = found_at(np.arange(100.0), np.array([98.0, 98.5, 99.5, 200.0]), 0.01)
    assert found is not None
    assert found.value == 0.75
    assert found.interval.low < 0.75 < found.interval.high


def test_trials_of_few_subjects_have_a_wider_interval() -> None:
    random = np.random.default_rng(3)
    shift = random.normal(size=8)

    def scored(subjects: int, gap: float) -> Scored:
        return Scored.of([(shift[i % 8] + random.normal() + gap, f"{i % subjects}") for i in range(160)])

    few_subjects, many = (auc_estimate(scored(n, 0.0), scored(n, 0.8)) for n in (8, 160))
    assert few_subjects is not None
    assert many is not None
    assert few_subjects.interval.low < few_subjects.value < few_subjects.interval.high
    width = few_subjects.interval.high - few_subjects.interval.low
    assert width > 0.8 * (many.interval.high - many.interval.low)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    inside = 0
    truth = 0.760  # of two normal scores one apart: Phi(1 / sqrt 2)
    for seed in range(60):
        random = np.random.default_rng(seed)
        genuine = Scored.of([(random.normal(), f"g{i}") for i in range(60)])
        forged = Scored.of([(random.normal() + 1, f"f{i}") for i in range(60)])
        found = auc_estimate(genuine, forged, rounds=300)
        assert found is not None
        inside += found.interval.low <= truth <= found.interval.high
    assert inside >= 51


def test_a_detector_does_not_differ_from_itself_and_is_better_than_a_coin() -> None:
    random = np.random.default_rng(4)
    genuine = Scored.of([(random.normal(), f"{i}") for i in range(50)])
    forged = Scored.of([(random.normal() + 2, f"{i}") for i in range(50)])
    coins = [Scored.of([(random.normal(), name) for name in one.subjects]) for one in (genuine, forged)]
    same = auc_difference((genuine, genuine), (forged, forged))
    better = auc_difference((genuine, coins[0]), (forged, coins[1]))
    assert same is not None
    assert (same.value, same.interval.low, same.interval.high) == (0.0, 0.0, 0.0)
    assert better is not None
    assert better.interval.low > 0.2


def test_both_classes_count_alike() -> None:
    is_forged = np.array([True, False, False, False])
    assert balanced(is_forged)[is_forged].sum() == pytest.approx(0.5)
    assert brier(np.full(4, 0.5), is_forged) == pytest.approx(0.25)
    assert brier(is_forged.astype(float), is_forged) == 0


def test_honest_probabilities_have_no_calibration_error_and_boasts_have() -> None:
    random = np.random.default_rng(5)
    stated = random.uniform(size=40_000)
    is_forged = random.uniform(size=stated.size) < stated
    assert calibration_error(reliability(stated, is_forged)) < 0.02
    boasts = np.where(stated > 0.5, 0.99, 0.01)
    assert calibration_error(reliability(boasts, is_forged)) > 0.2
    assert calibration_error(reliability(np.full(10, 0.5), np.arange(10) < 3)) == pytest.approx(0)


def test_leaving_the_unsure_out_leaves_fewer_wrong() -> None:
    random = np.random.default_rng(6)
    stated = random.uniform(size=5000)
    is_forged = random.uniform(size=stated.size) < stated
    points = coverage(stated, is_forged)
    at = {round(answered, 1): wrong for answered, wrong in points}
    assert at[0.2] < at[0.6] < at[1.0]
    assert points[-1][0] == pytest.approx(1)


def test_equally_sure_answers_stand_or_fall_together() -> None:
    (point,) = coverage(np.full(6, 0.5), np.arange(6) < 2)
    assert point == pytest.approx((1.0, 0.5))
