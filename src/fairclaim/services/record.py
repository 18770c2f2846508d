"""What is written when a claim has moved: all of it in the same unit of work, derived from the events and the claim.

No verb writes any of it by itself, so none can forget a deadline, a task or a message.
"""

from collections.abc import Sequence

from fairclaim.domain.desk import facts
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import AppealResult
from fairclaim.domain.desk.evidence_rules import missing
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.second_look import draw_delay, is_drawn
from fairclaim.domain.desk.states import JUDGING, TERMINAL, State
from fairclaim.services.awaited import awaited
from fairclaim.services.desk import Desk
from fairclaim.services.letters_told import tell_letters_to_withdraw
from fairclaim.services.measures_told import unwind_measures
from fairclaim.services.messages import message_of
from fairclaim.services.names_nobody import verify_names_nobody
from fairclaim.services.needed import needed_for
from fairclaim.services.ports.queue import JobKind, Purpose
from fairclaim.services.ports.work import Work

_LOOK_AGAIN = JUDGING | {State.SCREENING, State.WAITING_MERCHANT, State.APPEALED}
"""Where a file that comes in is examined at once. A buyer who was asked for more says when all is there."""


def record(desk: Desk, work: Work, *, before: Claim | None, after: Claim, events: Sequence[Event]) -> None:
    """Write a move. Without events nothing is written.

    Raises
    ------
    StaleClaimError
        If the claim has moved since ``before`` was read.
    NamesBuyerError
        If a text of somebody of the desk holds what names or reaches the buyer.
    """
    if not events:
        return
    verify_names_nobody(work, after, events)
    if before is None:
        work.claims.add(after, events)
    else:
        work.claims.save(after, events, expected=before.sequence)
    for event in events:
        _set_deadlines(work, event)
        if isinstance(event.fact, facts.Decided | facts.AppealDecided):
            work.decisions.record(after.id, event.fact.decision)
        if isinstance(event.fact, facts.AppealDecided) and event.fact.result is AppealResult.OVERTURNED:
            unwind_measures(work, after.id, at=event.at)
            tell_letters_to_withdraw(work, after, at=event.at)
        message = message_of(event)
        if message is not None:
            work.outbox.post(message)
    _keep_tasks(work, before, after)
    _add_jobs(desk, work, before, after, events)


def _set_deadlines(work: Work, event: Event) -> None:
    fact = event.fact
    stops = facts.ClockPaused | facts.ClockExtended | facts.ClockStopped | facts.ClockExpired
    if isinstance(fact, stops):
        work.deadlines.supersede(event.claim, clock=fact.kind.value, at=event.at)
    if isinstance(fact, facts.ClockStarted | facts.ClockResumed | facts.ClockExtended):
        moments = ((Purpose.EXPIRE, fact.due_at), (Purpose.WARN, fact.warn_at))
        for offset, (purpose, moment) in enumerate(moments):
            if moment is not None:
                number = 2 * event.sequence + offset  # an event sets two deadlines at most
                work.deadlines.set(event.claim, number, clock=fact.kind.value, purpose=purpose.value, due_at=moment)


def _keep_tasks(work: Work, before: Claim | None, after: Claim) -> None:
    was, now = awaited(before) if before is not None else None, awaited(after)
    if was is not None and (now is None or now.task != was.task):
        work.tasks.close(was.task, at=after.updated_at)
    if now is not None and (was is None or now.task != was.task):
        work.tasks.open(now.task, claim=after.id, queue=now.queue.value, due_at=now.due_at, at=after.updated_at)


def _add_jobs(desk: Desk, work: Work, before: Claim | None, after: Claim, events: Sequence[Event]) -> None:
    at, key = after.updated_at, f"{after.id}/{after.sequence}"
    kinds = {type(event.fact) for event in events}
    if before is None and not _is_ready(desk, after):
        at += desk.limits.filing_grace
    if (
        before is None
        or facts.EvidenceCompleted in kinds
        or (facts.EvidenceAttached in kinds and _is_ready(desk, after))
    ):
        work.jobs.add(JobKind.EXAMINE, after.id, key=f"examine/{key}", at=at)
    if _is_drawn(desk, before, after):
        seed, within = desk.limits.second_look_seed, desk.limits.second_look_within
        later = after.updated_at + draw_delay(after.id, seed=seed, within=within)
        work.jobs.add(JobKind.SECOND_LOOK, after.id, key=f"second-look/{after.id}", at=later)
    has_ended = before is not None and before.state not in TERMINAL and after.state in TERMINAL
    if has_ended or kinds & {facts.ConsequenceImposed, facts.UnwindingOrdered}:
        work.jobs.add(JobKind.CARRY_OUT, after.id, key=f"carry-out/{key}", at=after.updated_at)


def _is_drawn(desk: Desk, before: Claim | None, after: Claim) -> bool:
    """Tell whether a claim has just ended with a decision of people, and chance wants it judged again."""
    has_closed = before is not None and before.state is not State.CLOSED and after.state is State.CLOSED
    is_by_people = after.decision is not None and bool(after.decision.by)
    limits = desk.limits
    return has_closed and is_by_people and is_drawn(after.id, seed=limits.second_look_seed, share=limits.second_looks)


def _is_ready(desk: Desk, claim: Claim) -> bool:
    if claim.state is State.FILED:
        return not missing(needed_for(claim, desk.evidence_rules), claim.evidence)
    return claim.state in _LOOK_AGAIN
