"""Badges and stars stand where they say, and change nothing else."""

import numpy as np
import pytest

from fairclaim.benchmark.badges import Badge, can_draw, draw, draw_star

GROUND = np.full((300, 500, 3), 90, np.uint8)


@pytest.mark.skipif(not can_draw(), reason="no Chinese font: install fonts-noto-cjk")
@pytest.mark.parametrize("corner", ["bottom-right", "bottom-left", "top-right", "top-left", "bottom-centre"])
def test_a_badge_changes_its_box_only(corner: str) -> None:
    drawn, box = draw(GROUND, Badge(text="AI生成", height_px=24, opacity=0.5, corner=corner))
    rows, cols = np.nonzero((drawn != GROUND).any(axis=2))
    assert box.row0 - 1 <= rows.min() <= rows.max() <= box.row1
    assert box.col0 - 1 <= cols.min() <= cols.max() <= box.col1
    assert drawn.max() == pytest.approx(90 + 0.5 * 165, abs=1)


@pytest.mark.skipif(not can_draw(), reason="no Chinese font: install fonts-noto-cjk")
def test_on_a_bright_ground_the_ink_is_dark() -> None:
    drawn, _ = draw(np.full_like(GROUND, 220), Badge(text="AI生成", height_px=24, opacity=1.0))
    assert drawn.min() == 0


@pytest.mark.parametrize(("side_px", "margin_px"), [(48, 32), (96, 64)])
def test_a_star_stands_at_its_place(side_px: int, margin_px: int) -> None:
    drawn, box = draw_star(GROUND, side_px, opacity=0.5)
    assert (box.row1, box.col1) == (300 - margin_px, 500 - margin_px)
    star = (drawn[box.row0 : box.row1, box.col0 : box.col1, 0] - 90.0) / 82.5
    assert np.abs(star - star[::-1]).mean() < 0.02
    assert star.mean() == pytest.approx(1 - np.pi / 4, abs=0.02)
