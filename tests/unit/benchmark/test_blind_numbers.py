"""Numbers that are told, against scores whose truth is known."""

import json

import pytest

from fairclaim.benchmark.blind_numbers import FUSED, numbers
from fairclaim.benchmark.blind_recipe import Kind, Split, Way
from unit.benchmark.blind_results import KEY, WEIGHING, drawn, result, untouched


def test_a_gap_between_the_classes_is_told_in_every_channel() -> None:
    told = numbers([*drawn(gap=2.0)], [KEY], WEIGHING).told
    areas = {(one.kind, one.way): one for one in told if one.key == KEY and one.source == "all"}
    assert {kind for kind, _ in areas} == {
        "pasted-back",
        "re-rendered",
        "enlarged by a network",
        "real edit",
        "generator output",
    }
    assert all(one.auc is not None and 0.8 < one.auc <= 1 for one in areas.values())
    shares = [[share for share, *_ in one.found] for one in areas.values()]
    assert shares == [[0.01, 0.001]] * len(areas)
    own = {one.kind for one in told if one.is_own}
    assert own == {"pasted-back", "re-rendered", "enlarged by a network"}


def test_a_coin_is_a_coin() -> None:
    told = numbers(drawn(gap=0.0), [KEY], WEIGHING).told
    inside = [one.low <= 0.5 <= one.high for one in told if one.low is not None and one.high is not None]
    assert sum(inside) > 0.7 * len(inside)


def test_looks_are_counted_where_the_threshold_is_exceeded() -> None:
    results = [result(Kind.DAMAGED, number, 4.0 if number == 1 else 0.0) for number in range(10)]
    asked = {(one.key, one.group): one for one in numbers(results, [KEY], WEIGHING).asked}
    one = asked[KEY, "genuine damaged"]
    assert (one.hits, one.total, one.subjects) == (1, 10, 10)
    assert one.low < 0.1 < one.high
    assert asked[FUSED, "genuine damaged"].hits == 1
    assert asked[KEY, "folder genuine damaged"].total == 10


def test_untouched_files_are_told_for_both_halves() -> None:
    groups = {one.group for one in numbers(untouched(), [KEY], WEIGHING).asked}
    assert groups == {"genuine damaged", "genuine damaged, fit half"}


def test_real_forgeries_are_counted_once_whatever_their_half() -> None:
    results = [result(Kind.REAL_EDIT, n, 0.0, split=Split.FIT if n % 2 else Split.HELD_OUT) for n in range(6)]
    counted = [one for one in numbers(results, [KEY], WEIGHING).asked if one.key == KEY]
    assert [(one.group, one.total) for one in counted] == [("real edit", 6)]


def test_silence_and_places_are_counted() -> None:
    results = [result(Kind.PASTED, 1, None), *drawn(count=3, ways=[Way.ORIGINAL])]
    made = numbers(results, [KEY], WEIGHING)
    silent = next(one for one in made.abstained if one.group == "pasted-back")
    assert (silent.hits, silent.total) == (1, 4)
    placed = next(one for one in made.placed if one.source == "pasted-back, all")
    assert (placed.total, placed.iou, placed.f1) == (3, 0.4, 0.6)


def test_cost_is_told_per_photo_and_per_size() -> None:
    (cost,) = numbers([], [KEY], WEIGHING, alone=untouched()).costs
    assert cost.seconds == cost.seconds_p95 == pytest.approx(0.1)
    assert cost.seconds_per_photo_of_1_5_mp == pytest.approx(0.1 * 1.5 / 0.48)
    assert cost.peak_mb == 90


def test_a_record_is_plain_json() -> None:
    record = numbers([*drawn(count=4), *untouched()], [KEY], WEIGHING).to_record()
    assert json.loads(json.dumps(record, allow_nan=False))["told"]
