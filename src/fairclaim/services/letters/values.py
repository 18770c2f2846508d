"""How values of the record are written in ``fairclaim.filing/1``, and what several kinds of letters say alike."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.decision import Decision
from fairclaim.domain.desk.evidence_rules import REASON_NAMES
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.remedy import REMEDY_NAMES, Remedy
from fairclaim.law.act import day_in_china
from fairclaim.law.amounts import money_in_words
from fairclaim.services.letters.matter import Matter

Fields = dict[str, object]
_OUTCOMES: Final = MappingProxyType(
    {Outcome.GRANT: Bilingual("同意", "granted"), Outcome.REFUSE: Bilingual("不同意", "not granted")}
)
_FILED: Final = Bilingual(
    "{day}，买家提交申请。原因：{reason}；请求：{wish}。",
    "On {day} the buyer filed a claim. Reason: {reason}; asked for: {wish}.",
)


def said(text: Bilingual) -> dict[str, str]:
    """Return a text in both languages."""
    return {"zh": text.zh, "en": text.en}


def money(amount: Money | None) -> dict[str, object] | None:
    """Return an amount; None stays None."""
    return None if amount is None else {"amount_minor": amount.amount_minor, "currency": amount.currency}


def own_words(words: str | None) -> Sequence[str]:
    """Return what a side said, as a list; empty where it said nothing."""
    return [] if words is None or not words.strip() else [words.strip()]


def order_number(matter: Matter) -> str | None:
    """Return what the parties know the order by; None once it was erased."""
    return None if matter.order is None else matter.order.number


def product(matter: Matter) -> str | None:
    """Return what was bought, of what is claimed."""
    if matter.order is None:
        return None
    named = {item.line for item in matter.claim.items}
    return "、".join(line.title for line in matter.order.lines if line.id in named)


def decision_number(matter: Matter, decision: Decision | None) -> str | None:
    """Return the number by which a decision is found again."""
    return None if decision is None else f"{matter.claim.id}/{decision.number}"


def decided_on(decision: Decision | None) -> str | None:
    """Return the day of a decision in China."""
    return None if decision is None else day_in_china(decision.at).isoformat()


def outcome_of(decision: Decision) -> Bilingual:
    """Return what was decided."""
    name = _OUTCOMES[decision.outcome]
    if decision.remedy is None:
        return name
    remedy = remedy_in_words(decision.remedy)
    return Bilingual(f"{name.zh}：{remedy.zh}", f"{name.en}: {remedy.en}")


def filed(matter: Matter) -> Bilingual:
    """Return what was asked for, when and why."""
    claim = matter.claim
    day = day_in_words(day_in_china(claim.filed_at))
    return woven(_FILED, day=day, reason=REASON_NAMES[claim.reason], wish=remedy_in_words(claim.asked))


def day_in_words(day: date) -> Bilingual:
    """Return a day as running text has it.

    Examples
    --------
    >>> day_in_words(date(2026, 3, 2)).zh
    '2026年3月2日'
    """
    return Bilingual(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def woven(text: Bilingual, **values: Bilingual) -> Bilingual:
    """Return a text with its places filled, each language with its own."""
    return Bilingual(
        text.zh.format(**{name: value.zh for name, value in values.items()}),
        text.en.format(**{name: value.en for name, value in values.items()}),
    )


def remedy_in_words(remedy: Remedy) -> Bilingual:
    """Return a remedy with its amount in the words of a letter."""
    name = REMEDY_NAMES[remedy.kind]
    if remedy.amount is None:
        return name
    amount = money_in_words(remedy.amount)
    return Bilingual(f"{name.zh}{amount.zh}", f"{name.en}, {amount.en}")


def basis_name(matter: Matter, basis: str) -> Bilingual:
    """Return what a decision's basis is called: a check by its title, anything else as it is."""
    return matter.titles.get(basis, Bilingual(basis, basis))
