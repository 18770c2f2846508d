"""The columns that an index in memory filters by: id, tenant and time, row by row."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from fairclaim.matching.index import Entry, Scope

Places = npt.NDArray[np.int64]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_CAPACITY = 1024


class Rows:
    """Append at the end, close up when rows go. Not safe between threads: the index that owns it holds a lock."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._place: dict[str, int] = {}
        self._tenants: dict[str, int] = {}
        self._tenant = np.zeros(FIRST_CAPACITY, np.int32)
        self._seen_us = np.zeros(FIRST_CAPACITY, np.int64)

    def __len__(self) -> int:
        return len(self.ids)

    def places(self, ids: Iterable[str]) -> Places:
        """Return the rows of those ids that are there, ascending."""
        found = {self._place[name] for name in ids if name in self._place}
        return np.array(sorted(found), dtype=np.int64)

    def append(self, entries: Sequence[Entry]) -> None:
        """Add rows; the ids must be new."""
        first, needed = len(self.ids), len(self.ids) + len(entries)
        self._reserve(needed)
        for place, entry in enumerate(entries, first):
            self.ids.append(entry.id)
            self._place[entry.id] = place
            self._tenant[place] = self._tenants.setdefault(entry.tenant, len(self._tenants))
            self._seen_us[place] = _microseconds(entry.seen_at)

    def drop(self, places: Places) -> None:
        """Close up the rows; those behind move forward."""
        kept = np.delete(np.arange(len(self.ids)), places)
        self.ids = [self.ids[place] for place in kept]
        self._place = {name: place for place, name in enumerate(self.ids)}
        self._tenant[: len(kept)] = self._tenant[kept]
        self._seen_us[: len(kept)] = self._seen_us[kept]

    def inside(self, scope: Scope) -> npt.NDArray[np.bool_] | None:
        """Return which rows a search may return, or None for all of them."""
        if scope == Scope():
            return None
        count = len(self.ids)
        tenant, seen_us = self._tenant[:count], self._seen_us[:count]
        allowed = np.ones(count, np.bool_)
        if scope.tenant is not None:
            allowed &= tenant == self._tenants.get(scope.tenant, -1)
        if scope.since is not None:
            allowed &= seen_us >= _microseconds(scope.since)
        if scope.before is not None:
            allowed &= seen_us < _microseconds(scope.before)
        return allowed

    def _reserve(self, count: int) -> None:
        if count > len(self._tenant):
            capacity = max(count, 2 * len(self._tenant))
            self._tenant = np.resize(self._tenant, capacity)
            self._seen_us = np.resize(self._seen_us, capacity)


def newest_of_each(entries: Sequence[Entry]) -> list[Entry]:
    """Where an id comes twice in one call, keep the later entry."""
    return list({entry.id: entry for entry in entries}.values())


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)
