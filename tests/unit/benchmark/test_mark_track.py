"""A trial goes through both checks; the table counts what came out."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fairclaim.benchmark.mark_track import MarkResult, try_mark, write_table
from fairclaim.benchmark.mark_trials import Kind, MarkRecipe


def result(kind: Kind, *signals: str, is_placed: bool = True, text: str = "豆包AI生成") -> MarkResult:
    return MarkResult(
        kind=kind.value,
        photo="a/b.jpg",
        text=text,
        height_px=12,
        opacity=0.2,
        signals=signals,
        is_placed=is_placed,
        seconds=0.25,
    )


def test_a_star_goes_through_the_check(tmp_path: Path) -> None:
    Image.fromarray(np.full((500, 700, 3), 70, np.uint8)).save(tmp_path / "flat.png")
    recipe = MarkRecipe(kind=Kind.STAR, photo=tmp_path / "flat.png", star_px=48, opacity=0.5)
    found = try_mark(recipe)
    assert "gemini-star" in found.signals
    assert found.is_placed
    assert found.seconds > 0


def test_rates_stand_with_their_interval_and_count() -> None:
    hit, misplaced = result(Kind.BADGE, "ai-mark"), result(Kind.BADGE, "ai-mark", is_placed=False)
    table = write_table([hit, hit, hit, misplaced, result(Kind.GENUINE, "no-mark", "no-such-text")])
    assert "75.0% (19.4%–99.4%, 3/4)" in table
    assert "**false labels**, genuine photos | 0.0% (0.0%–97.5%, 0/1)" in table


def test_nothing_measured_is_a_dash() -> None:
    assert "| labels in real files (Doubao, Jimeng, Samsung) | – |" in write_table([])


@pytest.mark.parametrize("signal", ["addressed-to-a-judge", "asks-for-approval"])
def test_any_word_to_a_judge_counts_as_a_false_one_on_genuine_photos(signal: str) -> None:
    assert "false words to a judge, genuine photos | 100.0%" in write_table([result(Kind.GENUINE, signal)])
