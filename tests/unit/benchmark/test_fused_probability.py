"""The fused probability, on mixtures whose truth is known."""

import json

from fairclaim.benchmark.blind_recipe import CHANNELS
from fairclaim.benchmark.fused_probability import OWN_FORGERIES, REAL_FORGERIES, fused_numbers
from fairclaim.benchmark.weighing import Weighing
from unit.benchmark.blind_results import WEIGHING, drawn, untouched


def test_both_mixtures_are_told_in_every_channel_and_over_all() -> None:
    found = fused_numbers(drawn(), WEIGHING)
    ways = ["all", *(way.value for way in CHANNELS)]
    assert [(one.mixture, one.way) for one in found] == [(m, w) for m in (OWN_FORGERIES, REAL_FORGERIES) for w in ways]
    assert all(one.brier < 0.25 for one in found)
    assert all(one.roc[0] == (0.0, 0.0) and one.roc[-1] == (1.0, 1.0) for one in found)


def test_no_photo_counts_twice() -> None:
    whole = fused_numbers(drawn(count=6, ways=CHANNELS[:1]), WEIGHING)[0]
    assert (whole.genuine, whole.forged) == (6, 12)  # the same photos are twins of both kinds


def test_without_curves_one_half_is_said_every_time() -> None:
    found = fused_numbers(drawn(), Weighing(WEIGHING.thresholds, {}))
    assert {(round(one.brier, 6), round(one.ece, 6), len(one.bins)) for one in found} == {(0.25, 0.0, 1)}


def test_nothing_to_compare_is_nothing() -> None:
    assert fused_numbers(untouched(), WEIGHING) == ()


def test_a_record_is_plain_json() -> None:
    json.dumps([one.to_record() for one in fused_numbers(drawn(count=5), WEIGHING)], allow_nan=False)
