"""A move being made: events are added one by one, and each is applied at once.

Only the moves use it. What leaves a move is the new claim and the events as tuples; the draft is thrown away.
"""

from datetime import datetime

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.clock import Running, deadline, spent_until
from fairclaim.domain.desk.clock_rules import ClockKind, DeskRules
from fairclaim.domain.desk.decision import Consequence, Standing
from fairclaim.domain.desk.facts import (
    ClockStarted,
    ClockStopped,
    ConsequenceImposed,
    Event,
    Fact,
    RoundOpened,
    UnwindingOrdered,
)
from fairclaim.domain.desk.history import apply
from fairclaim.domain.desk.party import PARTIES, Actor, ActorKind
from fairclaim.domain.desk.refusals import ConflictOfInterestError, TimeOrderError, WrongActorError
from fairclaim.domain.desk.states import MOVE_NAMES, Move, target
from fairclaim.domain.desk.working_calendar import aware

Moved = tuple[Claim, tuple[Event, ...]]
"""What every move returns: the claim after it, and the events that say what happened."""


class Draft:
    """The claim as it becomes, and the events so far.

    Parameters
    ----------
    claim : Claim
        As it stands before the move.
    move : Move
        What is being done.
    by : Actor
        Who does it.
    at : datetime
        When, aware; not earlier than the last event.
    allowed : frozenset of ActorKind
        Who may.

    Raises
    ------
    IllegalMoveError
        If the table has no such move in the claim's state.
    WrongActorError
        If the actor's kind may not do this, or a party is not the one of this claim.
    ConflictOfInterestError
        If somebody of the desk is a party.
    TimeOrderError
        If ``at`` lies before the last event.
    UsageError
        If ``at`` has no time zone.
    """

    def __init__(self, claim: Claim, move: Move, *, by: Actor, at: datetime, allowed: frozenset[ActorKind]) -> None:
        target(claim.state, move)
        moment = aware(at)
        if moment < claim.updated_at:
            raise TimeOrderError(at=moment, last=claim.updated_at)
        self.claim, self.move, self.by, self.at = claim, move, by, moment
        self.events: tuple[Event, ...] = ()
        if by.kind not in allowed or (by.kind in PARTIES and by.id != claim.party(by.kind)):
            raise self.wrong_actor()
        if by.is_staff and by.id in (claim.buyer, claim.merchant):
            raise ConflictOfInterestError

    def wrong_actor(self) -> WrongActorError:
        """Return the refusal of this move to this actor."""
        return WrongActorError(move=self.move.value, kind=self.by.kind.value, move_name=MOVE_NAMES[self.move])

    def add(self, fact: Fact) -> None:
        """Add the next event; the first of a draft makes the move, those after it follow from it."""
        move = None if self.events else self.move
        event = Event(
            claim=self.claim.id,
            sequence=self.claim.sequence + 1,
            at=self.at,
            by=self.by,
            move=move,
            state=target(self.claim.state, move) if move else self.claim.state,
            fact=fact,
        )
        self.claim = apply(self.claim, event)
        self.events = (*self.events, event)

    def done(self) -> Moved:
        """Return what the move made."""
        return self.claim, self.events

    def start_clock(self, kind: ClockKind, rules: DeskRules) -> None:
        """Start a clock by its rule."""
        rule = rules.clocks[kind]
        end = deadline(
            rules.calendar,
            at=self.at,
            left=rule.allowance,
            warn_before=rule.warn_before,
            counting=rule.counting,
        )
        self.add(
            ClockStarted(
                kind=kind,
                counting=rule.counting,
                allowance=rule.allowance,
                warn_before=rule.warn_before,
                due_at=end.due_at,
                warn_at=end.warn_at,
                calendar=rules.calendar.edition,
            )
        )

    def stop_clock(self, rules: DeskRules) -> None:
        """Put the running or paused clock away, if there is one."""
        clock = self.claim.clock
        if clock is not None:
            self.add(ClockStopped(kind=clock.kind, spent=spent_until(clock, rules.calendar, at=self.at)))

    def enter_review(self, rules: DeskRules) -> None:
        """Begin a new round of judgements and its clock."""
        self.add(RoundOpened(round=self.claim.round + 1))
        self.start_clock(ClockKind.REVIEW, rules)

    def impose(self, consequences: tuple[Consequence, ...]) -> None:
        """Let things follow."""
        for consequence in consequences:
            self.add(ConsequenceImposed(consequence=consequence))

    def unwind(self, consequences: tuple[Consequence, ...]) -> None:
        """Order each consequence that stands to be taken back, one event each."""
        for one in consequences:
            if one.standing in (Standing.DUE, Standing.EXECUTED):
                self.add(
                    UnwindingOrdered(id=one.id, kind=one.kind, was_executed=one.was_executed, reference=one.reference)
                )

    @property
    def is_late(self) -> bool:
        """The time of the claim's clock was over at the moment of the move."""
        return self.claim.clock is not None and self.claim.clock.is_late(self.at)

    @property
    def is_paused(self) -> bool:
        """The claim's clock stands still."""
        return self.claim.clock is not None and self.claim.clock.running is Running.PAUSED
