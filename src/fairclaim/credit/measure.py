"""A measure on an account: a limit, or its closing. Proposed by one, agreed by two others, for a time, contested, and unwound.

One table of moves, and nothing else decides; guards can only say no. While an appeal waits, the measure rests. It ends with its
time, and at once when a decision that it rests on is overturned, whatever it has become meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from fairclaim.credit.errors import MeasureGroundError, MeasureStateError, MeasureTermError
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.judgement import View, has_words
from fairclaim.domain.desk.party import ClaimId, PersonId, TextId
from fairclaim.domain.desk.refusals import ReasonsMissingError, SamePersonError, TookPartError
from fairclaim.domain.desk.states import State

TWO: Final = 2


class MeasureKind(StrEnum):
    """What a measure does."""

    LIMIT = "limit"
    """People look at every claim; the machine says yes to none."""
    CLOSING = "closing"
    """The tenant's systems are told that the account may be closed for the time; claims that are open go on."""


class MeasureState(StrEnum):
    """Where a measure stands."""

    PROPOSED = "proposed"
    AGREED_ONCE = "agreed-once"
    IN_FORCE = "in-force"
    APPEALED = "appealed"
    UPHELD = "upheld"
    DECLINED = "declined"
    LIFTED = "lifted"
    EXPIRED = "expired"
    UNWOUND = "unwound"


class MeasureMove(StrEnum):
    """What can be done with one."""

    PROPOSE = "propose"
    AGREE = "agree"
    DECLINE = "decline"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    LIFT = "lift"
    EXPIRE = "expire"
    UNWIND = "unwind"


_S, _M = MeasureState, MeasureMove
OPEN: Final = frozenset({_S.PROPOSED, _S.AGREED_ONCE, _S.IN_FORCE, _S.APPEALED, _S.UPHELD})
BINDING: Final = frozenset({_S.IN_FORCE, _S.UPHELD})
"""In which it has effect. Under appeal it has none."""
MOVES: Final[Mapping[tuple[MeasureState, MeasureMove], MeasureState]] = {
    (_S.PROPOSED, _M.AGREE): _S.AGREED_ONCE,
    (_S.AGREED_ONCE, _M.AGREE): _S.IN_FORCE,
    (_S.PROPOSED, _M.DECLINE): _S.DECLINED,
    (_S.AGREED_ONCE, _M.DECLINE): _S.DECLINED,
    (_S.IN_FORCE, _M.APPEAL): _S.APPEALED,
    (_S.APPEALED, _M.UPHOLD): _S.UPHELD,
    (_S.APPEALED, _M.LIFT): _S.LIFTED,
    **{(state, _M.EXPIRE): _S.EXPIRED for state in MeasureState if state in OPEN},
    **{(state, _M.UNWIND): _S.UNWOUND for state in MeasureState if state in OPEN},
}
"""Every allowed move and the state it leads to; ``propose`` makes one where none was."""

KIND_NAMES: Final[Mapping[MeasureKind, Bilingual]] = {
    MeasureKind.LIMIT: Bilingual("限制：每次申请都由人工处理", "limit: people look at every claim"),
    MeasureKind.CLOSING: Bilingual("停用账户", "closing of the account"),
}
STATE_NAMES: Final[Mapping[MeasureState, Bilingual]] = {
    _S.PROPOSED: Bilingual("已提议", "proposed"),
    _S.AGREED_ONCE: Bilingual("一人已同意", "agreed by one"),
    _S.IN_FORCE: Bilingual("生效中", "in force"),
    _S.APPEALED: Bilingual("申诉中，暂停执行", "appealed, and resting"),
    _S.UPHELD: Bilingual("申诉后维持", "upheld on appeal"),
    _S.DECLINED: Bilingual("未获同意", "declined"),
    _S.LIFTED: Bilingual("已解除", "lifted"),
    _S.EXPIRED: Bilingual("已到期", "expired"),
    _S.UNWOUND: Bilingual("已撤销", "unwound"),
}
MOVE_NAMES: Final[Mapping[MeasureMove, Bilingual]] = {
    _M.PROPOSE: Bilingual("提议", "propose"),
    _M.AGREE: Bilingual("同意", "agree"),
    _M.DECLINE: Bilingual("不同意", "decline"),
    _M.APPEAL: Bilingual("申诉", "appeal"),
    _M.UPHOLD: Bilingual("维持", "uphold"),
    _M.LIFT: Bilingual("解除", "lift"),
    _M.EXPIRE: Bilingual("到期", "expire"),
    _M.UNWIND: Bilingual("撤销", "unwind"),
}
LONGEST_DAYS: Final[Mapping[MeasureKind, int]] = {MeasureKind.LIMIT: 90, MeasureKind.CLOSING: 365}
LEAST_GROUNDS: Final[Mapping[MeasureKind, int]] = {MeasureKind.LIMIT: 1, MeasureKind.CLOSING: 2}
LAPSES: Final = timedelta(days=14)
"""A proposal that nobody has agreed to by then is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One move, and who made it; the machine makes ``expire`` and ``unwind``."""

    move: MeasureMove
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure as it stands.

    Parameters
    ----------
    claims : tuple of ClaimId
        Whose decisions it rests on.
    reasons : Bilingual
        Said to the person.
    days : int
        How long it lasts once it is in force.
    until : datetime
        When the proposal lapses, or the measure ends.
    appeal : TextId or None
        What the person says against it.
    answer : Bilingual or None
        Why the appeal was decided as it was.
    steps : tuple of Step
        All moves, in order.
    """

    id: str
    person: PersonId
    kind: MeasureKind
    claims: tuple[ClaimId, ...]
    reasons: Bilingual
    days: int
    state: MeasureState
    until: datetime
    steps: tuple[Step, ...]
    appeal: TextId | None = None
    answer: Bilingual | None = None

    @property
    def is_open(self) -> bool:
        """Something can still become of it."""
        return self.state in OPEN

    def binds(self, at: datetime) -> bool:
        """Tell whether it has effect at a moment."""
        return self.state in BINDING and at < self.until

    def made_by(self, *moves: MeasureMove) -> frozenset[PersonId]:
        """Return who made moves of these kinds."""
        return frozenset(step.by for step in self.steps if step.move in moves)


def propose(
    name: str,
    kind: MeasureKind,
    claims: tuple[Claim, ...],
    *,
    person: PersonId,
    days: int,
    reasons: Bilingual,
    by: PersonId,
    at: datetime,
) -> Measure:
    """Propose a measure to two others.

    Raises
    ------
    MeasureGroundError
        If too few decisions that stand are about this person.
    MeasureTermError
        If it has no end, or too far a one.
    ReasonsMissingError
        If a language has no reasons.
    """
    grounds = {claim.id for claim in claims if is_ground(claim, person)}
    if len(grounds) < LEAST_GROUNDS[kind] or len(grounds) < len(claims):
        raise MeasureGroundError(LEAST_GROUNDS[kind])
    if not 1 <= days <= LONGEST_DAYS[kind]:
        raise MeasureTermError(LONGEST_DAYS[kind])
    if not has_words(reasons):
        raise ReasonsMissingError
    return Measure(
        id=name,
        person=person,
        kind=kind,
        claims=tuple(sorted(grounds)),
        reasons=reasons,
        days=days,
        state=MeasureState.PROPOSED,
        until=at + LAPSES,
        steps=(Step(move=MeasureMove.PROPOSE, by=by, at=at),),
    )


def is_ground(claim: Claim, person: PersonId) -> bool:
    """Tell whether a claim's decision may carry a measure: two people hold it, against this person, and no appeal waits."""
    decision = claim.decision
    return (
        claim.buyer == person
        and claim.state in (State.DECIDED, State.CLOSED)
        and decision is not None
        and decision.view is View.CONTRADICTS
        and len(set(decision.by)) >= TWO
    )


def agree(measure: Measure, *, by: PersonId, at: datetime) -> Measure:
    """Agree; the second who does puts it in force for its time.

    Raises
    ------
    SamePersonError
        If who agrees has proposed it, or agreed before.
    MeasureStateError
        If it does not wait for that.
    """
    _check_new(measure, by)
    after = _moved(measure, MeasureMove.AGREE, by=by, at=at)
    is_now_in_force = after.state is MeasureState.IN_FORCE
    return replace(after, until=at + timedelta(days=measure.days)) if is_now_in_force else after


def decline(measure: Measure, *, by: PersonId, at: datetime) -> Measure:
    """Say no; one is enough.

    Raises
    ------
    SamePersonError, MeasureStateError
        As :func:`agree`.
    """
    _check_new(measure, by)
    return _moved(measure, MeasureMove.DECLINE, by=by, at=at)


def appeal(measure: Measure, *, words: TextId | None, at: datetime) -> Measure:
    """Appeal as the person whom it concerns; until it is decided the measure rests.

    Raises
    ------
    MeasureStateError
        If it is not in force, or was appealed before.
    """
    return replace(_moved(measure, MeasureMove.APPEAL, by=measure.person, at=at), appeal=words)


def decide_appeal(measure: Measure, *, is_upheld: bool, reasons: Bilingual, by: PersonId, at: datetime) -> Measure:
    """Decide the appeal, as somebody who had no part in it.

    Raises
    ------
    TookPartError
        If who decides has proposed it or agreed to it.
    ReasonsMissingError
        If a language has no reasons.
    MeasureStateError
        If there is no appeal.
    """
    if by in measure.made_by(MeasureMove.PROPOSE, MeasureMove.AGREE):
        raise TookPartError
    if not has_words(reasons):
        raise ReasonsMissingError
    move = MeasureMove.UPHOLD if is_upheld else MeasureMove.LIFT
    return replace(_moved(measure, move, by=by, at=at), answer=reasons)


def unwind(measure: Measure, *, by: PersonId, at: datetime) -> Measure:
    """End it because a decision that it rests on does not stand any more.

    Raises
    ------
    MeasureStateError
        If it has ended.
    """
    return _moved(measure, MeasureMove.UNWIND, by=by, at=at)


def expire(measure: Measure, *, by: PersonId, at: datetime) -> Measure:
    """End it because its time is over; of one that has time left nothing changes.

    Raises
    ------
    MeasureStateError
        If it has ended.
    """
    return measure if at < measure.until else _moved(measure, MeasureMove.EXPIRE, by=by, at=at)


def _check_new(measure: Measure, by: PersonId) -> None:
    if by in measure.made_by(MeasureMove.PROPOSE, MeasureMove.AGREE):
        raise SamePersonError


def _moved(measure: Measure, move: MeasureMove, *, by: PersonId, at: datetime) -> Measure:
    to = MOVES.get((measure.state, move))
    if to is None:
        raise MeasureStateError(
            state=measure.state.value,
            move=move.value,
            state_name=STATE_NAMES[measure.state],
            move_name=MOVE_NAMES[move],
        )
    return replace(measure, state=to, steps=(*measure.steps, Step(move=move, by=by, at=at)))
