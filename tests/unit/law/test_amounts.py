"""Amounts in words."""

import pytest

from fairclaim.domain.desk.money import Money
from fairclaim.law.amounts import figure_in_words, in_yuan, money_in_words
from fairclaim.law.statute_book import shipped_book


@pytest.mark.parametrize(
    ("name", "index", "zh", "en"),
    [
        ("public-security-2025-58", 1, "2,000元以下", "up to 2,000 yuan"),
        ("public-security-2012-49", 2, "10至15日", "10 to 15 days"),
        ("fraud-interpretation-1", 0, "3,000元至10,000元", "3,000 to 10,000 yuan"),
        ("fraud-interpretation-1", 2, "500,000元", "500,000 yuan"),
        ("civil-code-152", 0, "1年", "1 year"),
        ("labelling-9", 0, "6个月", "6 months"),
        ("criminal-law-274", 1, "3次", "3 acts"),
    ],
)
def test_figures(name: str, index: int, zh: str, en: str) -> None:
    found = figure_in_words(shipped_book().provision(name).figures[index])
    assert (found.zh, found.en) == (zh, en)


def test_no_fen_is_lost() -> None:
    assert in_yuan(299_999).zh == "2,999.99元"
    assert in_yuan(5).en == "0.05 yuan"
    assert money_in_words(Money(1990, "USD")).zh == "USD 19.90"
