"""Conditions as people write them: ``amount: <= 50 CNY``, ``category: [fresh-food, tableware]``, ``open_claims: <= 3 or unknown``.

The language is this and no more, because a language with loops or ranges to expand would let a policy stop the desk; what
zen-engine's own expressions can cost is measured in decision 6.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.amounts import to_minor
from fairclaim.policy.condition import Among, Condition, Numbers, Range, Words, normal_ranges, normal_words
from fairclaim.policy.fields import MILLIONTHS, NO_NUMBER, Field, Kind
from fairclaim.policy.problems import quoted, suggestion
from fairclaim.policy.words import UNKNOWN

WORD: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER: Final = r"\d{1,15}(?:\.\d{1,6})?"
_UNIT: Final = r"(?: ?(?P<unit>[A-Z]{3}))?"
_BETWEEN: Final = re.compile(rf"(?P<low>{_NUMBER}) ?\.\. ?(?P<high>{_NUMBER}){_UNIT}")
_COMPARED: Final = re.compile(rf"(?P<sign><=|>=|<|>|=)? ?(?P<number>{_NUMBER}){_UNIT}")
_LONGEST: Final = 200
_MOST_WORDS: Final = 50

_FORMS: Final = {
    Kind.AMOUNT: Bilingual("如 “<= 50 CNY”“50..200 CNY”“unknown”", 'such as "<= 50 CNY", "50..200 CNY", "unknown"'),
    Kind.COUNT: Bilingual("如 “<= 7”“3..5”“0 or unknown”", 'such as "<= 7", "3..5", "0 or unknown"'),
    Kind.SHARE: Bilingual("如 “>= 0.9”“<= 0.1 or unknown”", 'such as ">= 0.9", "<= 0.1 or unknown"'),
    Kind.WORDS: Bilingual("如 {any: […], none: […]}", "such as {any: […], none: […]}"),
    Kind.FLAG: Bilingual("true、false、unknown 或它们的列表", "true, false, unknown or a list of these"),
    Kind.WORD: Bilingual("一个词、词的列表或 {not: […]}", "a word, a list of words, or {not: […]}"),
    Kind.OPEN_WORD: Bilingual("一个词、词的列表或 {not: […]}", "a word, a list of words, or {not: […]}"),
}


class ConditionError(Exception):
    """A condition cannot be read; never leaves this room."""

    def __init__(self, code: str, message: Bilingual) -> None:
        super().__init__(message.en)
        self.code, self.message = code, message


def parse_condition(field: Field, written: object, *, currency: str | None) -> Condition:
    """Read what a rule asks of a field.

    Parameters
    ----------
    written : object
        As YAML or JSON gives it.
    currency : str or None
        The policy's.

    Raises
    ------
    ConditionError
        If it is no condition of this field's kind, can never hold, or an amount has no currency or another one.
    """
    if field.is_number:
        return Numbers(field=field.name, ranges=_ranges(field, written, currency))
    if field.kind is Kind.WORDS:
        return _among(field, written)
    if isinstance(written, Mapping):
        if set(written) != {"not"}:
            raise _malformed(field, written)
        return _not_empty(normal_words(field, _word_set(field, written["not"]), is_not=True))
    return _not_empty(normal_words(field, _word_set(field, written), is_not=False))


def _ranges(field: Field, written: object, currency: str | None) -> tuple[Range, ...]:
    if isinstance(written, bool) or not isinstance(written, int | float | str):
        raise _malformed(field, written)
    text = str(written).strip()
    if len(text) > _LONGEST:
        raise _malformed(field, written)
    found = [_alternative(field, part.strip(), written, currency) for part in text.split(" or ")]
    return normal_ranges(found)


def _alternative(field: Field, text: str, written: object, currency: str | None) -> Range:
    """Read one part between two "or"."""
    if text == UNKNOWN:
        return (NO_NUMBER, NO_NUMBER)
    lows: list[int] = [0]
    highs: list[int] = [field.largest]
    for part in text.split(" and "):
        between = _BETWEEN.fullmatch(part.strip())
        if between:
            lows.append(_scaled(field, between["low"], between["unit"], currency))
            highs.append(_scaled(field, between["high"], between["unit"], currency))
            continue
        compared = _COMPARED.fullmatch(part.strip())
        if not compared:
            raise _malformed(field, written)
        number = _scaled(field, compared["number"], compared["unit"], currency)
        sign = compared["sign"] or "="
        if sign[0] in ">=":
            lows.append(number + (sign == ">"))
        if sign[0] in "<=":
            highs.append(number - (sign == "<"))
    low, high = max(lows), min(highs)
    if low > high:
        raise ConditionError(
            "never", Bilingual(f"{quoted(written)} 永远不会成立。", f"{quoted(written)} can never hold.")
        )
    return (low, high)


def _scaled(field: Field, number: str, unit: str | None, currency: str | None) -> int:
    if field.kind is not Kind.AMOUNT:
        if unit:
            raise ConditionError("unit", Bilingual(f"这里不要单位 {unit}。", f"No unit here: {unit}."))
        scaled = Decimal(number) * (MILLIONTHS if field.kind is Kind.SHARE else 1)
        if scaled != int(scaled) or scaled > field.largest:
            limit = "0..1" if field.kind is Kind.SHARE else f"0..{field.largest}"
            raise ConditionError(
                "out-of-range", Bilingual(f"{number} 不在 {limit} 的范围内。", f"{number} is not within {limit}.")
            )
        return int(scaled)
    if currency is None:
        raise ConditionError(
            "no-currency",
            Bilingual(
                "金额没有货币：请在文件顶层写 currency，如 currency: CNY。",
                "An amount without a currency: name one at the top of the file, such as currency: CNY.",
            ),
        )
    if unit not in {None, currency}:
        raise ConditionError(
            "other-currency",
            Bilingual(
                f"本策略使用 {currency}，这里是 {unit}。每种货币请写一份策略。",
                f"This policy is in {currency}; this amount is in {unit}. Write one policy per currency.",
            ),
        )
    minor = to_minor(number, currency)
    if minor is None:
        raise ConditionError(
            "out-of-range",
            Bilingual(f"{currency} 没有 {number} 这样的金额。", f"{currency} has no amount of {number}."),
        )
    return minor


def _among(field: Field, written: object) -> Among:
    if not isinstance(written, Mapping) or not written or not set(written) <= {"any", "none"}:
        raise _malformed(field, written)
    found = {key: _word_set(field, value) for key, value in written.items()}
    condition = Among(field=field.name, **found)
    if condition.any and not condition.any - condition.none:
        raise ConditionError("never", Bilingual("永远不会成立。", "Can never hold."))
    return condition


def _word_set(field: Field, written: object) -> frozenset[str]:
    listed = written if isinstance(written, list) else [written]
    if not listed or len(listed) > _MOST_WORDS:
        raise _malformed(field, written)
    return frozenset(_word(field, one) for one in listed)


def _word(field: Field, written: object) -> str:
    if isinstance(written, bool) and field.kind is Kind.FLAG:
        return "yes" if written else "no"
    if not isinstance(written, str) or not _is_word(field, written):
        raise _malformed(field, written)
    if field.closed and written not in field.closed:
        meant = suggestion(written, field.closed)
        words = ", ".join(field.closed)
        raise ConditionError(
            "unknown-word",
            Bilingual(
                f"应为 {words} 之一，得到 {quoted(written)}。{meant.zh}",
                f"Expected one of {words}; got {quoted(written)}.{meant.en}",
            ),
        )
    return written


def _is_word(field: Field, text: str) -> bool:
    if len(text) > 64:
        return False
    return (
        text in field.closed or bool(WORD.fullmatch(text)) or (field.name == "tenant" and bool(_TENANT.fullmatch(text)))
    )


_TENANT: Final = re.compile(r"[\w.:@-]+")
"""Names of tenants are the operator's; whatever could end a quotation is not in them."""


def _not_empty(condition: Words) -> Words:
    if not condition.words and not condition.is_not:
        raise ConditionError("never", Bilingual("永远不会成立。", "Can never hold."))
    return condition


def _malformed(field: Field, written: object) -> ConditionError:
    form = _FORMS[field.kind]
    return ConditionError(
        "wrong-form",
        Bilingual(
            f"看不懂条件 {quoted(written)}：应{form.zh}。",
            f"Cannot read the condition {quoted(written)}: expected {form.en}.",
        ),
    )
