"""What one reviewer thinks of the evidence, before and after seeing the machine's verdict, and what several think together.

The rules kept here: an adverse finding needs two people who hold it; of two views the milder stands; and a finding that the
evidence contradicts the claim needs evidence of grade A or B.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.refusals import DisagreementError, GradeTooLowError, JudgementMissingError, SecondPersonError
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.errors import UsageError
from fairclaim.domain.finding import Grade


class Outcome(StrEnum):
    """What becomes of the claim."""

    GRANT = "grant"
    REFUSE = "refuse"
    """Adverse to the buyer, always two people."""


class View(StrEnum):
    """What the evidence does. It is said of the evidence, never of a person."""

    SUPPORTS = "supports"
    """It supports the claim."""
    INSUFFICIENT = "insufficient"
    """It does not show enough."""
    CONTRADICTS = "contradicts"
    """It contradicts the claim: it was changed, or shows something else."""


class Seat(StrEnum):
    """Whose turn a judgement takes."""

    FIRST = "first"
    SECOND = "second"
    SENIOR = "senior"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One answer to "what should become of this claim, and why?".

    Parameters
    ----------
    grade : Grade or None
        Strength of the adverse evidence; None unless the view is ``contradicts``.
    remedy : Remedy or None
        What to grant; None in a refusal.
    reasons : Bilingual or None
        In both languages; needed to stand by a refusal.
    basis : tuple of str
        Ids of exhibits and names of checks it rests on.
    """

    outcome: Outcome
    view: View
    grade: Grade | None = None
    remedy: Remedy | None = None
    reasons: Bilingual | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One person's judgement in one round of review.

    Parameters
    ----------
    round : int
        Rounds count from 1; each time a claim comes to review, or an appeal does, a new one begins.
    blind : Opinion
        Given before the verdict was shown to this person.
    final : Opinion or None
        After it; None until confirmed.
    changed_because : Bilingual or None
        Why the mind was changed; None if it was not.
    """

    round: int
    seat: Seat
    by: PersonId
    blind: Opinion
    final: Opinion | None = None
    changed_because: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the judgements of a round say together.

    Parameters
    ----------
    by : tuple of PersonId
        The people who hold it.
    """

    outcome: Outcome
    view: View
    grade: Grade | None
    remedy: Remedy | None
    by: tuple[PersonId, ...]


def check_opinion(opinion: Opinion) -> None:
    """Verify that an opinion is one.

    Raises
    ------
    UsageError
        If a grant has no remedy or rests on contradicting evidence, a refusal has a remedy or rests on evidence that supports
        the claim, or a grade stands without need.
    GradeTooLowError
        If evidence below grade B is said to contradict the claim.
    """
    is_grant = opinion.outcome is Outcome.GRANT
    contradicts = opinion.view is View.CONTRADICTS
    opposite = View.CONTRADICTS if is_grant else View.SUPPORTS
    if is_grant != (opinion.remedy is not None) or opinion.view is opposite:
        raise UsageError(
            Bilingual(
                "同意须写明处理方案，且证据不与申请相矛盾；不同意则不写方案，且证据不支持申请。",
                "A grant names its remedy and does not rest on contradicting evidence; "
                "a refusal names none and does not rest on evidence that supports the claim.",
            )
        )
    if not contradicts and opinion.grade is not None:
        raise UsageError(
            Bilingual(
                "只有“相矛盾”才写证据等级。", "A grade belongs to the view that the evidence contradicts the claim."
            )
        )
    if contradicts and opinion.grade not in (Grade.A, Grade.B):
        raise GradeTooLowError(opinion.grade.value if opinion.grade else None)


def has_words(text: Bilingual | None) -> bool:
    """Tell whether a text says something in both languages."""
    return text is not None and bool(text.zh.strip()) and bool(text.en.strip())


def has_basis(basis: Sequence[str]) -> bool:
    """Tell whether something is named, and nothing blank."""
    return bool(basis) and all(name.strip() for name in basis)


def tally(judgements: Sequence[Judgement], *, standing: Tally | None = None) -> Tally:
    """Return what a round's judgements decide.

    Parameters
    ----------
    judgements : sequence of Judgement
        All of the current round, in order.
    standing : Tally, optional
        The decision under appeal. One person may uphold a standing refusal, or make it milder: its two people still hold it.

    Raises
    ------
    JudgementMissingError
        If there is none, or one is not confirmed.
    SecondPersonError
        If one person alone refuses.
    DisagreementError
        If two differ.
    """
    finals = [(judgement.by, judgement.final) for judgement in judgements if judgement.final is not None]
    if not finals or len(finals) != len(judgements):
        raise JudgementMissingError
    person, last = finals[-1]
    if len(finals) == 1:
        if last.outcome is Outcome.GRANT or _is_held(last, standing):
            return _together(last, [person, *(standing.by if standing and last.outcome is Outcome.REFUSE else ())])
        raise SecondPersonError
    if len(finals) == 2:
        first = finals[0][1]
        if first.outcome is not last.outcome or first.view is not last.view:
            raise DisagreementError
        if last.outcome is Outcome.GRANT and first.remedy != last.remedy:
            raise DisagreementError
    if last.outcome is Outcome.GRANT:
        return _together(last, [by for by, opinion in finals if opinion.outcome is Outcome.GRANT])
    return _refusal(finals)


def _is_held(opinion: Opinion, standing: Tally | None) -> bool:
    """Tell whether the people of a standing refusal already hold what one more person says of it."""
    if standing is None or standing.outcome is not Outcome.REFUSE:
        return False
    if opinion.view is not View.CONTRADICTS:
        return True  # who holds that the evidence contradicts the claim also holds that it shows too little
    # "A" sorts before "B" and is the stronger; who holds the stronger holds the weaker too.
    return standing.view is View.CONTRADICTS and (standing.grade or Grade.B) <= (opinion.grade or Grade.A)


def _together(opinion: Opinion, people: Sequence[PersonId]) -> Tally:
    return Tally(
        outcome=opinion.outcome,
        view=opinion.view,
        grade=opinion.grade,
        remedy=opinion.remedy,
        by=tuple(dict.fromkeys(people)),
    )


def _refusal(finals: Sequence[tuple[PersonId, Opinion]]) -> Tally:
    """Return the strongest view that two people share, and that the last one shares."""
    refusals = [(by, opinion) for by, opinion in finals if opinion.outcome is Outcome.REFUSE]
    if len(refusals) < 2:
        raise SecondPersonError
    against = [(by, opinion.grade) for by, opinion in refusals if opinion.view is View.CONTRADICTS]
    if finals[-1][1].view is View.CONTRADICTS and len(against) >= 2:
        weakest = max(grade for _, grade in against if grade is not None)  # "B" sorts after "A"
        people, view, grade = [by for by, _ in against], View.CONTRADICTS, Grade(weakest)
        return Tally(outcome=Outcome.REFUSE, view=view, grade=grade, remedy=None, by=tuple(people))
    everyone = tuple(by for by, _ in refusals)
    return Tally(outcome=Outcome.REFUSE, view=View.INSUFFICIENT, grade=None, remedy=None, by=everyone)
