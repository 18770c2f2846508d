"""What nobody does any more is handed back: jobs of a dead worker, by a peer, and jobs that the engine itself let fall.

The engine's open core goes on with a worker's own jobs when that worker comes back; what nobody comes back for stays. Here, a
peer that can take a worker's name (:mod:`fairclaim.runtime.presence`) knows that it is dead, and hands its jobs back to their
queues while it holds the name, so that the worker itself cannot come back in the middle.

The engine writes down how a job ended. Where it cannot (its disk is full), it gives the job up without a word, and the job stays in
the name of a worker that is alive and does not do it. That worker finds it here.
"""

import logging

from dbos import DBOS, WorkflowStatus

from fairclaim.runtime.in_hand import InHand
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
    others = {job.executor_id for job in _begun() if job.executor_id not in {None, executor}}
    taken = 0
    for other in sorted(name for name in others if name is not None):
        with presence.borrowed(other) as is_dead:
            if not is_dead:
                continue
            for job in _begun(other):
                _hand_back(job)
                taken += 1
            _log.warning("worker %s is gone; its jobs are done by others", other)
    return taken


class Fallen:
    """Jobs of this worker that none of its threads does, looked for again and again.

    Parameters
    ----------
    executor : str
        Name of this worker.
    in_hand : InHand
        What its threads do.
    after_s : float
        How long nobody may do a job before it is handed back: one that was just taken from its queue has yet to find a thread,
        and the end of one that was just done has yet to be written down.
    """

    def __init__(self, executor: str, in_hand: InHand, *, after_s: float) -> None:
        self._executor = executor
        self._in_hand = in_hand
        self._after_s = after_s
        self._idle_since: dict[str, float] = {}

    def hand_back(self, *, now_s: float) -> int:
        """Hand back what nobody has been doing at any look for long enough; return how many jobs.

        Parameters
        ----------
        now_s : float
            Of a clock that never goes back.
        """
        idle = {job.workflow_id: job for job in _begun(self._executor) if job.workflow_id not in self._in_hand}
        self._idle_since = {name: self._idle_since.get(name, now_s) for name in idle}
        fallen = [job for name, job in idle.items() if now_s - self._idle_since[name] >= self._after_s]
        for job in fallen:
            _hand_back(job)
            _log.warning("%s was begun and let fall; it is done again", job.name)
        return len(fallen)


def _hand_back(job: WorkflowStatus) -> None:
    DBOS.resume_workflow(job.workflow_id, queue_name=_QUEUES.get(job.name))


def _begun(executor: str | None = None) -> list[WorkflowStatus]:
    """Return jobs that somebody has begun and not ended."""
    return DBOS.list_workflows(status="PENDING", executor_id=executor, load_input=False, load_output=False)
