"""The label page's figures."""

from fairclaim.benchmark.label_page import write_label_page
from fairclaim.benchmark.label_track import Fuzzed, LabelResults

NOTHING = LabelResults(matrix=(), corpus=(), honest=(), cpu_ms=(), fuzzed=Fuzzed(inputs=0, failures=(), slowest_s=0.0))


def test_nothing_measured_is_not_worded_as_success() -> None:
    page = write_label_page(NOTHING, marks="Not measured: no font.", is_quick=False)
    assert "the whole track" in page
    assert page.count("| – |") == 3
    assert "no photo to scale" in page
    assert "## Visible marks" in page
    assert "Not measured: no font." in page


def test_failures_are_listed() -> None:
    fuzzed = Fuzzed(inputs=10, failures=("input 3 of seed 1",), slowest_s=0.5)
    page = write_label_page(
        LabelResults(matrix=(), corpus=(), honest=(), cpu_ms=(2.0, 4.0), fuzzed=fuzzed), marks="", is_quick=False
    )
    assert "1 of 10; slowest 500 ms" in page
    assert "- input 3 of seed 1" in page
    assert "median 3.0 ms, slowest 4.0 ms (n = 2)" in page
