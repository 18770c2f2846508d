"""Figures for Prometheus: what this process counts, and how the desk stands, read when somebody asks.

How the desk stands is read from its rows at each scrape, so that it is right whatever process is asked, and after a restart too.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

ANSWER_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
EXAMINE_S = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
INTERNAL = "internal"
"""Code of what is no error of ours but a bug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number about a tenant.

    Parameters
    ----------
    name : str
        Without the prefix; with its unit at the end.
    kind : str
        What it is about within its name: a queue, a state, a job; "" if nothing.
    """

    name: str
    tenant: str
    value: float
    kind: str = ""


MEANINGS = {
    "claims_open": "Claims that are not decided, by state.",
    "tasks_open": "Judgements that are waited for, by queue.",
    "task_oldest_age_seconds": "How long the oldest open judgement waits, by queue.",
    "task_least_time_left_seconds": "Time until the next judgement is overdue, by queue; below 0 it is.",
    "deadlines_overdue": "Deadlines whose time has come and that have not taken effect.",
    "messages_waiting": "Messages to the tenant's systems on their way.",
    "messages_given_up": "Messages that nobody took.",
    "jobs_waiting": "Jobs of the machine that could run now, by queue.",
    "job_oldest_age_seconds": "How long the oldest such job waits, by queue.",
    "log_entries": "Entries of the evidence log.",
    "log_entries_unsigned": "Entries of the evidence log that no checkpoint covers yet.",
    "log_checkpoint_age_seconds": "Age of the newest checkpoint.",
    "log_token_age_seconds": "For how long there has been a checkpoint that a time authority has not stamped, by authority.",
    "log_cosignature_age_seconds": "For how long there has been a checkpoint that a witness has not cosigned, by witness.",
    "photos_examined": "Exhibits of claims that were examined.",
    "decisions": "Decisions, by outcome.",
    "decisions_overturned_ratio": "Share of appealed decisions that were overturned.",
    "false_accusation_ratio": "Share of adverse decisions that were overturned.",
}
"""Every figure that may be told, and what it means."""


class Metrics:
    """What one process tells.

    Parameters
    ----------
    read : callable, optional
        Returns how the desk stands; asked at each scrape. If it fails, ``fairclaim_desk_readable`` says 0 and the rest is told.
    """

    def __init__(self, read: Callable[[], Sequence[Figure]] | None = None) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._answers = Histogram(
            "fairclaim_http_answer_seconds",
            "Time until a request was answered.",
            ["method", "route", "status"],
            buckets=ANSWER_S,
            registry=self.registry,
        )
        self._examinations = Histogram(
            "fairclaim_examination_seconds",
            "Time of an examination of one claim's exhibits.",
            ["verdict"],
            buckets=EXAMINE_S,
            registry=self.registry,
        )
        self._failures = Counter(
            "fairclaim_failures_total",
            "Problems that were an answer, and examinations that failed, by code; a bug is 'internal'.",
            ["code"],
            registry=self.registry,
        )
        if read is not None:
            self.registry.register(_DeskCollector(read))

    def answered(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer. The route is the pattern, not the path: ids of claims do not belong here."""
        self._answers.labels(method, route, str(status)).observe(seconds)

    def examined(self, *, verdict: str, seconds: float) -> None:
        """Count an examination."""
        self._examinations.labels(verdict).observe(seconds)

    def failed(self, code: str) -> None:
        """Count an error by its code, a bug as ``INTERNAL``."""
        self._failures.labels(code).inc()

    def text(self) -> bytes:
        """Return everything in the text format of Prometheus."""
        return generate_latest(self.registry)


class _DeskCollector(Collector):
    def __init__(self, read: Callable[[], Sequence[Figure]]) -> None:
        self._read = read

    def describe(self) -> Iterator[Metric]:
        """Name nothing in advance: the desk need not answer while the process starts."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Ask the desk."""
        readable = GaugeMetricFamily("fairclaim_desk_readable", "Whether the desk's rows could be read.")
        try:
            figures = self._read()
        except Exception:  # noqa: BLE001  (a database that is away must not hide the other figures)
            readable.add_metric([], 0.0)
            yield readable
            return
        readable.add_metric([], 1.0)
        yield readable
        families = {
            name: GaugeMetricFamily(f"fairclaim_{name}", meaning, labels=["tenant", "kind"])
            for name, meaning in MEANINGS.items()
        }
        for figure in figures:
            families[figure.name].add_metric([figure.tenant, figure.kind], figure.value)
        yield from (family for family in families.values() if family.samples)
