import pytest

from fairclaim.policy.facts import parse_facts
from fairclaim.policy.problems import PolicyError
from fairclaim.web.pages.policy_facts import CHOICES, FactsAsked


def test_an_untouched_form_is_a_case() -> None:
    facts = parse_facts(FactsAsked().to_record())
    assert (facts.amount_minor, facts.currency, facts.missing, facts.days_since_signed) == (4_500, "CNY", (), None)
    assert facts.standing.confirmed_adverse is None


@pytest.mark.parametrize("field", CHOICES)
def test_every_choice_of_the_form_is_a_fact(field: str) -> None:
    for value in CHOICES[field]:
        verdict = {"verdict": "forged"} if field == "grade" and value != "none" else {}
        parse_facts(FactsAsked.model_validate({field: value} | verdict).to_record())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "free"),
        ("amount", "1.234"),
        ("amount", "-1"),
        ("amount", ""),
        ("currency", "yuan"),
        ("days_since_signed", "soon"),
    ],
)
def test_what_is_no_fact_is_told_by_who_reads_facts(field: str, value: str) -> None:
    with pytest.raises(PolicyError):
        parse_facts(FactsAsked.model_validate({field: value}).to_record())
