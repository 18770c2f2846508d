import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import Money
from fairclaim.web.pages.review.form import AmountError, Filled, opinion_of, parse_amount, plain_amount, substance
from fairclaim.web.pages.review.standard_texts import put_together, standard_texts
from unit.services.counter import AGAINST, GRANT, REFUSE


@pytest.mark.parametrize("currency", ["CNY", "JPY", "KWD"])
@pytest.mark.parametrize("minor", [0, 1, 99, 1990, 10_000_000])
def test_an_amount_is_read_as_it_is_written(minor: int, currency: str) -> None:
    assert parse_amount(plain_amount(Money(minor, currency)), currency) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "-1", "1.999", "1e3", "١٢", "12.", "<b>", "1" * 40])
def test_what_is_no_amount_is_said_to_be_none(text: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(text, "CNY")


def test_what_does_not_belong_to_the_choice_is_left_out() -> None:
    form = Filled(outcome="refuse", view="insufficient", grade="A", remedy="exchange", amount="no number")
    opinion = opinion_of(form, "CNY")
    assert (opinion.grade, opinion.remedy) == (None, None)


def test_what_makes_an_opinion_another_one() -> None:
    assert substance(GRANT) == "grant|supports|return-and-refund|merchant|100.00"
    assert substance(REFUSE) == "refuse|insufficient|"
    assert substance(AGAINST) == "refuse|contradicts|A|"


def test_every_standard_text_stands_in_both_languages_under_a_name_of_its_own() -> None:
    texts = (*standard_texts().reasons, *standard_texts().changes)
    assert len({one.id for one in texts}) == len(texts)
    for one in texts:
        assert one.words.zh.strip()
        assert one.words.en.strip()
        assert "fraud" not in one.words.en.lower()
    kinds = {(one.outcome, one.view) for one in standard_texts().reasons}
    assert len(kinds) == 4, "every judgement that can be given has a text"


@pytest.mark.parametrize(
    ("chosen", "zh", "en", "found"),
    [
        ((), "", "", None),
        ((), "甲", "", None),
        ((), "甲", "A", Bilingual("甲", "A")),
        (("overlooked",), "甲", "", "In Chinese: 甲"),
        (("overlooked",), "", "A", "英文说明：A"),
    ],
)
def test_own_words_in_one_language_are_quoted_in_the_other(
    chosen: tuple[str, ...], zh: str, en: str, found: object
) -> None:
    said = put_together(standard_texts().changes, chosen, zh=zh, en=en)
    if isinstance(found, str):
        assert said is not None
        assert found in said.zh + said.en
    else:
        assert said == found
