"""The page and the curve of the index track."""

from fairclaim.benchmark.index_page import p95, write_curve, write_page
from fairclaim.benchmark.index_track import Found, Size


def size(photos: int, whole_ms: float, *, memory_mb: float | None = 41.0) -> Size:
    found = Found(copy="mirrored", hits=99, total=100, series_hits=5, series_total=6)
    return Size(
        photos=photos,
        hash_ms=(0.1, 0.2),
        whole_ms=(whole_ms, whole_ms),
        memory_mb=memory_mb,
        compared=12,
        equal=12,
        found=(found,),
    )


def test_goals_stand_beside_what_was_measured_at_the_largest_size() -> None:
    page = write_page([size(10, 1.0), size(1000, 31.0)], curve="../images/c.svg", real=500, is_quick=False)
    assert "at 1,000 photos" in page
    assert "| whole search, 95th percentile | ≤ 10 ms | 31.0 ms |" in page
    assert "![Time of one search over the number of photos](../images/c.svg)" in page
    assert "99.0% (94.6%–100.0%, 99/100)" in page
    assert "5 of 6" in page


def test_unknown_memory_is_a_dash() -> None:
    page = write_page([size(10, 1.0, memory_mb=None)], curve="c.svg", real=1, is_quick=True)
    assert "| 10 | 0.15 · 0.20 ms | 1.00 · 1.00 ms | – |" in page


def test_the_curve_has_both_searches() -> None:
    svg = write_curve([size(10, 1.0), size(1000, 31.0)])
    assert "hash alone" in svg
    assert "whole search" in svg


def test_a_percentile_is_one_of_the_values() -> None:
    assert p95(tuple(range(1, 101))) == 95
    assert p95((3.0,)) == 3.0
