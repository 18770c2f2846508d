"""How the engine is: for the health page and for metrics."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from dbos import DBOS

from fairclaim.runtime.engine import Engine
from fairclaim.runtime.jobs import QUEUES

COUNTED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueHealth:
    """One queue.

    Parameters
    ----------
    waiting : int
        Jobs that could run now; 1000 means so many or more.
    oldest_s : float
        How long the oldest of them waits, in seconds; 0 if none does.
    """

    waiting: int
    oldest_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The engine of one worker, and the queues that all workers share.

    Parameters
    ----------
    is_launched : bool
        Jobs are taken on.
    is_present : bool
        Its name is held; otherwise peers may take its jobs over while it does them.
    """

    is_launched: bool
    is_present: bool
    queues: Mapping[str, QueueHealth]


def health(engine: Engine) -> Health:
    """Return how an engine is."""
    if not engine.is_launched:
        return Health(is_launched=False, is_present=False, queues={})
    return Health(
        is_launched=True, is_present=engine.presence.is_held(), queues={queue: _queue_health(queue) for queue in QUEUES}
    )


def _queue_health(queue: str) -> QueueHealth:
    waiting = DBOS.list_workflows(
        status="ENQUEUED", queue_name=queue, limit=COUNTED, load_input=False, load_output=False
    )
    since = [max(job.created_at or 0, job.delay_until_epoch_ms or 0) for job in waiting]
    oldest_s = max(0.0, time.time() - min(since) / 1000) if since else 0.0
    return QueueHealth(waiting=len(waiting), oldest_s=oldest_s)
