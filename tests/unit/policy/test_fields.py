"""What rules see of a claim."""

from fairclaim.policy.fields import FIELDS, Kind, view
from unit.policy.tables import facts


def test_an_amount_in_another_currency_is_unknown() -> None:
    assert view(facts(), "CNY")["amount"] == 4500
    assert view(facts(), "USD")["amount"] == -1
    assert view(facts(), None)["amount"] == -1


def test_unknown_numbers_are_minus_one() -> None:
    seen = view(facts(verdict=None), "CNY")
    assert {
        seen[name] for name in ("probability", "days_since_signed", "confirmed_adverse", "upheld_claims", "open_claims")
    } == {-1}


def test_evidence_is_complete_incomplete_or_unknown() -> None:
    found = [view(facts(missing=missing), "CNY")["evidence"] for missing in ([], ["label"], None)]
    assert found == ["complete", "incomplete", "unknown"]


def test_probabilities_are_millionths() -> None:
    assert view(facts(verdict={"call": "cannot-tell", "probability": 0.3}), "CNY")["probability"] == 300_000


def test_every_value_is_of_its_fields_kind() -> None:
    seen = view(facts(tenant="t", checks=["aigc-label"]), "CNY")
    assert list(seen) == [field.name for field in FIELDS]
    for field in FIELDS:
        value = seen[field.name]
        assert (
            isinstance(value, int) if field.is_number else isinstance(value, tuple if field.kind is Kind.WORDS else str)
        )
        assert not field.closed or value in field.closed
        assert field.title.zh
        assert field.title.en
