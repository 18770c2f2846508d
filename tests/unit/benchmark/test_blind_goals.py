"""Every goal of the blind track stands beside what was measured, also where nothing was answered."""

from dataclasses import replace

from fairclaim.benchmark.blind_goals import goals
from fairclaim.benchmark.shortcuts import swaps_of
from fairclaim.forensics.thresholds import Thresholds
from unit.benchmark.blind_results import KEY, WEIGHING, formats
from unit.benchmark.test_blind_measured import measured

NOTHING = Thresholds(by_check={}, share=0.002, on="nothing")


def test_every_goal_has_its_row() -> None:
    rows = [line for line in goals(measured()).splitlines() if line.startswith("| ")][1:]
    assert sum(line.startswith("| AUC, ") for line in rows) == 5
    assert sum("asked about by any check" in line for line in rows) == 8
    assert sum(line.startswith("| AUC moved by swapping formats") for line in rows) == len(measured().swaps)
    assert any(line.startswith("| pixel F1") for line in rows)
    assert all(len(line.split(" | ")) == 3 for line in rows)


def test_an_unanswered_goal_says_so() -> None:
    assert "no answer" in goals(measured())


def test_a_swap_says_whether_the_goal_is_met() -> None:
    record = measured()
    honest = replace(record, swaps={KEY: swaps_of(formats(), KEY, thresholds=WEIGHING.thresholds)})
    cheating = replace(record, swaps={KEY: swaps_of(formats(cheats=True), KEY, thresholds=WEIGHING.thresholds)})
    silent = replace(record, swaps={KEY: swaps_of(formats(), KEY, thresholds=NOTHING)})
    assert " | met: 0.000 (" in goals(honest)
    assert " | not met: " in goals(cheating)
    assert "it says nothing in one of the two forms" in goals(silent)
