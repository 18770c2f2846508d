"""Figures count what stands: an overturned refusal is no refusal that held, and a payment taken back is no payment."""

import pytest

from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.carry_out import carry_out
from fairclaim.services.count_figures import desk_figures, figures_of, quality_of, rate, review_quality
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.errors import NotAllowedError
from unit.services.counter import ADMIN, ANN, BASIS, BEN, BUYER, DAN, GRANT, MACHINE, REFUSE, WHY, Counter
from unit.services.test_list_claims import in_second_review


def refused() -> tuple[Counter, str]:
    counter, claim = in_second_review()
    counter.judged(BEN, next(iter(counter.rows.claims)), REFUSE)
    decide_claim(counter.desk, BEN, next(iter(counter.rows.claims)), reasons=WHY, basis=BASIS)
    return counter, claim


def test_a_refusal_of_two_who_agree_is_counted() -> None:
    counter, _ = refused()
    figures = desk_figures(counter.desk, ADMIN)
    assert (figures.claims, figures.decided) == (1, 1)
    assert (figures.agreement.hits, figures.agreement.total) == (1, 1)
    assert (figures.wrongly_adverse.hits, figures.wrongly_adverse.total) == (0, 1)
    assert figures.overturned.total == 0
    assert desk_figures(counter.desk, ADMIN, filed_from=counter.now).claims == 0


def test_an_overturned_refusal_counts_against_it_and_the_payment_counts_once_it_is_made() -> None:
    counter, _ = refused()
    claim = next(iter(counter.rows.claims))
    appeal_claim(counter.desk, BUYER, claim)
    counter.judged(DAN, claim, GRANT)
    decide_claim(counter.desk, DAN, claim, reasons=WHY, basis=BASIS)
    assert desk_figures(counter.desk, ADMIN).refunded_minor == {}
    carry_out(counter.desk, MACHINE, claim)
    figures = desk_figures(counter.desk, ADMIN)
    assert (figures.wrongly_adverse.hits, figures.overturned.hits) == (1, 1)
    assert figures.refunded_minor == {"CNY": 10_000}
    of = {one.person: one for one in review_quality(counter.desk, ADMIN)}
    assert (of[ANN.person].wrongly_adverse.hits, of[BEN.person].overturned.hits) == (1, 1)
    assert of[DAN.person].wrongly_adverse.total == 0
    assert list(of) == sorted(of)


def test_nothing_counted_is_unknown_and_reviewers_are_not_shown_each_other() -> None:
    assert (rate(0, 0).low, rate(0, 0).high) == (0.0, 1.0)
    assert figures_of([]).days_to_decision is None
    assert quality_of([]) == ()
    with pytest.raises(NotAllowedError):
        review_quality(Counter().desk, ANN)
