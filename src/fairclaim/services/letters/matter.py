"""What is known of a claim when a letter about it is written: the record, and nothing that the writer may not know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.decision import AppealResult, Consequence, ConsequenceKind, Standing
from fairclaim.domain.desk.facts import ClockStarted, ConsequenceExecuted, Event
from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.desk.states import State
from fairclaim.law.act import day_in_china
from fairclaim.law.proposals import Side, Situation, Stage
from fairclaim.services.letters_told import LetterSeen
from fairclaim.services.ports.check_book import StatedLabel
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.trade import SoldOrder

REMOVED = "mark-removed"
"""The check on which a decision rests that finds a label taken off."""
LABELLED = "aigc-label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What was paid out on a claim and not taken back; ``on`` is the day in China."""

    amount: Money
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRead:
    """A label, and in which file it stands.

    Parameters
    ----------
    received_on : date
        In China.
    """

    stated: StatedLabel
    sha256: str
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A claim, seen from one side.

    Parameters
    ----------
    words, answer : str or None
        What the buyer and the merchant said; None if nothing, or erased, or not for the writer to know.
    knows_words : bool
        The writer may know what the sides said.
    label : LabelRead or None
        An AI label of the claim's photos with one provider and one number; looked for only where a decision rests on it.
    findings : tuple of mapping
        Of the newest examination; empty for everybody but who seals the case.
    appeal_until : datetime or None
        When the time to appeal against the first decision is over, or was; None where no such time ran.
    titles : mapping
        What the checks are called on which the decisions rest.
    at : datetime
        Now.
    """

    side: Side
    claim: Claim
    order: SoldOrder | None
    at: datetime
    words: str | None = None
    answer: str | None = None
    knows_words: bool = True
    paid: Paid | None = None
    label: LabelRead | None = None
    files: tuple[KeptExhibit, ...] = ()
    letters: tuple[LetterSeen, ...] = ()
    findings: tuple[Mapping[str, object], ...] = ()
    appeal_until: datetime | None = None
    titles: Mapping[str, Bilingual] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in China."""
        return day_in_china(self.at)

    @property
    def situation(self) -> Situation:
        """What the law's tables are asked about."""
        decision, stage = self.claim.decision, stage_of(self.claim, self.side)
        basis = decision.basis if decision is not None else ()
        return Situation(
            side=self.side,
            stage=stage,
            is_paid=self.paid is not None,
            has_produce_id=self.label is not None,
            has_removed_label=stage is Stage.STANDS and REMOVED in basis,
            has_demand=any(one.kind == "civil-demand" for one in self.letters),
        )

    @property
    def has_letters_to_withdraw(self) -> bool:
        """A letter of this side is to be withdrawn; for the platform, a decision was overturned."""
        if self.side is Side.PLATFORM and self.claim.appeal_result is AppealResult.OVERTURNED:
            return True
        return any(one.is_to_withdraw for one in self.letters)


def stage_of(claim: Claim, side: Side) -> Stage:
    """Return how far a claim has come, seen from a side."""
    decision = claim.decision
    if claim.state in (State.WITHDRAWN, State.SETTLED):
        return Stage.DROPPED
    if decision is None:
        return Stage.OPEN
    if claim.state in (State.APPEALED, State.RE_REVIEW):
        return Stage.APPEALED
    if claim.state is State.DECIDED:
        return Stage.AGAINST if _is_against(side, decision.outcome, decision.remedy, claim.asked) else Stage.DECIDED
    if decision.view is View.CONTRADICTS:
        return Stage.STANDS
    return Stage.OVERTURNED if claim.appeal_result is AppealResult.OVERTURNED else Stage.ENDED


def paid_on(claim: Claim, events: Sequence[Event]) -> Paid | None:
    """Return what was paid out and not taken back; None if nothing. Goods and visits are no payment."""
    when = {event.fact.id: event.at for event in events if isinstance(event.fact, ConsequenceExecuted)}
    for one in reversed(claim.consequences):
        is_out = one.was_executed and one.standing is not Standing.UNWOUND and one.id in when
        if one.kind is ConsequenceKind.REMEDY and is_out:
            remedy = _remedy_of(claim, one)
            if remedy is not None and remedy.amount is not None:
                return Paid(amount=remedy.amount, on=day_in_china(when[one.id]))
    return None


def appeal_until(claim: Claim, events: Sequence[Event]) -> datetime | None:
    """Return when the time to appeal against the first decision is over, or was."""
    if claim.clock is not None and claim.clock.kind is ClockKind.APPEAL_WINDOW:
        return claim.clock.due_at
    begun = [event.fact.due_at for event in events if isinstance(event.fact, ClockStarted) and _is_window(event.fact)]
    return claim.appeal_until or (begun[-1] if begun else None)


def _is_window(fact: ClockStarted) -> bool:
    return fact.kind is ClockKind.APPEAL_WINDOW


def _remedy_of(claim: Claim, consequence: Consequence) -> Remedy | None:
    source = consequence.id.partition("/")[0]
    if source == "settlement":
        return claim.agreed
    number = int(source.removeprefix("decision-"))
    return next((one.remedy for one in claim.decisions if one.number == number), None)


def _is_against(side: Side, outcome: Outcome, remedy: Remedy | None, asked: Remedy) -> bool:
    if side is Side.BUYER:
        return outcome is Outcome.REFUSE or remedy != asked
    return side is Side.MERCHANT and outcome is Outcome.GRANT
