"""Every goal of the blind track stands beside what was measured, also where nothing was answered."""

from fairclaim.benchmark.blind_goals import goals
from unit.benchmark.test_blind_measured import measured


def test_every_goal_has_its_row() -> None:
    rows = [line for line in goals(measured()).splitlines() if line.startswith("| ")][1:]
    assert sum(line.startswith("| AUC, ") for line in rows) == 5
    assert sum("asked about by any check" in line for line in rows) == 6
    assert any(line.startswith("| pixel F1") for line in rows)
    assert all(len(line.split(" | ")) == 3 for line in rows)


def test_an_unanswered_goal_says_so() -> None:
    assert "no answer" in goals(measured())
