"""Rows are searched for errands that have no job: whatever was lost between a row and its job is found here.

The same sweep looks a little ahead, so that a deadline set without a word to the engine is on time. It also forgets jobs that were
done long ago. An errand that failed lately is left alone for a while, longer each time.
"""

import logging
from collections import defaultdict
from datetime import UTC, datetime, timedelta

from dbos import DBOS

from fairclaim.runtime.engine import Engine
from fairclaim.runtime.errands import Backlog

LONGEST_REST = timedelta(minutes=15)
FORGOTTEN_AT_ONCE = 1_000
_log = logging.getLogger(__name__)


def sweep(engine: Engine, backlog: Backlog) -> int:
    """Take on every errand that is due, or soon, and has no job; return how many."""
    now = engine.now()
    resting = _resting()
    found = 0
    for tenant in backlog.tenants():
        before = now + timedelta(seconds=engine.limits.ahead_s)
        for errand in backlog.due(tenant, before=before, limit=engine.limits.sweep_limit):
            if errand.name not in resting and engine.submit(errand):
                found += 1
    return found


def forget_done(keep: timedelta) -> int:
    """Delete the engine's rows of jobs that ended long ago, some at a time; return how many."""
    old = DBOS.list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED"],
        completed_before=(datetime.now(UTC) - keep).isoformat(),
        limit=FORGOTTEN_AT_ONCE,
        load_input=False,
        load_output=False,
    )
    if old:
        DBOS.delete_workflows([job.workflow_id for job in old])
    return len(old)


def _resting() -> frozenset[str]:
    """Return names of errands that failed lately: 10 s of rest after one failure, twice as long after each further one."""
    now = datetime.now(UTC)
    failed = DBOS.list_workflows(
        status=["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
        completed_after=(now - 4 * LONGEST_REST).isoformat(),
        load_input=False,
        load_output=False,
    )
    ends: dict[str, list[datetime]] = defaultdict(list)
    for job in failed:
        if job.completed_at is not None:
            ends[job.workflow_id.rpartition("#")[0]].append(datetime.fromtimestamp(job.completed_at / 1000, UTC))
    return frozenset(name for name, times in ends.items() if now - max(times) < rest_after(len(times)))


def rest_after(failures: int) -> timedelta:
    """Return how long an errand is left alone after so many failures within the last hour."""
    return min(timedelta(seconds=10 * 2 ** min(failures - 1, 20)), LONGEST_REST)
