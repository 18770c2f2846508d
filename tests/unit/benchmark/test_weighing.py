"""What a score comes to."""

import math

from fairclaim.benchmark.blind_recipe import Kind
from fairclaim.benchmark.blind_track import Score
from fairclaim.benchmark.weighing import Weighing, adverse_signal, shipped
from fairclaim.forensics.calibration import Calibration, Curve, Weight
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import Thresholds
from unit.benchmark.blind_results import KEY, WEIGHING, result
from unit.benchmark.stand_in_check import BOTH, NOISE


def test_a_look_is_asked_for_above_the_threshold_only() -> None:
    scores = {3.0: False, 3.01: True, None: False}
    assert {score: WEIGHING.asks(result(Kind.GENUINE, 1, score), KEY) for score in scores} == scores
    assert not WEIGHING.asks(result(Kind.GENUINE, 1, 99.0, quality=Quality.COARSE), KEY)


def test_a_curve_weighs_where_a_threshold_is_promised() -> None:
    one = result(Kind.GENUINE, 1, 1.0)
    assert math.isclose(WEIGHING.log_odds(one, KEY), 0.85)
    assert math.isclose(WEIGHING.fused(one), 0.85)
    assert WEIGHING.log_odds(result(Kind.GENUINE, 1, None), KEY) == 0
    unpromised = Weighing(Thresholds(by_check={}, share=0.002, on="nothing"), WEIGHING.curves)
    assert unpromised.log_odds(one, KEY) == 0


def test_the_shared_silence_of_two_questions_weighs_nothing() -> None:
    key = "regenerated/region"
    weighing = Weighing(
        Thresholds(by_check={key: {Quality.FINE: 3.0}}, share=0.002, on="nothing"),
        {key: {Quality.FINE: Curve(((0.0, 1.0),), None)}},
    )
    low, high = (
        result(Kind.PASTED, 1, 0.0, scores=(Score(key=key, signal="no-sign", score=score),)) for score in (2.0, 4.0)
    )
    assert (weighing.fused(low), weighing.fused(high)) == (0.0, 1.0)


def test_what_ships_is_found_by_the_adverse_signal() -> None:
    assert adverse_signal(NOISE, "noise-level") == "inconsistent"
    assert adverse_signal(BOTH, "regenerated/frame") == "re-rendered"
    curve = {Quality.FINE: Curve(((0.0, 0.5),), None)}
    calibration = Calibration({"noise-level/inconsistent": Weight(0.0, None, curve)})
    assert shipped((NOISE, BOTH), calibration, WEIGHING.thresholds).curves == {KEY: curve}
