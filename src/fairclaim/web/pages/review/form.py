"""What a reviewer has filled in: read from a form, shown again as it was, turned into an opinion; and where its errors belong."""

import re
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Form

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.judgement import Opinion, Outcome, View
from fairclaim.domain.desk.money import MINOR_DIGITS, Money
from fairclaim.domain.desk.refusals import GradeTooLowError
from fairclaim.domain.desk.remedy import PAYS, BorneBy, Remedy, RemedyKind
from fairclaim.domain.errors import FairclaimError, UsageError
from fairclaim.domain.finding import Grade
from fairclaim.services.review_sheet import ReviewSheet
from fairclaim.web.pages.review.standard_texts import put_together, standard_texts

FIELD_OF = {
    "usage": "view",
    "grade-too-low": "grade",
    "remedy": "amount",
    "currency-mismatch": "amount",
    "amount": "amount",
    "consent-missing": "borne_by",
    "merchant-unheard": "borne_by",
    "reasons-missing": "reasons",
}
"""Beside which field an error stands; others stand above the form."""
_NO_REASON = Bilingual(
    "请至少勾选一条理由，或用中英文各写一条，并勾选所依据的材料。",
    "Tick at least one reason, or write your own in both languages, and tick what it rests on.",
)
_NO_CHANGE = Bilingual(
    "您改变了判断：请勾选原因，或用中英文写明。", "You changed your judgement: tick why, or say why in both languages."
)
_NO_GRADE = Bilingual("请选择证据等级：A 或 B。", "Choose how strong the evidence against is: A or B.")
_AMOUNT = re.compile(r"([0-9]{1,12})(?:[.]([0-9]{1,3}))?")
Text = Annotated[str, Form(max_length=5_000)]
Name = Annotated[str, Form(max_length=200)]
Names = Annotated[list[Name], Form(max_length=200)]


class AmountError(UsageError):
    """An amount that is no amount."""

    code = "amount"

    def __init__(self, text: str, currency: str) -> None:
        super().__init__(
            Bilingual(
                f"“{text[:20]}”不是 {currency} 金额，请写成 19.90 这样的数字。",
                f"“{text[:20]}” is no amount of {currency}. Write a number such as 19.90.",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as somebody has filled it in; every value is text that may be anything."""

    outcome: str = ""
    view: str = ""
    grade: str = ""
    remedy: str = ""
    borne_by: str = BorneBy.MERCHANT.value
    amount: str = ""
    basis: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    zh: str = ""
    en: str = ""
    changes: tuple[str, ...] = ()
    changed_zh: str = ""
    changed_en: str = ""
    key: str = ""

    @property
    def reasons(self) -> Bilingual | None:
        """Reasons for both sides; None if a language is empty."""
        return put_together(standard_texts().reasons, self.texts, zh=self.zh, en=self.en)

    @property
    def changed_because(self) -> Bilingual | None:
        """Why the mind was changed; None if a language is empty."""
        return put_together(standard_texts().changes, self.changes, zh=self.changed_zh, en=self.changed_en)


def filled(  # noqa: PLR0917  (FastAPI fills them by name)
    outcome: Name = "",
    view: Name = "",
    grade: Name = "",
    remedy: Name = "",
    borne_by: Name = BorneBy.MERCHANT.value,
    amount: Name = "",
    basis: Names = [],  # noqa: B006  (FastAPI copies it)
    texts: Names = [],  # noqa: B006
    zh: Text = "",
    en: Text = "",
    changes: Names = [],  # noqa: B006
    changed_zh: Text = "",
    changed_en: Text = "",
    key: Name = "",
) -> Filled:
    """Read the form of a request."""
    return Filled(
        outcome=outcome,
        view=view,
        grade=grade,
        remedy=remedy,
        borne_by=borne_by,
        amount=amount,
        basis=tuple(basis),
        texts=tuple(texts),
        zh=zh,
        en=en,
        changes=tuple(changes),
        changed_zh=changed_zh,
        changed_en=changed_en,
        key=key,
    )


TheForm = Annotated[Filled, Depends(filled)]


def opinion_of(form: Filled, currency: str) -> Opinion:
    """Return what was filled in as an opinion, without a grade where none belongs.

    Raises
    ------
    UsageError
        If a choice is missing or none of those offered.
    AmountError
        If the amount is none.
    """
    try:
        outcome, view = Outcome(form.outcome), View(form.view)
        contradicts, grants = view is View.CONTRADICTS, outcome is Outcome.GRANT
        grade = Grade(form.grade) if contradicts and form.grade else None
        remedy = _remedy(form, currency) if grants else None
    except ValueError as exc:
        raise UsageError(
            Bilingual("请选择结果与对证据的看法。", "Choose an outcome and a view of the evidence.")
        ) from exc
    return Opinion(outcome=outcome, view=view, grade=grade, remedy=remedy, reasons=form.reasons, basis=form.basis)


def first_form(sheet: ReviewSheet) -> Filled:
    """Return the form before anything is chosen: the remedy is what was asked for, with the amount of that."""
    asked = sheet.view.asked
    photos = tuple(one.exhibit for one in sheet.files if one.role.value == "claim" and not one.is_erased)
    # Refund without return is the merchant's to agree to; what comes back can be granted by anybody.
    kind = RemedyKind.RETURN_AND_REFUND if asked.kind is RemedyKind.REFUND_ONLY else asked.kind
    return Filled(remedy=kind.value, amount=plain_amount(asked.amount or sheet.view.most), basis=photos)


def form_after(opinion: Opinion, start: Filled) -> Filled:
    """Return the form of the last word: as the first judgement was."""
    remedy = opinion.remedy
    judged = replace(
        start,
        outcome=opinion.outcome.value,
        view=opinion.view.value,
        grade=opinion.grade.value if opinion.grade else "",
    )
    if remedy is None:
        return judged
    amount = plain_amount(remedy.amount) if remedy.amount is not None else start.amount
    return replace(judged, remedy=remedy.kind.value, borne_by=remedy.borne_by.value, amount=amount)


def is_changed(blind: Opinion, final: Opinion) -> bool:
    """Tell whether the last word differs from the first in substance."""
    return (blind.outcome, blind.view, blind.grade, blind.remedy) != (
        final.outcome,
        final.view,
        final.grade,
        final.remedy,
    )


def substance(opinion: Opinion) -> str:
    """Return what makes an opinion another one, as the page's script puts it together from the form."""
    remedy = opinion.remedy
    parts = [opinion.outcome.value, opinion.view.value, *([opinion.grade.value] if opinion.grade else [])]
    if remedy is not None:
        parts += [remedy.kind.value, remedy.borne_by.value]
    amount = plain_amount(remedy.amount) if remedy is not None and remedy.amount is not None else ""
    return "|".join([*parts, amount])


def field_of(error: FairclaimError, *, is_change: bool = False) -> str:
    """Return beside which field an error stands; "" above the form."""
    if error.code == "reasons-missing" and is_change:
        return "changed"
    return FIELD_OF.get(error.code, "")


def in_words(error: FairclaimError, field: str) -> Bilingual:
    """Return what an error says beside its field: what to do there, rather than the rule behind it."""
    if error.code == "reasons-missing":
        return _NO_CHANGE if field == "changed" else _NO_REASON
    if isinstance(error, GradeTooLowError) and error.grade is None:
        return _NO_GRADE
    return error.message


def plain_amount(amount: Money) -> str:
    """Return an amount as it is typed.

    Examples
    --------
    >>> plain_amount(Money(1990, "CNY")), plain_amount(Money(1990, "JPY"))
    ('19.90', '1990')
    """
    digits = MINOR_DIGITS[amount.currency]
    whole, rest = divmod(amount.amount_minor, 10**digits)
    return f"{whole}.{rest:0{digits}}" if digits else str(whole)


def parse_amount(text: str, currency: str) -> Money:
    """Return a typed amount.

    Raises
    ------
    AmountError
        If it is none, or has more digits than the currency.

    Examples
    --------
    >>> parse_amount("1,019.9", "CNY")
    Money(amount_minor=101990, currency='CNY')
    """
    digits = MINOR_DIGITS[currency]
    found = _AMOUNT.fullmatch(text.replace(",", "").replace("，", "").strip())
    if found is None or len(found[2] or "") > digits:
        raise AmountError(text, currency)
    return Money(int(found[1]) * 10**digits + int((found[2] or "").ljust(digits, "0") or "0"), currency)


def _remedy(form: Filled, currency: str) -> Remedy:
    kind = RemedyKind(form.remedy)
    amount = parse_amount(form.amount, currency) if kind in PAYS else None
    return Remedy(kind=kind, borne_by=BorneBy(form.borne_by), amount=amount)
