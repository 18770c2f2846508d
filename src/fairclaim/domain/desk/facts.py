"""Everything that can happen to a claim. One record a fact; its fields are the format, so renaming one is a new format.

Free words of a party are named by the id of the stored text, never held: events are kept for ever, words are erased on
request. Reasons of the desk are held, for they speak of the evidence and are owed to both sides.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Answer, Examined, Offer, Proposal
from fairclaim.domain.desk.clock_rules import ClockKind, OnExpiry, PauseReason
from fairclaim.domain.desk.decision import AppealResult, Consequence, ConsequenceKind, Decision
from fairclaim.domain.desk.evidence_rules import Item, Reason, Requirement
from fairclaim.domain.desk.judgement import Judgement, Opinion
from fairclaim.domain.desk.order_line import ClaimedItem, OrderLine
from fairclaim.domain.desk.party import Actor, ClaimId, PersonId, TextId
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.desk.states import Move, State
from fairclaim.domain.desk.working_calendar import Counting


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFiled:
    """A buyer asks for a remedy."""

    order: str
    buyer: PersonId
    merchant: PersonId
    lines: tuple[OrderLine, ...]
    items: tuple[ClaimedItem, ...]
    reason: Reason
    asked: Remedy
    words: TextId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningStarted:
    """The machine begins to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationRecorded:
    """An examination is done."""

    examined: Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteProposed:
    """Policy says what to do next; it never says no."""

    proposal: Proposal
    why: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAttached:
    """A file came in."""

    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAsked:
    """The buyer is told exactly what is missing."""

    missing: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCompleted:
    """The buyer has handed in what there is."""

    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantAsked:
    """The merchant is asked to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantAnswered:
    """The merchant has answered."""

    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSent:
    """People are to look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened:
    """A new round of judgements begins."""

    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Somebody has judged without having seen the verdict."""

    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRevealed:
    """The verdict was shown to somebody who had judged."""

    to: PersonId
    examination: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementConfirmed:
    """Somebody stands by a judgement, or has changed it and says why."""

    by: PersonId
    final: Opinion
    changed_because: Bilingual | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondAsked:
    """A second person is to judge, without seeing the first answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorCalled:
    """Two people differ; a senior is to judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The claim is decided."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsequenceImposed:
    """Something follows, and is to be carried out."""

    consequence: Consequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealed:
    """A side asks for another look."""

    words: TextId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReReviewOpened:
    """People who had no part in it look anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided:
    """The appeal is decided."""

    result: AppealResult
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealWithdrawn:
    """Who appealed has taken the appeal back; the decision stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnwindingOrdered:
    """One consequence must be taken back, or not be carried out any more."""

    id: str
    kind: ConsequenceKind
    was_executed: bool
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade:
    """A side, or policy, offers a remedy; it replaces that side's earlier offer."""

    offer: Offer
    words: TextId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAccepted:
    """The sides agree."""

    offer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWithdrawn:
    """The buyer takes the claim back. It says nothing about the evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStarted:
    """A clock begins to run."""

    kind: ClockKind
    counting: Counting
    allowance: timedelta
    warn_before: timedelta
    due_at: datetime
    warn_at: datetime | None
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPaused:
    """A clock stands still from now on."""

    kind: ClockKind
    because: PauseReason
    note: Bilingual
    spent: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockResumed:
    """A clock runs again."""

    kind: ClockKind
    due_at: datetime
    warn_at: datetime | None
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockExtended:
    """There is more time. ``due_at`` is None while the clock is paused."""

    kind: ClockKind
    more: timedelta
    because: Bilingual
    due_at: datetime | None
    warn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWarned:
    """Whoever is waited for was told that the time is nearly over."""

    kind: ClockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockExpired:
    """The time is over."""

    kind: ClockKind
    then: OnExpiry


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopped:
    """What was waited for has happened; the clock is put away."""

    kind: ClockKind
    spent: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsequenceExecuted:
    """A consequence took effect."""

    id: str
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsequenceUnwound:
    """A consequence has been taken back, and who relied on it has been told."""

    id: str


FACTS = (
    ClaimFiled,
    ScreeningStarted,
    ExaminationRecorded,
    RouteProposed,
    EvidenceAttached,
    EvidenceAsked,
    EvidenceCompleted,
    MerchantAsked,
    MerchantAnswered,
    ReviewSent,
    RoundOpened,
    Judged,
    VerdictRevealed,
    JudgementConfirmed,
    SecondAsked,
    SeniorCalled,
    Decided,
    ConsequenceImposed,
    Appealed,
    ReReviewOpened,
    AppealDecided,
    AppealWithdrawn,
    UnwindingOrdered,
    OfferMade,
    OfferAccepted,
    ClaimWithdrawn,
    ClockStarted,
    ClockPaused,
    ClockResumed,
    ClockExtended,
    ClockWarned,
    ClockExpired,
    ClockStopped,
    ConsequenceExecuted,
    ConsequenceUnwound,
)
"""Every kind of fact, in the order of this file."""

Fact = (
    ClaimFiled
    | ScreeningStarted
    | ExaminationRecorded
    | RouteProposed
    | EvidenceAttached
    | EvidenceAsked
    | EvidenceCompleted
    | MerchantAsked
    | MerchantAnswered
    | ReviewSent
    | RoundOpened
    | Judged
    | VerdictRevealed
    | JudgementConfirmed
    | SecondAsked
    | SeniorCalled
    | Decided
    | ConsequenceImposed
    | Appealed
    | ReReviewOpened
    | AppealDecided
    | AppealWithdrawn
    | UnwindingOrdered
    | OfferMade
    | OfferAccepted
    | ClaimWithdrawn
    | ClockStarted
    | ClockPaused
    | ClockResumed
    | ClockExtended
    | ClockWarned
    | ClockExpired
    | ClockStopped
    | ConsequenceExecuted
    | ConsequenceUnwound
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact with its place in a claim's history.

    Parameters
    ----------
    sequence : int
        From 1, without gaps.
    at : datetime
        In UTC.
    move : Move or None
        The move that made it; None if it follows from the event before it.
    state : State
        Where the claim stands after it.
    """

    claim: ClaimId
    sequence: int
    at: datetime
    by: Actor
    move: Move | None
    state: State
    fact: Fact
