"""What one person is recorded to have done, and which of it may be counted.

An act is counted only where at least two people decided that the evidence contradicts the claim, on evidence of grade A or B, where
that decision stands after appeal, and where something was obtained. A machine's finding is no decision. Everything else is kept
apart, with the reason, and changes no sum.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.judgement import View
from fairclaim.domain.desk.money import Money, total
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.finding import Grade

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China's time; no daylight saving since 1992, before every provision used here but one."""

YUAN = "CNY"


def day_in_china(moment: datetime) -> date:
    """Return the date that a moment has in China; a naive moment is a bug, and a ``ValueError``.

    Examples
    --------
    >>> from datetime import UTC
    >>> day_in_china(datetime(2025, 12, 31, 16, tzinfo=UTC))
    datetime.date(2026, 1, 1)
    """
    if moment.tzinfo is None:
        raise ValueError(moment)
    return moment.astimezone(CHINA).date()


class AppealState(StrEnum):
    """How far the appeal against a decision has come."""

    POSSIBLE = "possible"
    """The time to appeal still runs."""
    OPEN = "open"
    UPHELD = "upheld"
    EXPIRED = "expired"
    """Nobody appealed in time."""
    OVERTURNED = "overturned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What people decided about one act.

    Parameters
    ----------
    by : tuple of PersonId
        Those who hold it. Empty for a machine.
    """

    by: tuple[PersonId, ...]
    view: View
    grade: Grade | None
    appeal: AppealState


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One claim that rests on evidence in dispute.

    Parameters
    ----------
    on : date
        The day the evidence was handed in, in China. It chooses the law.
    sought, obtained : Money
        What was asked for, and what was paid out on it and not paid back.
    ruling : Ruling or None
        None where nobody has decided.
    payment : str or None
        Number of the payment that proves the amount.
    knowledge : tuple of str
        Exhibits that people named as showing what the person knew.
    has_pressure : bool
        People found that payment was asked for with threats or pressure.
    has_removed_label : bool
        People found that an AI label was taken off or hidden.
    is_dealt_with : bool
        An authority or court has already dealt with it.
    """

    id: str
    on: date
    sought: Money
    obtained: Money
    ruling: Ruling | None = None
    payment: str | None = None
    knowledge: tuple[str, ...] = ()
    has_pressure: bool = False
    has_removed_label: bool = False
    is_dealt_with: bool = False


class Apart(StrEnum):
    """Why an act is not counted."""

    LATER = "later"
    NOT_DECIDED = "not-decided"
    ONE_PERSON = "one-person"
    NOT_CONTRADICTED = "not-contradicted"
    WEAK_EVIDENCE = "weak-evidence"
    OVERTURNED = "overturned"
    APPEAL_OPEN = "appeal-open"
    APPEAL_POSSIBLE = "appeal-possible"
    DEALT_WITH = "dealt-with"
    OTHER_CURRENCY = "other-currency"
    ATTEMPT = "attempt"


APART_MEANS = {
    Apart.LATER: Bilingual("晚于所问的日期", "later than the day that is asked about"),
    Apart.NOT_DECIDED: Bilingual(
        "没有人作出决定；程序的检查结果不计入", "no person has decided; what a program found is not counted"
    ),
    Apart.ONE_PERSON: Bilingual("尚无两人分别作出认定", "two people have not decided it"),
    Apart.NOT_CONTRADICTED: Bilingual(
        "决定没有认定证据与申请相矛盾", "the decision does not say that the evidence contradicts the claim"
    ),
    Apart.WEAK_EVIDENCE: Bilingual("证据等级低于 B 级", "the evidence is below grade B"),
    Apart.OVERTURNED: Bilingual("申诉后已撤销", "overturned on appeal"),
    Apart.APPEAL_OPEN: Bilingual("申诉正在处理", "an appeal is open"),
    Apart.APPEAL_POSSIBLE: Bilingual("申诉期限未满", "the time to appeal still runs"),
    Apart.DEALT_WITH: Bilingual("有关机关已经处理", "an authority has dealt with it"),
    Apart.OTHER_CURRENCY: Bilingual("金额不是人民币，不作换算", "the amount is not in yuan; nothing is converted"),
    Apart.ATTEMPT: Bilingual("没有取得款项，单独列出", "nothing was obtained; it stands apart"),
}

_RULINGS: tuple[tuple[Apart, Callable[[Ruling], bool]], ...] = (
    (Apart.OVERTURNED, lambda ruling: ruling.appeal is AppealState.OVERTURNED),
    (Apart.NOT_DECIDED, lambda ruling: not ruling.by),
    (Apart.ONE_PERSON, lambda ruling: len(set(ruling.by)) < 2),
    (Apart.NOT_CONTRADICTED, lambda ruling: ruling.view is not View.CONTRADICTS),
    (Apart.WEAK_EVIDENCE, lambda ruling: ruling.grade not in (Grade.A, Grade.B)),
    (Apart.APPEAL_OPEN, lambda ruling: ruling.appeal is AppealState.OPEN),
    (Apart.APPEAL_POSSIBLE, lambda ruling: ruling.appeal is AppealState.POSSIBLE),
)


def why_apart(act: Act, *, on: date) -> Apart | None:
    """Return why an act is not counted on a day, or None where it is."""
    if act.on > on:
        return Apart.LATER
    if act.ruling is None:
        return Apart.NOT_DECIDED
    for reason, holds in _RULINGS:
        if holds(act.ruling):
            return reason
    if act.is_dealt_with:
        return Apart.DEALT_WITH
    if {act.obtained.currency, act.sought.currency} != {YUAN}:
        return Apart.OTHER_CURRENCY
    return Apart.ATTEMPT if act.obtained.amount_minor == 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One person's acts, sorted.

    Parameters
    ----------
    counted : tuple of Act
        In order of date.
    apart : tuple of (Act, Apart)
        The rest, in order of date.
    """

    counted: tuple[Act, ...]
    apart: tuple[tuple[Act, Apart], ...]

    @property
    def obtained(self) -> Money:
        """What the counted acts obtained together."""
        return total((act.obtained for act in self.counted), currency=YUAN)

    @property
    def attempts(self) -> tuple[Act, ...]:
        """Acts that would count, had something been paid."""
        return tuple(act for act, reason in self.apart if reason is Apart.ATTEMPT)

    @property
    def attempted(self) -> Money:
        """What the attempts asked for together."""
        return total((act.sought for act in self.attempts), currency=YUAN)


def cumulate(acts: Iterable[Act], *, on: date) -> Sum:
    """Sort one person's acts into those that count on a day and those that do not."""
    ordered = sorted(acts, key=lambda act: (act.on, act.id))
    sorted_out = [(act, why_apart(act, on=on)) for act in ordered]
    return Sum(
        counted=tuple(act for act, reason in sorted_out if reason is None),
        apart=tuple((act, reason) for act, reason in sorted_out if reason is not None),
    )
