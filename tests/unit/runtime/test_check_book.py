"""A label is read only where it names one provider and one number; checks are called by their titles."""

import pytest

from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.runtime.check_book import CatalogueBook
from unit.cli.test_label_read import DOUBAO, SAMPLES, png

BOOK = CatalogueBook()


@pytest.mark.parametrize("name", ["conflict.png", "broken.png", "private.png", "none.jpg"])
def test_what_has_no_single_meaning_is_no_label(name: str) -> None:
    assert BOOK.label(SAMPLES[name][0]) is None


def test_what_is_no_picture_or_names_no_number_has_none() -> None:
    assert BOOK.label(b"photo of the cup") is None
    assert BOOK.label(png({"Label": "1", "ContentProducer": DOUBAO})) is None


def test_a_label_is_told_with_its_provider() -> None:
    found = BOOK.label(SAMPLES["found.png"][0])
    assert found is not None
    assert (found.producer, found.produce_id, found.value) == (DOUBAO, "id-7", "1")
    assert found.provider is not None
    assert found.provider.zh == "豆包"


def test_every_check_has_its_title_and_nothing_else_has() -> None:
    for check in CATALOGUE:
        assert BOOK.title(check.name) == check.title
    assert BOOK.title("exhibit-3") is None
