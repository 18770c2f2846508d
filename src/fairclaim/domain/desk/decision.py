"""A decision with its reasons, and everything that follows from it and can be taken back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.judgement import Outcome, Tally, View, has_basis, has_words
from fairclaim.domain.desk.party import ActorKind, PersonId
from fairclaim.domain.desk.refusals import ReasonsMissingError
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.finding import Grade


class Route(StrEnum):
    """What policy may propose. There is no route that refuses."""

    APPROVE = "approve"
    ASK_MORE = "ask-more"
    REVIEW = "review"
    OFFER_REMEDY = "offer-remedy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided.

    Parameters
    ----------
    number : int
        From 1; the decision on an appeal has the next number.
    view : View or None
        What the evidence does; None where no person looked.
    reasons : Bilingual
        Said to both parties, in both languages.
    basis : tuple of str
        Exhibits, checks or a policy's digest; never empty.
    by : tuple of PersonId
        The people who hold it; empty for a machine's yes.
    """

    number: int
    outcome: Outcome
    view: View | None
    grade: Grade | None
    remedy: Remedy | None
    reasons: Bilingual
    basis: tuple[str, ...]
    by: tuple[PersonId, ...]
    at: datetime


def check_reasons(reasons: Bilingual, basis: tuple[str, ...]) -> None:
    """Verify that a decision can be explained.

    Raises
    ------
    ReasonsMissingError
        If a language is empty or no basis is named.
    """
    if not has_words(reasons) or not has_basis(basis):
        raise ReasonsMissingError


def as_tally(decision: Decision) -> Tally:
    """Return a decision as the judgement that an appeal measures itself against."""
    return Tally(
        outcome=decision.outcome,
        view=decision.view or View.SUPPORTS,
        grade=decision.grade,
        remedy=decision.remedy,
        by=decision.by,
    )


def says_the_same(decision: Decision, found: Tally) -> bool:
    """Tell whether an appeal found what was decided before. A machine's yes is upheld by any grant of the same remedy."""
    return (
        decision.outcome is found.outcome
        and decision.view in (None, found.view)
        and decision.grade is found.grade
        and decision.remedy == found.remedy
    )


class ConsequenceKind(StrEnum):
    """What follows."""

    REMEDY = "remedy"
    """Money, goods or a visit."""
    NOTICE_BUYER = "notice-buyer"
    NOTICE_MERCHANT = "notice-merchant"
    STATISTICS = "statistics"
    """Figures of checks, reviewers and shops that count this decision."""
    MARK = "mark"
    """An entry in the buyer's standing."""
    SHARED_HASH = "shared-hash"
    """The picture's hash in the index that other desks ask."""


class Standing(StrEnum):
    """How far a consequence has come; it moves downwards only."""

    DUE = "due"
    EXECUTED = "executed"
    TO_UNWIND = "to-unwind"
    UNWOUND = "unwound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One thing that follows from a decision or a settlement.

    Parameters
    ----------
    id : str
        ``"decision-1/mark"``; unique within a claim.
    was_executed : bool
        It took effect before it was taken back, or stands.
    reference : str or None
        What carrying it out has made elsewhere (a payment's number, a mark's id); needed to take it back.
    """

    id: str
    kind: ConsequenceKind
    standing: Standing = Standing.DUE
    was_executed: bool = False
    reference: str | None = None


_NOTICES = (ConsequenceKind.NOTICE_BUYER, ConsequenceKind.NOTICE_MERCHANT)


def consequences_of(decision: Decision) -> tuple[Consequence, ...]:
    """Return what follows from a decision.

    A mark follows only where two people found that the evidence contradicts the claim; its hash is shared only if that
    evidence is of grade A, which a stranger can repeat.
    """
    kinds = [*_NOTICES, ConsequenceKind.STATISTICS]
    if decision.remedy is not None:
        kinds.insert(0, ConsequenceKind.REMEDY)
    if decision.view is View.CONTRADICTS:
        kinds.append(ConsequenceKind.MARK)
        if decision.grade is Grade.A:
            kinds.append(ConsequenceKind.SHARED_HASH)
    return _consequences(f"decision-{decision.number}", tuple(kinds))


def consequences_of_upholding(decision: Decision) -> tuple[Consequence, ...]:
    """Return what follows when an appeal changes nothing: both sides are told, and the figures count it."""
    return _consequences(f"decision-{decision.number}", (*_NOTICES, ConsequenceKind.STATISTICS))


def consequences_of_settling() -> tuple[Consequence, ...]:
    """Return what follows from a settlement."""
    return _consequences("settlement", (ConsequenceKind.REMEDY, *_NOTICES))


def _consequences(source: str, kinds: tuple[ConsequenceKind, ...]) -> tuple[Consequence, ...]:
    return tuple(Consequence(id=f"{source}/{kind.value}", kind=kind) for kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One side's appeal."""

    by: ActorKind
    at: datetime


class AppealResult(StrEnum):
    """What became of the decision under appeal."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
