"""The shipped law holds together, and a book that does not is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.law.errors import BrokenBookError
from fairclaim.law.provision import Certainty, Field, Provision
from fairclaim.law.statute_book import Book, book_faults, parse_book, shipped_book

BOOK = shipped_book()
NAMED = {
    "civil-code-148", "civil-code-157", "public-security-2012-49", "public-security-2025-58", "criminal-law-266",
    "fraud-interpretation-1", "criminal-law-274", "order-116-12", "order-116-27", "order-116-appeal", "labelling-4", "labelling-5",
    "labelling-6", "labelling-9", "labelling-10", "pipl-23", "pipl-24", "pipl-55", "eu-ai-act-50",
}  # fmt: skip


def test_the_shipped_book_is_sound() -> None:
    assert book_faults(BOOK) == ()
    assert {one.id for one in BOOK.provisions} >= NAMED


def test_every_statement_and_every_figure_has_a_source_that_says_how_it_was_read() -> None:
    for provision in BOOK.provisions:
        assert BOOK.source(provision.source).read
        assert provision.plain.zh.strip()
        assert provision.plain.en.strip()
        for figure in provision.figures:
            assert BOOK.source(figure.source).read, figure.name
    assert all(BOOK.source(area.source).address for area in BOOK.areas)


def test_what_was_read_in_the_text_itself_has_an_address() -> None:
    bare = {
        one.id
        for one in BOOK.provisions
        if one.certainty is Certainty.PRIMARY and BOOK.source(one.source).address is None
    }
    assert bare == {
        "civil-code-157",
        "gb-45438",
        "cac-campaign",
    }  # read through others who quote them; the report says so


@pytest.mark.parametrize(
    ("on", "version"),
    [
        (date(2012, 12, 31), None),
        (date(2013, 1, 1), "public-security-2012-49"),
        (date(2025, 12, 31), "public-security-2012-49"),
        (date(2026, 1, 1), "public-security-2025-58"),
    ],
)
def test_the_date_of_the_act_chooses_the_law(on: date, version: str | None) -> None:
    found = BOOK.in_force("petty-fraud", on)
    assert (found.id if found else None) == version


@pytest.mark.parametrize("provision", BOOK.provisions, ids=lambda one: one.id)
def test_a_provision_begins_and_ends_on_its_days(provision: Provision) -> None:
    assert provision.is_in_force(provision.starts)
    assert not provision.is_in_force(provision.starts - timedelta(days=1))
    if provision.ends is not None:
        assert provision.is_in_force(provision.ends - timedelta(days=1))
        assert not provision.is_in_force(provision.ends)


@given(st.sampled_from(sorted({one.series for one in BOOK.provisions})), st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_at_every_day_one_version_at_most_is_in_force_and_never_a_gap_after_the_first(series: str, on: date) -> None:
    versions = [one for one in BOOK.provisions if one.series == series]
    assert sum(one.is_in_force(on) for one in versions) == (1 if on >= min(one.starts for one in versions) else 0)


def changed(name: str, **fields: object) -> Callable[[Book], Book]:
    def change(book: Book) -> Book:
        return replace(
            book,
            provisions=tuple(replace(one, **fields) if one.id == name else one for one in book.provisions),  # type: ignore[arg-type]
        )

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (changed("public-security-2012-49", ends=date(2025, 12, 31)), "gap"),
        (changed("public-security-2012-49", ends=date(2026, 1, 2)), "overlap"),
        (changed("public-security-2012-49", ends=None), "overlap"),
        (changed("public-security-2012-49", ends=date(2010, 1, 1)), "ends before"),
        (changed("pipl-23", source="hearsay"), "unknown source"),
        (changed("pipl-23", id="pipl-24"), "twice"),
        (changed("fraud-interpretation-1", figures=()), "lacks a tier"),
        (lambda book: replace(book, areas=(replace(book.areas[0], source="hearsay"),)), "unknown source"),
        (lambda book: replace(book, areas=(book.areas[0], book.areas[0])), "twice"),
    ],
)
def test_a_book_that_contradicts_itself_is_refused(change: Callable[[Book], Book], fault: str) -> None:
    assert any(fault in told for told in book_faults(change(BOOK)))


def test_a_place_outside_the_national_range_is_refused() -> None:
    area = BOOK.areas[0]
    tiers = (replace(area.tiers[0], low=299_999, high=299_999), *area.tiers[1:])
    assert "outside" in book_faults(replace(BOOK, areas=(replace(area, tiers=tiers),)))[0]


def test_a_figure_that_runs_backwards_is_refused() -> None:
    figures = BOOK.provision("order-116-12").figures
    backwards = changed("order-116-12", figures=(replace(figures[0], low=16),))(BOOK)
    assert "backwards" in book_faults(backwards)[0]


def test_a_malformed_file_is_told_as_such() -> None:
    with pytest.raises(BrokenBookError) as caught:
        parse_book({Field.CIVIL: {"provision": [{"id": "x"}]}}, sources={"source": []}, areas={"area": []})
    assert caught.value.code == "law-book"
    with pytest.raises(BrokenBookError, match="lacks a tier"):
        parse_book({Field.CIVIL: {"provision": []}}, sources={"source": []}, areas={"area": []})
