"""The curve: well-formed, inside its frame, larger times higher."""

import re
import xml.etree.ElementTree as ET

import pytest

from fairclaim.benchmark.curve import HEIGHT, WIDTH, Line, draw_curve

SLOW = Line("whole", ((1e4, 0.8), (1e5, 3.6), (1e6, 31.0)))
FAST = Line("hash", ((1e4, 0.05), (1e5, 0.5), (1e6, 7.5)))


def dots(svg: str) -> list[tuple[float, float]]:
    return [(float(col), float(row)) for col, row in re.findall(r'cx="([\d.-]+)" cy="([\d.-]+)"', svg)]


def test_every_point_is_inside_the_frame_and_larger_is_higher() -> None:
    svg = draw_curve([FAST, SLOW], title="Time", goal_ms=10)
    ET.fromstring(svg)  # noqa: S314  (our own text)
    found = dots(svg)
    assert len(found) == 6
    assert all(0 < col < WIDTH and 0 < row < HEIGHT for col, row in found)
    rows = [row for _, row in found]
    assert rows[:3] == sorted(rows[:3], reverse=True)
    assert all(slow < fast for fast, slow in zip(rows[:3], rows[3:], strict=True))


def test_the_axes_name_their_units_and_the_goal() -> None:
    svg = draw_curve([FAST], title="Time", goal_ms=10)
    for words in ("10 k", "100 k", "1 M", "0.1 ms", "goal: 10 ms", "7.5 ms"):
        assert f">{words}<" in svg


@pytest.mark.parametrize("points", [((5.0, 1.0),), ((5.0, 10.0), (5000.0, 10.0))])
def test_few_points_are_drawn_too(points: tuple[tuple[float, float], ...]) -> None:
    assert len(dots(draw_curve([Line("one", points)], title="Time", goal_ms=10))) == len(points)
