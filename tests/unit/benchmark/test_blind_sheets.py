"""Failures as pictures, the worst first."""

from dataclasses import replace
from pathlib import Path

import cv2

from fairclaim.benchmark.blind_recipe import Kind, Split, Way
from fairclaim.benchmark.blind_recipes import held_out_recipes
from fairclaim.benchmark.blind_sheets import Pair, strongest_misses, worst_alarms, write_blind_sheets
from unit.benchmark.blind_results import KEY, WEIGHING, result


def pairs(tiny: Path) -> list[Pair]:
    """Every trial of the tiny corpus, scored by its place."""
    recipes = held_out_recipes(tiny, autoencoder=None)
    return [
        (
            one,
            replace(
                result(one.kind, number, number / 100),
                name=one.name,
                way=one.way,
                source=one.source,
                split=Split.HELD_OUT,
            ),
        )
        for number, one in enumerate(recipes)
    ]


def test_the_highest_genuine_score_is_the_worst_alarm_each_photo_once(tiny: Path) -> None:
    worst = worst_alarms(pairs(tiny), KEY)
    scores = [one.score(KEY) or 0 for _, one in worst]
    assert scores == sorted(scores, reverse=True)
    assert len({one.name for _, one in worst}) == len(worst)
    assert {one.kind for _, one in worst} <= {Kind.GENUINE, Kind.DAMAGED}


def test_a_miss_is_a_forgery_that_was_not_asked_about(tiny: Path) -> None:
    missed = strongest_misses(pairs(tiny), KEY, WEIGHING)
    assert missed
    assert {one.way for _, one in missed} == {Way.ORIGINAL}
    assert {one.kind for _, one in missed} <= {Kind.PASTED, Kind.REAL_EDIT}
    loud = [(recipe, replace(one, scores=result(one.kind, 1, 99.0).scores)) for recipe, one in pairs(tiny)]
    assert strongest_misses(loud, KEY, WEIGHING) == []


def test_sheets_are_written_and_stale_ones_removed(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "blind-old-alarms.jpg").write_bytes(b"stale")
    written = write_blind_sheets(pairs(tiny), [KEY], WEIGHING, tmp_path)
    assert [path.name for path in written] == ["blind-noise-level-alarms.jpg", "blind-noise-level-misses.jpg"]
    assert sorted(tmp_path.iterdir()) == sorted(written)
    picture = cv2.imread(str(written[0]))
    assert picture is not None
    assert picture.shape[1] == 4 * 320


def test_nothing_to_show_makes_no_sheet(tmp_path: Path) -> None:
    assert write_blind_sheets([], [KEY], WEIGHING, tmp_path) == []
