"""What a dead worker had in hand is taken over by a peer.

The engine's open core goes on with a worker's own jobs when that worker comes back; what nobody comes back for stays. Here, a
peer that can take a worker's name (:mod:`fairclaim.runtime.presence`) knows that it is dead, and hands its jobs back to their
queues while it holds the name, so that the worker itself cannot come back in the middle.
"""

import logging

from dbos import DBOS, WorkflowStatus

from fairclaim.runtime.jobs import JOBS
from fairclaim.runtime.presence import Presence

_QUEUES = {job.name: job.queue for job in JOBS.values()}
_log = logging.getLogger(__name__)


def take_over_from_the_dead(executor: str, presence: Presence) -> int:
    """Hand back the jobs of workers that are no more, and return how many they were.

    Parameters
    ----------
    executor : str
        Name of this worker, which is alive.
    """
    others = {job.executor_id for job in _in_hand() if job.executor_id not in {None, executor}}
    taken = 0
    for other in sorted(name for name in others if name is not None):
        with presence.borrowed(other) as is_dead:
            if not is_dead:
                continue
            for job in _in_hand(other):
                DBOS.resume_workflow(job.workflow_id, queue_name=_QUEUES.get(job.name))
                taken += 1
            _log.warning("worker %s is gone; its jobs are done by others", other)
    return taken


def _in_hand(executor: str | None = None) -> list[WorkflowStatus]:
    """Return jobs that somebody has begun and not ended."""
    return DBOS.list_workflows(status="PENDING", executor_id=executor, load_input=False, load_output=False)
