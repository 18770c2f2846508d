"""Conditions in words, for those who ask why a rule fired or did not."""

from collections.abc import Iterable

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.amounts import from_minor
from fairclaim.policy.condition import Condition, Numbers, Range, Words, field_of
from fairclaim.policy.fields import MILLIONTHS, NO_NUMBER, Field, Kind, Value

_UNKNOWN = Bilingual("未知", "unknown")


def condition_in_words(condition: Condition, currency: str | None) -> Bilingual:
    """Return what a condition asks, without the field's name.

    Examples
    --------
    >>> condition_in_words(Numbers(field="amount", ranges=((0, 5000),)), "CNY").en
    'at most 50.00 CNY'
    """
    field = field_of(condition)
    if isinstance(condition, Numbers):
        parts = [_range(field, one, currency) for one in condition.ranges]
        return Bilingual(" 或 ".join(part.zh for part in parts), " or ".join(part.en for part in parts))
    if isinstance(condition, Words):
        words = sorted(condition.words)
        if condition.is_not:
            return Bilingual(f"不是 {'、'.join(words)}", f"not {', '.join(words)}")
        return Bilingual("、".join(words), " or ".join(words))
    asked = [(Bilingual("含有", "holds"), condition.any), (Bilingual("不含", "does not hold"), condition.none)]
    parts = [
        Bilingual(f"{verb.zh} {'、'.join(sorted(words))}", f"{verb.en} {' or '.join(sorted(words))}")
        for verb, words in asked
        if words
    ]
    return Bilingual("，".join(part.zh for part in parts), " and ".join(part.en for part in parts))


def value_in_words(field: Field, value: Value, currency: str | None) -> Bilingual:
    """Return a value as people read it."""
    if isinstance(value, int):
        return _UNKNOWN if value == NO_NUMBER else _same(_number(field, value, currency))
    if isinstance(value, str):
        return _UNKNOWN if value == "unknown" else _same(value)
    return _listed(value)


def _range(field: Field, one: Range, currency: str | None) -> Bilingual:
    low, high = one
    if high == NO_NUMBER:
        return _UNKNOWN
    least, most = _number(field, low, currency), _number(field, high, currency)
    if low == high:
        return _same(least)
    if high >= field.largest:
        return Bilingual(f"不小于 {least}", f"at least {least}") if low else Bilingual("已知", "known")
    if low == 0:
        return Bilingual(f"不大于 {most}", f"at most {most}")
    return Bilingual(f"{least} 至 {most}", f"{least} to {most}")


def _number(field: Field, value: int, currency: str | None) -> str:
    if field.kind is Kind.AMOUNT and currency:
        return from_minor(value, currency)
    return f"{value / MILLIONTHS:g}" if field.kind is Kind.SHARE else str(value)


def _listed(words: Iterable[str]) -> Bilingual:
    text = ", ".join(words)
    return _same(text) if text else Bilingual("无", "none")


def _same(text: str) -> Bilingual:
    return Bilingual(text, text)
