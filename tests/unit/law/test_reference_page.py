"""The page in the documentation is the one that the data makes."""

from pathlib import Path

from fairclaim.law.reference_page import reference_page
from fairclaim.law.statute_book import shipped_book

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "law.md"


def test_the_page_is_made_from_the_data_of_this_version() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference_page(shipped_book()), (
        "fairclaim law show --page docs/reference/law.md"
    )


def test_every_provision_source_and_place_is_on_it() -> None:
    page, book = reference_page(shipped_book()), shipped_book()
    for name in [*(one.id for one in book.provisions), *(f"source-{one.id}" for one in book.sources)]:
        assert f"{{#{name}}}" in page
    assert all(area.name.en in page for area in book.areas)
