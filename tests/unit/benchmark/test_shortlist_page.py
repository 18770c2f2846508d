"""The page of the shortlist track."""

from fairclaim.benchmark.shortlist_page import write_page
from fairclaim.benchmark.shortlist_track import Trial


def trial(channel: str, *, is_listed: bool, check_seconds: float | None = None) -> Trial:
    return Trial(
        source="a/b.jpg", channel=channel, is_listed=is_listed, listed=4, seconds=0.5, check_seconds=check_seconds
    )


def test_channels_stand_apart_and_misses_are_named() -> None:
    results = [trial("mirrored", is_listed=True, check_seconds=1.2), trial("screenshot", is_listed=False)]
    page = write_page(results, references=500, sketch_seconds=25, is_quick=False)
    assert "| mirrored | 100.0%" in page
    assert "| screenshot | 0.0%" in page
    assert "- screenshot: `a/b.jpg`" in page
    assert "| the whole check (1 of the trials) | ≤ 1.5 | 1.20 | 1.20 |" in page
    assert "25 s, 50 ms each" in page


def test_without_whole_checks_their_row_is_left_out() -> None:
    page = write_page([trial("mirrored", is_listed=True)], references=500, sketch_seconds=25, is_quick=True)
    assert "whole check" not in page
    assert "a quick sample" in page
