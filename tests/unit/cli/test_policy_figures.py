"""Figures for people and programs."""

from fairclaim.cli.policy_figures import Rate, figure_lines, figures_record
from fairclaim.policy.simulate import Figures


def test_a_rate_has_an_interval_and_of_nothing_no_share() -> None:
    assert str(Rate(1, 4)) == "1/4 = 25.0% [4.6%, 69.9%]"
    assert str(Rate(0, 0)) == "0/0"
    assert Rate(0, 0).to_record() == {"hits": 0, "total": 0, "share": None, "low": 0.0, "high": 1.0}


def test_a_record_holds_every_count_and_rate() -> None:
    record = figures_record(Figures(claims=4, upheld=2, bothered=1, reviews=1))
    rates = record["rates"]
    assert isinstance(rates, dict)
    assert record["claims"] == 4
    assert rates["bothered"]["share"] == 0.5
    assert set(rates) == {"bothered", "asked", "reviewed", "reviews", "paid_not_upheld", "refund_only_avoided"}


def test_lines_speak_both_languages_and_name_what_is_in_no_amount() -> None:
    figures = Figures(claims=2, other_currency=1, paid=1, paid_minor=4550)
    english = "\n".join(figure_lines(figures, "CNY", is_zh=False))
    chinese = "\n".join(figure_lines(figures, None, is_zh=True))
    assert "45.50 CNY · 1" in english
    assert "in no amount" in english
    assert "不计入金额" in chinese
