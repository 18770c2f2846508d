"""How a desk stands, for those who run it: counted in the rows when somebody asks."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, select

from fairclaim.domain.desk.decision import AppealResult
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.overturned import count_overturned
from fairclaim.domain.desk.states import TERMINAL
from fairclaim.store.open_store import Store
from fairclaim.store.tables.claims import Claim, Decision, Examination, Exhibit
from fairclaim.store.tables.desk import Deadline, DeadlineFiring, Task
from fairclaim.store.tables.machine import Job
from fairclaim.store.tables.traffic import OutboxMessage
from fairclaim.store.work import Work
from fairclaim.telemetry.metrics import Figure


def read_figures(store: Store, *, now: datetime) -> Sequence[Figure]:
    """Return the figures of every tenant; what they mean stands in ``telemetry.metrics.MEANINGS``."""
    found: list[Figure] = []
    for tenant in store.tenants():
        with store.read(tenant) as work:
            found += [
                Figure(name=name, tenant=tenant, kind=kind, value=value) for name, kind, value in _of_tenant(work, now)
            ]
    return found


def _of_tenant(work: Work, now: datetime) -> Iterator[tuple[str, str, float]]:
    session = work.session
    open_states = select(Claim.state, func.count()).where(Claim.state.not_in(sorted(one.value for one in TERMINAL)))
    for state, count in session.execute(open_states.group_by(Claim.state)):
        yield "claims_open", state, count
    waiting = select(Task.queue, func.count(), func.min(Task.created_at), func.min(Task.due_at))
    for queue, count, oldest, due in session.execute(waiting.where(Task.done_at.is_(None)).group_by(Task.queue)):
        yield "tasks_open", queue, count
        yield "task_oldest_age_seconds", queue, (now - oldest).total_seconds()
        yield "task_least_time_left_seconds", queue, (due - now).total_seconds()
    fired = exists().where(DeadlineFiring.claim == Deadline.claim, DeadlineFiring.number == Deadline.number)
    yield (
        "deadlines_overdue",
        "",
        _count(work, Deadline, Deadline.due_at < now, Deadline.superseded_at.is_(None), ~fired),
    )
    on_their_way = (OutboxMessage.delivered_at.is_(None), OutboxMessage.given_up_at.is_(None))
    yield "messages_waiting", "", _count(work, OutboxMessage, *on_their_way)
    yield "messages_given_up", "", _count(work, OutboxMessage, OutboxMessage.given_up_at.is_not(None))
    jobs = select(Job.kind, func.count(), func.min(Job.start_at)).where(Job.done_at.is_(None), Job.start_at <= now)
    for kind, count, oldest in session.execute(jobs.group_by(Job.kind)):
        yield "jobs_waiting", kind, count
        yield "job_oldest_age_seconds", kind, (now - oldest).total_seconds()
    yield "photos_examined", "", _count(work, Exhibit, exists().where(Examination.claim == Exhibit.claim))
    yield from _decisions(work)


def _decisions(work: Work) -> Iterator[tuple[str, str, float]]:
    """Count decisions, and those that an appeal overturned."""
    outcome, result = Decision.body["outcome"].as_string(), Claim.snapshot["claim", "appeal_result"].as_string()
    for name, count in work.session.execute(select(outcome, func.count()).group_by(outcome).order_by(outcome)):
        yield "decisions", name, count
    firsts = select(outcome, result, func.count()).join_from(Decision, Claim, Decision.claim == Claim.id)
    known = (Decision.number == 1, outcome.in_([one.value for one in Outcome]))
    ended = {
        (Outcome(first), None if then is None else AppealResult(then)): count
        for first, then, count in work.session.execute(firsts.where(*known).group_by(outcome, result))
    }
    counted = count_overturned(ended)
    if counted.appealed:
        yield "decisions_overturned_ratio", "", counted.overturned / counted.appealed
    if counted.refused:
        yield "false_accusation_ratio", "", counted.wrongly_refused / counted.refused


def _count(work: Work, table: Any, *conditions: Any) -> int:  # noqa: ANN401  (rows and conditions of any table)
    return int(work.session.scalar(select(func.count()).select_from(table).where(and_(*conditions))) or 0)
