"""People of the desk let a clock stand still, run again, or give more time; each says why and is on record."""

from datetime import timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import timing
from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.act import Scene, act
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.receipt import Receipt


def pause_clock(
    desk: Desk, who: Caller, claim: ClaimId, because: PauseReason, *, note: Bilingual, key: str | None = None
) -> Receipt:
    """Let the claim's clock stand still.

    Raises
    ------
    RuleError
        If it is paused or over, the note is missing, or the caller may not.
    """

    def move(scene: Scene) -> Moved:
        return timing.pause_clock(scene.claim, because, note=note, by=scene.by, at=scene.at, rules=desk.rules)

    return act(desk, who, Action.HOLD_CLOCK, claim, move, request=("pause", because.value, note), key=key)


def resume_clock(desk: Desk, who: Caller, claim: ClaimId, *, key: str | None = None) -> Receipt:
    """Let it run again with the time that was left.

    Raises
    ------
    RuleError
        If it is not paused, or the caller may not.
    """

    def move(scene: Scene) -> Moved:
        return timing.resume_clock(scene.claim, by=scene.by, at=scene.at, rules=desk.rules)

    return act(desk, who, Action.HOLD_CLOCK, claim, move, request=("resume",), key=key)


def extend_clock(
    desk: Desk, who: Caller, claim: ClaimId, more: timedelta, *, because: Bilingual, key: str | None = None
) -> Receipt:
    """Give more time.

    Raises
    ------
    RuleError, UsageError
        If it is no more time, the reason is missing, the time is over, or the caller may not.
    """

    def move(scene: Scene) -> Moved:
        return timing.extend_clock(scene.claim, more, because=because, by=scene.by, at=scene.at, rules=desk.rules)

    return act(desk, who, Action.HOLD_CLOCK, claim, move, request=("extend", more, because), key=key)
