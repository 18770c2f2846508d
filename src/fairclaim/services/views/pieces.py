"""Pieces of a claim that every view shows in the same way: files, clocks, decisions. No piece names a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim, Stance
from fairclaim.domain.desk.clock import Running
from fairclaim.domain.desk.clock_rules import DeskRules, PauseReason
from fairclaim.domain.desk.decision import Decision
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.party import ActorKind, TextId
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.desk.timing import time_left, waits_for


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """One file of the claim."""

    exhibit: str
    by: ActorKind
    shot: str | None
    media: str
    capture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSeen:
    """The claim's clock.

    Parameters
    ----------
    waits_for : ActorKind or None
        Whose time runs.
    left : timedelta
        Counted time; the same until resumed while paused.
    paused_because : PauseReason or None
        Why it stands still; None while it runs.
    """

    kind: str
    waits_for: ActorKind | None
    due_at: datetime | None
    left: timedelta
    is_paused: bool
    paused_because: PauseReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSeen:
    """A decision with its reasons; who made it is nobody's business but the auditor's."""

    number: int
    outcome: Outcome
    remedy: Remedy | None
    reasons: Bilingual
    basis: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSeen:
    """What the merchant answered."""

    stance: Stance
    words: TextId | None
    is_late: bool


def files_of(claim: Claim) -> tuple[FileSeen, ...]:
    """Return the files, in order."""
    return tuple(
        FileSeen(
            exhibit=item.exhibit,
            by=item.by,
            shot=item.shot.value if item.shot is not None else None,
            media=item.media.value,
            capture=item.capture.value,
        )
        for item in claim.evidence
    )


def clock_of(claim: Claim, *, at: datetime, rules: DeskRules) -> ClockSeen | None:
    """Return the clock as it stands at a moment."""
    clock, left = claim.clock, time_left(claim, at=at, rules=rules)
    if clock is None or left is None:
        return None
    return ClockSeen(
        kind=clock.kind.value,
        waits_for=waits_for(claim.state),
        due_at=clock.due_at,
        left=left,
        is_paused=clock.running is Running.PAUSED,
        paused_because=clock.paused_because,
    )


def decision_seen(decision: Decision) -> DecisionSeen:
    """Return a decision without who made it and without the grade, which is a word among experts."""
    return DecisionSeen(
        number=decision.number,
        outcome=decision.outcome,
        remedy=decision.remedy,
        reasons=decision.reasons,
        basis=decision.basis,
        at=decision.at,
    )


def answer_of(claim: Claim) -> AnswerSeen | None:
    """Return the merchant's answer; None if there is none, which proves nothing."""
    answer = claim.answer
    if answer is None:
        return None
    return AnswerSeen(stance=answer.stance, words=answer.words, is_late=answer.is_late)
