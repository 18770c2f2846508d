"""Plots in a real browser."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from chromium import Chromium, Page
from picture_house import House

ROOT = "document.querySelector('plot-figure').shadowRoot"
BODY = """
<plot-figure label="Decided within a day" kind="{kind}" x="{x}" unit="%" thresholds='[{{"at": {at}, "label": "goal"}}]'>
<table><thead><tr><th>at</th><th>decided</th><th>appealed</th></tr></thead>
<tbody><tr><td data-value="{first}">first</td><td>62 %</td><td>4 %</td></tr>
<tr><td data-value="{second}">second</td><td>71 %</td><td>–</td></tr>
<tr><td data-value="{third}">third</td><td>80 %</td><td>3 %</td></tr></tbody></table>
</plot-figure>
"""
DAYS = {"x": "date", "at": '"2026-11-02"', "first": "2026-11-01", "second": "2026-11-02", "third": "2026-11-03"}
NUMBERS = {"x": "number", "at": "0.5", "first": "0.1", "second": "0.5", "third": "0.9"}
ROUTES = {"x": "category", "at": "9", "first": "approve", "second": "review", "third": "ask-more"}


@pytest.fixture
def plot(chromium: Chromium, house: House, request: pytest.FixtureRequest) -> Iterator[Page]:
    kind, places, dark = request.param
    address = house.document("plot", BODY.format(kind=kind, **places), lang="zh")
    page = chromium.open(address, width=800, height=600, dark=dark)
    page.wait(f"{ROOT}.querySelector('canvas')")
    page.settle()
    yield page
    page.close()


CASES = [("line", DAYS, False), ("steps", NUMBERS, True), ("bars", ROUTES, False)]


@pytest.mark.parametrize("plot", CASES, indirect=True, ids=["line", "steps", "bars"])
def test_a_table_is_drawn_under_the_strict_policy(plot: Page) -> None:
    seen = cv2.imdecode(np.frombuffer(plot.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    assert seen is not None
    box = plot.value(f"{ROOT}.querySelector('.plot').getBoundingClientRect().toJSON()")
    part = seen[int(box["top"]) : int(box["bottom"]), int(box["left"]) : int(box["right"])]
    hue = part.max(2).astype(int) - part.min(2)
    assert (hue > 40).sum() > 200
    assert plot.value(f"[...{ROOT}.querySelectorAll('.u-legend .u-label')].slice(1).map((one) => one.textContent)") == [
        "decided",
        "appealed",
    ]
    assert plot.complaints() == []


@pytest.mark.parametrize("plot", CASES[:1], indirect=True, ids=["line"])
def test_the_table_stays_behind_the_plot_and_a_change_of_it_is_drawn(plot: Page) -> None:
    assert plot.value(f"{ROOT}.querySelector('summary').textContent") == "数据表"
    assert not plot.value("document.querySelector('table').checkVisibility()")
    plot.click(f"{ROOT}.querySelector('summary')")
    assert plot.value("document.querySelector('table').checkVisibility()")
    plot.value("document.querySelector('th:last-child').textContent = 'overturned'; 0")
    plot.wait(f"{ROOT}.querySelector('.u-legend').textContent.includes('overturned')")


def test_an_empty_table_leaves_no_empty_plot(chromium: Chromium, house: House) -> None:
    page = chromium.open(house.document("empty", "<plot-figure label='Nothing'><table></table></plot-figure>"))
    page.settle()
    assert page.value(f"{ROOT}.querySelector('.plot').hidden")
    assert page.complaints() == []
    page.close()
