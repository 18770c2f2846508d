"""Two languages, always both."""

import pytest

from fairclaim.domain.bilingual import Bilingual


def test_the_record_has_both_languages() -> None:
    assert Bilingual("损坏", "damage").to_record() == {"zh": "损坏", "en": "damage"}


def test_named_places_are_filled_in_both_languages() -> None:
    text = Bilingual("第 {row} 行，共 {rows} 行", "row {row} of {rows}")
    assert text.format(row=2, rows=9) == Bilingual("第 2 行，共 9 行", "row 2 of 9")
    assert text == Bilingual("第 {row} 行，共 {rows} 行", "row {row} of {rows}")


def test_a_value_that_one_language_does_not_name_is_left_out_there() -> None:
    assert Bilingual("无", "none of {count}").format(count=3) == Bilingual("无", "none of 3")


def test_a_missing_value_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Bilingual("{count} 处", "{count} places").format(number=3)


def test_filled_in_text_is_not_filled_in_again() -> None:
    assert Bilingual("{name}", "{name}").format(name="{secret}") == Bilingual("{secret}", "{secret}")
