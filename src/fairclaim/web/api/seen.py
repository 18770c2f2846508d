"""What callers see: the views of ``fairclaim.services.views`` over the wire, field by field under the same names.

A field that a view lacks cannot be shown here; nothing is looked up besides.
"""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.domain.desk.decision import AppealResult, ConsequenceKind, Route, Standing
from fairclaim.domain.desk.judgement import Outcome, Seat, View
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.desk.remedy import BorneBy, RemedyKind
from fairclaim.domain.desk.states import Move, State
from fairclaim.domain.desk.wire import claim_to_record, event_to_record
from fairclaim.domain.finding import Grade
from fairclaim.domain.verdict import Call
from fairclaim.services.see_claim import View as ClaimView
from fairclaim.services.views.desk_view import OperatorView
from fairclaim.services.views.party_view import PartyView
from fairclaim.services.views.reviewer_view import ReviewerView
from fairclaim.web.api.words import Answer, BothLanguages


class MoneySeen(Answer):
    """An amount in minor units (分, cents)."""

    amount_minor: int
    currency: str


class RemedySeen(Answer):
    """A remedy; ``amount`` is null for an exchange and a repair."""

    kind: RemedyKind
    borne_by: BorneBy
    amount: MoneySeen | None


class ItemSeen(Answer):
    """How many units of an order line the claim is about."""

    line: str
    quantity: int


class LineSeen(Answer):
    """One line of the order."""

    id: str
    title: str
    category: str
    quantity: int
    paid: MoneySeen
    refunded: MoneySeen


class FileSeen(Answer):
    """One file of the claim; its bytes are under ``/exhibits/{exhibit}``."""

    exhibit: str
    by: ActorKind
    shot: str | None
    media: str
    capture: str


class ClockSeen(Answer):
    """The claim's clock. ``left`` is counted time, ISO 8601; it stands still while the clock is paused."""

    kind: str
    waits_for: ActorKind | None
    due_at: datetime | None
    left: timedelta
    is_paused: bool
    paused_because: PauseReason | None


class DecisionSeen(Answer):
    """A decision with its reasons."""

    number: int
    outcome: Outcome
    remedy: RemedySeen | None
    reasons: BothLanguages
    basis: list[str]
    at: datetime


class AnswerSeen(Answer):
    """The merchant's answer."""

    stance: Stance
    words: str | None = Field(description="Id of the text; read it under `/words/{text}`.")
    is_late: bool


class OfferSeen(Answer):
    """A remedy that one side would take or give."""

    id: str
    by: ActorKind
    remedy: RemedySeen


class ConsequenceSeen(Answer):
    """What follows from a decision, and how far it has come."""

    id: str
    kind: ConsequenceKind
    standing: Standing
    was_executed: bool
    reference: str | None


class RequirementSeen(Answer):
    """One thing that the buyer is asked to show, how many files of it, and why."""

    shot: str
    media: str
    capture: str
    count: int
    why: BothLanguages


class PartyClaim(Answer):
    """A claim as its buyer or its merchant sees it."""

    view: Literal["party"] = "party"
    claim: str
    side: ActorKind
    state: State
    state_name: BothLanguages
    filed_at: datetime
    order: str
    items: list[ItemSeen]
    most: MoneySeen = Field(description="The most that can be given back.")
    reason: str
    asked: RemedySeen
    words: str | None
    files: list[FileSeen]
    needed: list[RequirementSeen] = Field(description="What the buyer is asked to show; empty once it is decided.")
    lacking: list[RequirementSeen] = Field(description="What of it is still missing.")
    missing: list[BothLanguages] = Field(description="What is lacking, in words.")
    answer: AnswerSeen | None
    offers: list[OfferSeen]
    acceptable: list[str]
    clock: ClockSeen | None
    decisions: list[DecisionSeen]
    appealed_by: list[ActorKind]
    appeal_until: datetime | None
    appeal_result: AppealResult | None
    agreed: RemedySeen | None
    can: list[Move] = Field(description="What this side can do now.")


class OpinionSeen(Answer):
    """One answer to what should become of the claim."""

    outcome: Outcome
    view: View
    grade: Grade | None
    remedy: RemedySeen | None
    reasons: BothLanguages | None
    basis: list[str]


class JudgementSeen(Answer):
    """One judgement; whose it is, is told by its seat."""

    round: int
    seat: Seat
    blind: OpinionSeen
    final: OpinionSeen | None
    changed_because: BothLanguages | None


class ExaminedSeen(Answer):
    """The newest examination, in short."""

    examination: str
    call: Call
    grade: Grade | None


class ProposalSeen(Answer):
    """What policy proposed, and the digest of the policy."""

    route: Route
    policy: str
    remedy: RemedySeen | None


class AfterTheFact(Answer):
    """What is shown once this reviewer has judged and looked."""

    examined: ExaminedSeen | None
    proposal: ProposalSeen | None
    offers: list[OfferSeen]
    decisions: list[DecisionSeen]


class ReviewerClaim(Answer):
    """A claim as a reviewer sees it; ``after`` is null until the own first judgement."""

    view: Literal["reviewer"] = "reviewer"
    claim: str
    state: State
    state_name: BothLanguages
    round: int
    seat: Seat | None
    filed_at: datetime
    lines: list[LineSeen]
    items: list[ItemSeen]
    most: MoneySeen = Field(description="The most that can be given back.")
    reason: str
    asked: RemedySeen
    words: str | None
    files: list[FileSeen]
    answer: AnswerSeen | None
    is_appeal: bool
    appealed_by: list[ActorKind]
    clock: ClockSeen | None
    judgements: list[JudgementSeen]
    after: AfterTheFact | None


class OperatorClaim(Answer):
    """Where a claim stands, for who runs the desk and for the platform's systems: no photo, no word, no verdict."""

    view: Literal["operator"] = "operator"
    claim: str
    state: State
    state_name: BothLanguages
    filed_at: datetime
    updated_at: datetime
    files: int
    escalations: int
    clock: ClockSeen | None
    consequences: list[ConsequenceSeen]


class AuditorClaim(Answer):
    """The whole claim and every event, as `fairclaim.claim/1` and `fairclaim.claim-event/1`."""

    view: Literal["auditor"] = "auditor"
    claim: dict[str, object]
    events: list[dict[str, object]]


ClaimSeen = PartyClaim | ReviewerClaim | OperatorClaim | AuditorClaim


def claim_seen(view: ClaimView) -> ClaimSeen:
    """Return a view as it goes over the wire."""
    if isinstance(view, PartyView):
        return PartyClaim.model_validate(view)
    if isinstance(view, ReviewerView):
        return ReviewerClaim.model_validate(view)
    if isinstance(view, OperatorView):
        return OperatorClaim.model_validate(view)
    return AuditorClaim(claim=claim_to_record(view.claim), events=[event_to_record(event) for event in view.events])
