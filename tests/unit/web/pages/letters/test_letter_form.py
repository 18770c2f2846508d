"""A draft becomes a form and the form the same draft again."""

import pytest

from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.law.filings.letter import Language
from fairclaim.web.pages.letters.letter_form import fields_shown, record_of, values_of
from unit.law.filings.filled import full_record


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("language", Language)
def test_nothing_is_lost_on_the_way(name: str, language: Language) -> None:
    kind, record = kind_named(name), full_record(kind_named(name))

    def spoken(value: object) -> object:
        if isinstance(value, list):
            return [spoken(one) for one in value]
        if isinstance(value, dict) and value.keys() == {"zh", "en"}:
            return value[language.value]
        return value

    again, faults = record_of(kind, values_of(kind, {**record, "to": {"contact": None, **record["to"]}}, language))
    assert faults == ()
    assert again["fields"] == {key: spoken(value) for key, value in record["fields"].items()}
    assert again["date"] == record["date"]


def test_every_field_is_shown_in_the_order_of_the_letter() -> None:
    kind = kind_named("civil-demand")
    shown = fields_shown(kind, {"field-product": "杯子"})
    assert [one.name for one in shown] == [f"field-{field.key}" for field in kind.fields]
    assert next(one for one in shown if one.name == "field-product").value == "杯子"


def test_an_amount_that_is_none_is_a_fault() -> None:
    record, faults = record_of(kind_named("civil-demand"), {"field-amount": "1.234", "currency": "CNY"})
    assert [one.path for one in faults] == ["fields.amount"]
    assert isinstance(record["fields"], dict)
    assert record["fields"]["amount"] is None
