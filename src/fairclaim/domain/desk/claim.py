"""A claim as it stands: everything that its events have said, and nothing else.

The record is frozen and holds no free words and no names: only ids. ``history`` makes it from events; moves make events.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fairclaim.domain.desk.clock import Clock
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.decision import Appeal, AppealResult, Consequence, Decision, Route
from fairclaim.domain.desk.evidence_rules import Item, Reason, Requirement
from fairclaim.domain.desk.judgement import Judgement
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem, OrderLine, refundable
from fairclaim.domain.desk.party import ActorKind, ClaimId, PersonId, TextId
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.desk.states import TERMINAL, State
from fairclaim.domain.finding import Grade
from fairclaim.domain.verdict import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """The newest examination: which one, and what it said."""

    examination: str
    call: Call
    grade: Grade | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What policy proposed, and the digest of the policy that did."""

    route: Route
    policy: str
    remedy: Remedy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A remedy that one side would take or give. The buyer's wish at filing is the first."""

    id: str
    by: ActorKind
    remedy: Remedy


class Stance(StrEnum):
    """A merchant's answer."""

    CONTESTS = "contests"
    NO_OBJECTION = "no-objection"
    """Leaves it to the desk, and consents to what the buyer asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the merchant said, and whether the time was over by then (it is heard all the same)."""

    stance: Stance
    words: TextId | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim.

    Parameters
    ----------
    sequence : int
        Number of the last event; events count from 1.
    asked : Remedy
        What the buyer asked for at filing.
    requested : tuple of Requirement
        What the buyer is being asked to show.
    silences : tuple of ClockKind
        Clocks that ended without an answer. They say nothing about the evidence.
    escalations : int
        How often a review took longer than promised.
    round : int
        Reviews of this claim so far, that of an appeal included.
    has_senior : bool
        A senior was called in this round.
    seen_by : frozenset of PersonId
        Who has been shown a verdict of this claim.
    took_part, barred : frozenset of PersonId
        People of the desk who had a part in it; and those who had when it was appealed, who may not judge the appeal.
    appeal_until : datetime or None
        When the time to appeal is over, kept for the other side; None if no time was running.
    """

    id: ClaimId
    state: State
    sequence: int
    filed_at: datetime
    updated_at: datetime
    order: str
    buyer: PersonId
    merchant: PersonId
    lines: tuple[OrderLine, ...]
    items: tuple[ClaimedItem, ...]
    reason: Reason
    asked: Remedy
    words: TextId | None = None
    evidence: tuple[Item, ...] = ()
    requested: tuple[Requirement, ...] = ()
    examined: Examined | None = None
    proposal: Proposal | None = None
    merchant_asked: bool = False
    answer: Answer | None = None
    offers: tuple[Offer, ...] = ()
    clock: Clock | None = None
    silences: tuple[ClockKind, ...] = ()
    escalations: int = 0
    round: int = 0
    has_senior: bool = False
    judgements: tuple[Judgement, ...] = ()
    seen_by: frozenset[PersonId] = frozenset()
    took_part: frozenset[PersonId] = frozenset()
    barred: frozenset[PersonId] = frozenset()
    decisions: tuple[Decision, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    appeal_until: datetime | None = None
    appeal_result: AppealResult | None = None
    consequences: tuple[Consequence, ...] = ()
    agreed: Remedy | None = None

    @property
    def is_open(self) -> bool:
        """Something can still be decided."""
        return self.state not in TERMINAL

    @property
    def decision(self) -> Decision | None:
        """The newest decision."""
        return self.decisions[-1] if self.decisions else None

    @property
    def most(self) -> Money:
        """The most that can be given back for what is claimed."""
        return refundable(self.lines, self.items)

    @property
    def this_round(self) -> tuple[Judgement, ...]:
        """The judgements of the current round, in order."""
        return tuple(judgement for judgement in self.judgements if judgement.round == self.round)

    def party(self, kind: ActorKind) -> PersonId | None:
        """Return who stands on a side; None if it is no side."""
        return {ActorKind.BUYER: self.buyer, ActorKind.MERCHANT: self.merchant}.get(kind)
