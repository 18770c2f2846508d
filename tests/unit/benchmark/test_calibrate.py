"""Thresholds keep their promise on photos that were held out, and curves never say more than they may."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.benchmark.blind_recipe import HONEST, Kind, Split, Way
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.calibrate import HIGHEST, LOWEST, SHARE, curve_knots, learn, rounded_up
from fairclaim.benchmark.learned import is_learned
from fairclaim.forensics.calibration import Curve
from fairclaim.forensics.quality import Quality
from unit.benchmark.blind_results import KEY, result

scores = st.lists(st.floats(-1e3, 1e3).map(lambda value: round(value, 3)), min_size=1, max_size=80)


@given(scores, scores)
def test_a_curve_is_what_calibration_demands(genuine: list[float], forged: list[float]) -> None:
    knots = curve_knots(np.array(genuine), np.array(forged))
    Curve(knots, None)  # it raises for scores that do not ascend, or a curve that falls
    assert 1 <= len(knots) <= 6
    assert all(LOWEST <= level <= HIGHEST and str(level) != "-0.0" for _, level in knots)


def test_a_curve_says_more_where_forgeries_lie() -> None:
    random = np.random.default_rng(1)
    curve = Curve(curve_knots(random.normal(size=600), random.normal(size=300) + 2), None)
    assert curve.at(-3) == LOWEST
    assert 0.5 < curve.at(3) <= HIGHEST
    assert curve.at(0) < curve.at(1.5) < curve.at(3)


@given(st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-6))
def test_rounding_up_never_lowers(value: float) -> None:
    rounded = rounded_up(value)
    assert value <= rounded <= value + abs(value) * 2e-5
    assert rounded == float(f"{rounded:.6g}")


def fit(gap: float, *, genuine: int = 600, forged: int = 120, quality: Quality = Quality.FINE) -> list[BlindResult]:
    random = np.random.default_rng(7)
    honest = [
        result(Kind.DAMAGED if n % 3 else Kind.GENUINE, n, float(random.normal()), split=Split.FIT, quality=quality)
        for n in range(genuine)
    ]
    others = [
        result(Kind.PASTED, n, float(random.normal(gap)), split=Split.FIT, quality=quality) for n in range(forged)
    ]
    return [*honest, *others]


def test_the_promise_holds_on_photos_that_were_held_out() -> None:
    learned = learn(fit(2.0), [KEY], on="drawn scores")
    threshold = learned.weighing.thresholds.of(KEY, Quality.FINE)
    fresh = np.random.default_rng(8).normal(size=20_000)
    assert (fresh > threshold).mean() < 4 * SHARE
    assert learned.basis[KEY][Quality.FINE].genuine == 600
    assert learned.basis[KEY][Quality.FINE].forged == 120


def test_too_few_photos_promise_nothing_and_weigh_nothing() -> None:
    learned = learn(fit(2.0, genuine=498), [KEY], on="drawn scores")
    assert not learned.weighing.thresholds.is_promised(KEY, Quality.FINE)
    assert learned.weighing.curves == {}
    assert learn(fit(2.0, genuine=499), [KEY], on="drawn scores").weighing.thresholds.is_promised(KEY, Quality.FINE)


def test_a_check_that_tells_nothing_apart_has_a_level_curve_at_nought() -> None:
    learned = learn(fit(0.0), [KEY], on="drawn scores")
    assert [level for _, level in learned.weighing.curves[KEY][Quality.FINE].knots] == [0.0]
    telling = learn(fit(2.0), [KEY], on="drawn scores").weighing.curves[KEY][Quality.FINE]
    assert telling.at(4.0) > 0.5


def test_a_question_that_no_forgery_is_about_weighs_nothing() -> None:
    key = "screen-recapture"
    renamed = [
        result(
            one.kind, n, None, split=Split.FIT, scores=(type(one.scores[0])(key=key, signal="x", score=one.score(KEY)),)
        )
        for n, one in enumerate(fit(2.0))
    ]
    learned = learn(renamed, [key], on="drawn scores")
    assert learned.weighing.thresholds.is_promised(key, Quality.FINE)
    assert [level for _, level in learned.weighing.curves[key][Quality.FINE].knots] == [0.0]


def test_too_few_forgeries_weigh_nothing() -> None:
    """The curve is there all the same: it carries the error rates."""
    learned = learn(fit(2.0, forged=5), [KEY], on="drawn scores")
    assert [level for _, level in learned.weighing.curves[KEY][Quality.FINE].knots] == [0.0]
    assert learned.weighing.thresholds.is_promised(KEY, Quality.FINE)


def test_qualities_do_not_mix() -> None:
    learned = learn([*fit(2.0), *fit(2.0, quality=Quality.COARSE, genuine=10)], [KEY], on="drawn scores")
    assert set(learned.weighing.thresholds.by_check[KEY]) == {Quality.FINE}
    assert math.isinf(learned.weighing.thresholds.of(KEY, Quality.COARSE))


def test_silence_and_untouched_twins_do_not_disturb() -> None:
    silent = [result(Kind.PASTED, n, None, split=Split.FIT) for n in range(30)]
    same = [result(Kind.GENUINE, n, 0.0, way=Way.UNTOUCHED, split=Split.FIT) for n in range(3)]
    assert learn([*fit(2.0), *silent, *same], [KEY], on="x").basis[KEY][Quality.FINE].auc == pytest.approx(
        learn(fit(2.0), [KEY], on="x").basis[KEY][Quality.FINE].auc
    )


def test_a_learned_question_is_not_taught_by_what_its_network_learned_from() -> None:
    key = "redrawn-texture"
    known = next(f"clothes/{n}" for n in range(100) if is_learned(f"clothes/{n}"))
    seen = [
        replace(one, subject=known, scores=(replace(one.scores[0], key=key),)) for one in fit(0.0) if one.kind in HONEST
    ]
    assert not learn(seen, [key], on="drawn scores").weighing.thresholds.is_promised(key, Quality.FINE)
    other = [replace(one, scores=(replace(one.scores[0], key=KEY),)) for one in seen]
    assert learn(other, [KEY], on="drawn scores").weighing.thresholds.is_promised(KEY, Quality.FINE)
