"""Curves lie where their numbers say."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence

import pytest

from fairclaim.benchmark.blind_plots import Axes, draw, draw_coverage, draw_det, draw_reliability, draw_roc
from fairclaim.benchmark.fused_probability import Fused, fused_numbers
from unit.benchmark.blind_results import WEIGHING, drawn

EVERY = (draw_roc, draw_det, draw_reliability, draw_coverage)


@pytest.fixture(scope="module")
def fused() -> list[Fused]:
    return list(fused_numbers(drawn(count=12), WEIGHING))[:6]


@pytest.mark.parametrize("plot", EVERY)
def test_every_plot_is_svg_with_a_title_and_a_line_for_each_channel(
    plot: Callable[[Sequence[Fused]], str], fused: list[Fused]
) -> None:
    root = ET.fromstring(plot(fused))  # noqa: S314
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert {one.way for one in fused} <= set(texts)
    places = re.findall(r"-?\d+\.\d", " ".join(e.get("d", "") for e in root.iter() if e.tag.endswith("path")))
    assert all(0 <= float(place) <= 560 for place in places)


@pytest.mark.parametrize("plot", EVERY)
def test_nothing_measured_is_drawn_as_empty_axes(plot: Callable[[Sequence[Fused]], str]) -> None:
    assert "nothing measured" in plot([])


def test_a_share_lies_between_the_ends_of_its_axis() -> None:
    axes = Axes(across="a", upward="b")
    assert axes.col(0) < axes.col(0.5) < axes.col(1)
    assert axes.row(0) > axes.row(0.5) > axes.row(1)
    drawing = draw({"line": ((0.0, 0.0), (1.0, 1.0))}, axes, title="t", with_dots=True)
    assert drawing.count("<circle") == 2
