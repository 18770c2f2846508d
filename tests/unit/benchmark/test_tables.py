"""Tables and shares of a page."""

from fairclaim.benchmark.tables import rate, share, table


def test_a_share_stands_with_its_interval_and_counts() -> None:
    assert share(97, 100) == "97.0% (91.5%–99.4%, 97/100)"
    assert share(0, 0) == "–"


def test_a_table_has_a_row_each() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n|---|---|\n| 1 | 2 |\n"


def test_a_rate_counts_its_hits() -> None:
    assert rate(range(100), lambda number: number < 97) == share(97, 100)
    assert rate([], bool) == "–"
