"""A deadline takes effect: once, and only if its clock still says so.

The row is read again in the unit of work that acts on it. One that was called off, has fired, or belongs to a clock that has
stopped since does nothing.
"""

from enum import StrEnum

from fairclaim.domain.desk import timing
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.draft import Moved
from fairclaim.services.act import Scene, again_if_stale, enter
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.ports.queue import Due, Purpose
from fairclaim.services.ports.work import Work
from fairclaim.services.record import record


class Fired(StrEnum):
    """What became of a deadline."""

    TOOK_EFFECT = "took-effect"
    NOTHING_TO_DO = "nothing-to-do"


def due_deadlines(desk: Desk, who: Caller, *, limit: int = 100) -> tuple[Due, ...]:
    """Return deadlines whose time is over, the oldest first. A timer asks this at start, in case something was missed.

    Raises
    ------
    NotAllowedError
        If the caller is not the machine.
    """

    def whole(work: Work) -> tuple[Due, ...]:
        authorize(who, Action.RUN_DEADLINE, Resource(tenant=who.tenant))
        return tuple(work.deadlines.due(before=desk.now(), limit=limit))

    return desk.units.read(who.tenant, whole)


def run_deadline(desk: Desk, who: Caller, due: Due) -> Fired:
    """Let a deadline take effect: a warning, or the end of a clock.

    Raises
    ------
    RuleError
        If the caller is not the machine, or there is no such claim.
    """

    def whole(work: Work) -> Fired:
        scene = enter(desk, work, who, Action.RUN_DEADLINE, due.claim)
        if not work.deadlines.fire(due.claim, due.number, at=scene.at):
            return Fired.NOTHING_TO_DO
        if not _still_says_so(scene, due):
            return Fired.NOTHING_TO_DO
        after, events = _move(scene, due)
        record(desk, work, before=scene.claim, after=after, events=events)
        return Fired.TOOK_EFFECT

    return again_if_stale(lambda: desk.units.write(who.tenant, whole))


def _still_says_so(scene: Scene, due: Due) -> bool:
    clock = scene.claim.clock
    if clock is None or clock.kind is not ClockKind(due.clock):
        return False
    end = clock.warn_at if due.purpose == Purpose.WARN.value else clock.due_at
    return end is not None and end <= scene.at


def _move(scene: Scene, due: Due) -> Moved:
    if due.purpose == Purpose.WARN.value:
        return timing.warn_clock(scene.claim, by=scene.by, at=scene.at)
    return timing.expire_clock(scene.claim, by=scene.by, at=scene.at, rules=scene.desk.rules)
