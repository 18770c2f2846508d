"""Figures of several processes told as one: counts are added up, and what was counted by a process that has ended still counts.

The others count in files of one folder, which prometheus_client keeps for each process whose variable ``PROMETHEUS_MULTIPROC_DIR``
names it (https://prometheus.github.io/client_python/multiprocess/).
"""

from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def with_other_processes(own: CollectorRegistry, counts: Path) -> CollectorRegistry:
    """Return a registry that tells what this process counts and what others count in a folder, added up."""
    registry = CollectorRegistry()
    registry.register(_Sum(own, counts))
    return registry


class _Sum(Collector):
    def __init__(self, own: CollectorRegistry, counts: Path) -> None:
        self._own = own
        self._others = MultiProcessCollector(None, path=str(counts))  # type: ignore[no-untyped-call]

    def describe(self) -> Iterator[Metric]:
        """Name nothing in advance: others have yet to begin."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Read everybody's figures."""
        others = {family.name: family for family in self._others.collect()}  # type: ignore[no-untyped-call]
        for family in self._own.collect():
            yield family if family.name not in others else _added(family, others.pop(family.name))
        yield from others.values()


def _added(mine: Metric, theirs: Metric) -> Metric:
    """Return one family with the sums; buckets keep the order in which they were told."""
    added = Metric(mine.name, mine.documentation, mine.type, mine.unit)
    at: dict[tuple[str, tuple[tuple[str, str], ...]], int] = {}
    for sample in (*theirs.samples, *mine.samples):
        key = (sample.name, tuple(sorted(sample.labels.items())))
        if key in at:
            before = added.samples[at[key]]
            added.samples[at[key]] = before._replace(value=before.value + sample.value)
        else:
            at[key] = len(added.samples)
            added.samples.append(sample)
    return added
