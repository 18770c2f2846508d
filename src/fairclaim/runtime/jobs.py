"""The jobs: short functions that take ids, registered under names that never change their meaning.

A job that is to work otherwise gets a new name (``_v2``); the old one stays registered until none of it waits any more. A job is
done in one step, and what it does has to bear repetition: after a crash it begins anew.
"""

import logging
import secrets
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial, wraps
from typing import Final, assert_never

from dbos import DBOS, EnqueueOptions, PortableWorkflowError
from dbos import error as engine_error
from sqlalchemy.exc import SQLAlchemyError

from fairclaim.domain.errors import FairclaimError, UnavailableError
from fairclaim.runtime.errands import Errand, Handlers, Kind
from fairclaim.runtime.errors import INTERRUPTED, JobFailedError
from fairclaim.runtime.in_hand import InHand
from fairclaim.runtime.limits import RuntimeLimits
from fairclaim.runtime.webhooks.deliver import TryAgain
from fairclaim.store.faults import in_our_words

APPLICATION: Final = "fairclaim"
VERSION: Final = "fairclaim"
"""The engine's word for the code's version. It is constant: with a new one, everything that waits would wait for ever."""

Act = Callable[[], object]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Under which name an errand's job is registered, and in which queue it waits."""

    name: str
    queue: str


PHOTOS, CLOCKS, LETTERS, EFFECTS, RESCANS = "photos", "clocks", "letters", "effects", "rescans"
QUEUES: Final = (PHOTOS, CLOCKS, LETTERS, EFFECTS, RESCANS)

JOBS: Final[Mapping[Kind, Job]] = {
    Kind.EXAMINE: Job("examine_v1", PHOTOS),
    Kind.FIRE_DEADLINE: Job("deadline_v1", CLOCKS),
    Kind.DELIVER: Job("deliver_v1", LETTERS),
    Kind.CARRY_OUT: Job("carry_out_v1", EFFECTS),
    Kind.SECOND_LOOK: Job("second_look_v1", EFFECTS),
    Kind.FORGET_PHOTOS: Job("forget_photos_v1", EFFECTS),
    Kind.NIGHT: Job("night_v1", EFFECTS),
    Kind.REEXAMINE: Job("reexamine_v1", RESCANS),
    Kind.REEXAMINE_CHUNK: Job("reexamine_chunk_v1", RESCANS),
    Kind.SIGN_LOG: Job("sign_log_v1", EFFECTS),
}


def register_jobs(handlers: Handlers, limits: RuntimeLimits, now: Callable[[], datetime], in_hand: InHand) -> None:
    """Tell the engine which functions there are; before it is launched."""
    for kind, job in JOBS.items():
        function = _held(_make(kind, job, handlers, limits, now), in_hand)
        DBOS.workflow(name=job.name, max_recovery_attempts=50)(function)


def register_queues(limits: RuntimeLimits) -> None:
    """Tell the engine how much may run at once; after it was launched."""
    at_once = {
        PHOTOS: limits.examiners,
        CLOCKS: limits.deadlines,
        LETTERS: limits.deliveries,
        EFFECTS: limits.consequences,
        RESCANS: 1,
    }
    for queue in QUEUES:
        DBOS.register_queue(
            queue,
            worker_concurrency=at_once[queue],
            limiter={"limit": limits.rescans_per_minute, "period": 60.0} if queue == RESCANS else None,
            polling_interval_sec=limits.polling_s,
            on_conflict="always_update",
        )


def enqueue(errand: Errand, *, now: datetime) -> bool:
    """Hand an errand to the engine of this process; False if one of its name waits or runs already."""
    try:
        DBOS.enqueue_workflow_with_options(options_for(errand, now=now), *arguments_of(errand))
    except engine_error.DBOSQueueDeduplicatedError:
        return False
    return True


def options_for(errand: Errand, *, now: datetime) -> EnqueueOptions:
    """Return how the engine is to keep an errand's job: under its name, until its time."""
    job = JOBS[errand.kind]
    options = EnqueueOptions(
        workflow_name=job.name,
        queue_name=job.queue,
        workflow_id=f"{errand.name}#{secrets.token_hex(6)}",
        app_version=VERSION,
        deduplication_id=errand.name,
    )
    delay = (errand.due_at - now).total_seconds()
    if delay > 0:
        options["delay_seconds"] = delay
    return options


def arguments_of(errand: Errand) -> tuple[str, list[str], str]:
    """Return what a job is called with."""
    return errand.tenant, list(errand.subject), errand.key


def _held(run: Callable[[str, list[str], str], None], in_hand: InHand) -> Callable[[str, list[str], str], None]:
    """Return a job's function that says while it runs that it does."""

    @wraps(run)
    def held(tenant: str, subject: list[str], key: str) -> None:
        with in_hand.holding(DBOS.workflow_id or ""):
            run(tenant, subject, key)

    return held


def _make(
    kind: Kind, job: Job, handlers: Handlers, limits: RuntimeLimits, now: Callable[[], datetime]
) -> Callable[[str, list[str], str], None]:
    def run(tenant: str, subject: list[str], key: str) -> None:
        errand = Errand(
            kind=kind, tenant=tenant, subject=tuple(subject), key=key, due_at=datetime.fromtimestamp(0, UTC)
        )
        try:
            answer = DBOS.run_step(
                {
                    "name": job.name,
                    "retries_allowed": limits.attempts > 1,
                    "max_attempts": limits.attempts,
                    "interval_seconds": limits.retry_s,
                    "backoff_rate": 2.0,
                    "should_retry": _may_pass,
                },
                partial(_guarded, job, partial(_act, handlers, limits, errand)),
            )
        except Exception as exc:  # noqa: BLE001  (the engine wraps the last failure in classes of its own)
            failure = failure_of(exc)
            _log.error("%s of tenant %s failed: %s", job.name, tenant, failure)
            DBOS.run_step({"name": "note"}, partial(_guarded, job, partial(_noted, handlers, errand, failure)))
            raise JobFailedError(job.name, failure, may_pass=False) from None
        for follower in _followers(errand, answer, limits, now()):
            enqueue(follower, now=now())

    run.__name__ = run.__qualname__ = job.name
    return run


def _guarded(job: Job, act: Act) -> object:
    """Act, and let out nothing but a code: what reaches the engine is stored and logged."""
    try:
        return act()
    except FairclaimError as error:
        raise JobFailedError(job.name, error.code, may_pass=isinstance(error, UnavailableError)) from None
    except Exception as exc:  # noqa: BLE001  (the worker loop: a bug in one job must not stop the others)
        frames = traceback.extract_tb(exc.__traceback__)[-3:]
        where = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
        _log.error("%s: %s at %s", job.name, type(exc).__name__, where)
        raise JobFailedError(job.name, type(exc).__name__, may_pass=True) from None


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, JobFailedError) and error.may_pass


def failure_of(error: BaseException) -> str:
    """Return the code of a failure, out of whatever the engine wrapped it in; that of its own tables is told like the store's."""
    if isinstance(error, JobFailedError):
        return error.failure
    wrapped = getattr(error, "errors", None)
    if isinstance(wrapped, list) and wrapped and isinstance(wrapped[-1], JobFailedError):
        return wrapped[-1].failure
    if isinstance(error, PortableWorkflowError):
        return INTERRUPTED
    known = in_our_words(error) if isinstance(error, SQLAlchemyError) else None
    return type(error).__name__ if known is None else known.code


def _noted(handlers: Handlers, errand: Errand, failure: str) -> None:
    handlers.note_failure(errand, failure)


def _act(handlers: Handlers, limits: RuntimeLimits, errand: Errand) -> object:
    """Do an errand; what it returns is kept as JSON."""
    tenant, subject = errand.tenant, errand.subject
    match errand.kind:
        case Kind.EXAMINE:
            handlers.examine(tenant, subject[0])
        case Kind.FIRE_DEADLINE:
            handlers.fire_deadline(tenant, subject[0], int(subject[1]))
        case Kind.DELIVER:
            again = handlers.deliver(tenant, subject[0])
            return None if again is None else [again.at.isoformat(), again.attempt]
        case Kind.CARRY_OUT:
            handlers.carry_out(tenant, subject[0])
        case Kind.SECOND_LOOK:
            handlers.second_look(tenant, subject[0])
        case Kind.FORGET_PHOTOS:
            handlers.forget_photos(tenant, subject[0])
        case Kind.NIGHT | Kind.SIGN_LOG:
            of_tenant = {Kind.NIGHT: handlers.night, Kind.SIGN_LOG: handlers.sign_log}
            of_tenant[errand.kind](tenant)
        case Kind.REEXAMINE:
            handlers.reexamine(tenant, subject[0], subject[1])
        case Kind.REEXAMINE_CHUNK:
            return list(handlers.to_reexamine(tenant, subject[0], after=subject[1], limit=limits.rescan_chunk))
        case _ as unknown:
            assert_never(unknown)
    return None


def _followers(errand: Errand, answer: object, limits: RuntimeLimits, at: datetime) -> list[Errand]:
    """Return what an errand leads to: the next attempt, or the claims of a chunk and the next chunk behind them."""
    if not isinstance(answer, list) or not answer:
        return []
    if errand.kind is Kind.DELIVER:
        return [
            next_attempt(errand.tenant, errand.subject[0], TryAgain(datetime.fromisoformat(answer[0]), int(answer[1])))
        ]
    version = errand.subject[0]
    claims = [rescan(errand.tenant, str(claim), version, at=at) for claim in answer]
    more = (
        [rescan_chunk(errand.tenant, version, after=str(answer[-1]), at=at)]
        if len(answer) >= limits.rescan_chunk
        else []
    )
    return claims + more


def next_attempt(tenant: str, message: str, again: TryAgain) -> Errand:
    """Return the errand of delivering a message after an attempt (0: the first)."""
    return Errand(
        kind=Kind.DELIVER, tenant=tenant, subject=(message,), key=f"{message}/{again.attempt}", due_at=again.at
    )


def rescan(tenant: str, claim: str, version: str, *, at: datetime) -> Errand:
    """Return the errand of examining a claim with a new version."""
    return Errand(kind=Kind.REEXAMINE, tenant=tenant, subject=(claim, version), key=f"{claim}@{version}", due_at=at)


def rescan_chunk(tenant: str, version: str, *, after: str, at: datetime) -> Errand:
    """Return the errand of a re-examination's next chunk; ``after`` is "" at its beginning."""
    return Errand(
        kind=Kind.REEXAMINE_CHUNK, tenant=tenant, subject=(version, after), key=f"{version}>{after}", due_at=at
    )
