"""How much at once, how often, how long: choices of one deployment."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeLimits:
    """Choices of one worker; each has a default that fits two cores.

    Parameters
    ----------
    examiners, deadlines, deliveries, consequences : int
        Jobs of a kind that run side by side in this worker.
    rescans_per_minute : int
        Re-examinations that all workers together begin in a minute; new claims come first.
    rescan_chunk : int
        Claims of a re-examination that wait at the same time.
    polling_s : float
        How often a queue is looked at.
    sweep_s, ahead_s : float
        How often rows are searched for errands without a job, and how far into the future.
    sweep_limit : int
        Most errands of a kind, tenant and sweep.
    watch_s : float
        How often dead workers are looked for.
    idle_s : float
        How long a job that was begun may be done by no thread before it is handed back to its queue.
    patience_s : float
        How long a worker waits for its own name at the start; its dead predecessor may still hold it.
    drain_s : int
        How long running jobs may go on when the worker is told to stop.
    attempts, retry_s : int, float
        How often a job is tried at once, and the first pause; each further pause is twice as long.
    sign_every : timedelta
        How often the evidence log is signed at most; only once it has grown.
    keep : timedelta
        How long finished jobs are remembered.
    """

    examiners: int = 2
    deadlines: int = 4
    deliveries: int = 8
    consequences: int = 2
    rescans_per_minute: int = 30
    rescan_chunk: int = 100
    polling_s: float = 1.0
    sweep_s: float = 10.0
    ahead_s: float = 30.0
    sweep_limit: int = 500
    watch_s: float = 5.0
    idle_s: float = 20.0
    patience_s: float = 30.0
    drain_s: int = 30
    attempts: int = 3
    retry_s: float = 1.0
    sign_every: timedelta = timedelta(minutes=5)
    keep: timedelta = timedelta(days=7)
