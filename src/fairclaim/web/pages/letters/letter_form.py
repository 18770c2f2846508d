"""A letter's form: what the draft fills in as text, and what a person typed as a record. One language at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import Money
from fairclaim.domain.errors import UsageError
from fairclaim.law.errors import Fault
from fairclaim.law.filings.data import SCHEMA
from fairclaim.law.filings.kind import Field, Kind, Shape
from fairclaim.law.filings.letter import Language
from fairclaim.web.pages.parties.form_values import amount_of

_CURRENCY = "CNY"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """A field of the form.

    Parameters
    ----------
    name : str
        Of the input.
    shape : str
        As in :class:`~fairclaim.law.filings.kind.Shape`.
    """

    name: str
    label: Bilingual
    shape: str
    is_needed: bool
    value: str


def values_of(kind: Kind, record: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Return a draft as the texts of its form."""
    fields = record["fields"]
    values = {_name(field): _text(fields.get(field.key), language) for field in kind.fields}
    sides = {
        f"{side}-{part}": _text(record[side][part], language) for side in ("from", "to") for part in ("name", "contact")
    }
    currency = next((one["currency"] for one in fields.values() if _is_money(one)), _CURRENCY)
    return {**values, **sides, "date": record["date"] or "", "currency": currency}


def fields_shown(kind: Kind, values: Mapping[str, str]) -> list[FieldShown]:
    """Return the form's fields in the order of the letter."""
    return [
        FieldShown(
            name=_name(field),
            label=field.label,
            shape=field.shape.value,
            is_needed=field.is_needed,
            value=values.get(_name(field), ""),
        )
        for field in kind.fields
    ]


def record_of(kind: Kind, values: Mapping[str, str]) -> tuple[dict[str, object], tuple[Fault, ...]]:
    """Return what was typed as ``fairclaim.filing/1``, and which amounts are none."""
    faults: list[Fault] = []
    fields = {field.key: _value(field, values.get(_name(field), ""), values, faults) for field in kind.fields}
    return {
        "schema": SCHEMA,
        "kind": kind.name,
        "date": values.get("date") or None,
        "from": _side("from", values),
        "to": _side("to", values),
        "fields": fields,
        "attachments": [],
    }, tuple(faults)


def _name(field: Field) -> str:
    return f"field-{field.key}"


def _side(side: str, values: Mapping[str, str]) -> dict[str, str | None]:
    return {part: values.get(f"{side}-{part}", "").strip() or None for part in ("name", "contact")}


def _value(field: Field, text: str, values: Mapping[str, str], faults: list[Fault]) -> object:
    text = text.strip()
    if field.shape is Shape.LIST:
        return [line.strip() for line in text.splitlines() if line.strip()]
    if field.shape is Shape.MONEY and text:
        try:
            amount = amount_of(text, values.get("currency") or _CURRENCY)
        except UsageError as error:
            faults.append(Fault(f"fields.{field.key}", error.message))
            return None
        return {"amount_minor": amount.amount_minor, "currency": amount.currency}
    return text or None


def _text(value: object, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return "\n".join(_text(one, language) for one in value)
    if isinstance(value, Mapping) and _is_money(value):
        return str(Money(value["amount_minor"], value["currency"])).split(" ")[-1]
    return str(value[language.value]) if isinstance(value, Mapping) else str(value)


def _is_money(value: object) -> bool:
    return isinstance(value, Mapping) and value.keys() == {"amount_minor", "currency"}
