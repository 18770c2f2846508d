"""What every photo index promises, whatever engine is behind it.

The table of photos is the truth; an index is a copy of a few of its columns, arranged for search, and can be thrown away and
filled again with :func:`rebuild` at any time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol

from fairclaim.matching.descriptors import Descriptors

NEAR_BITS = 31
"""Hamming distance up to which two PDQ hashes are one picture (Meta's published threshold)."""

DEFAULT_LIMIT = 12
REBUILD_BATCH = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One photo, as an index keeps it. Nothing in it names a person.

    Parameters
    ----------
    id : str
        Key of the photo in the table.
    tenant : str
        Whose photo it is.
    seen_at : datetime
        When the photo was first received; timezone-aware.
    descriptors : Descriptors
        What it is found by.
    """

    id: str
    tenant: str
    seen_at: datetime
    descriptors: Descriptors

    def __post_init__(self) -> None:
        if self.seen_at.tzinfo is None:
            raise ValueError(f"seen_at of {self.id} has no time zone")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A photo that might be the one searched for; only geometry can confirm it.

    Parameters
    ----------
    id : str
        Key of the photo in the table.
    distance_bits : int
        Hamming distance of its hash to the nearest orientation of the photo searched for, 0 to 256.
    cosine : float
        Of the two embeddings, -1 to 1.
    """

    id: str
    distance_bits: int
    cosine: float

    @property
    def is_near(self) -> bool:
        """Tell whether the hashes alone say "the same picture"."""
        return self.distance_bits <= NEAR_BITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which photos a search may return.

    Parameters
    ----------
    tenant : str or None
        Only this tenant's photos; None searches all tenants.
    since, before : datetime or None
        Only photos with ``since <= seen_at < before``; timezone-aware.
    """

    tenant: str | None = None
    since: datetime | None = None
    before: datetime | None = None


EVERYWHERE = Scope()


class PhotoIndex(Protocol):
    """Finds photos that may be the same as a given one. Safe to add to while others search."""

    def __len__(self) -> int:
        """Count the photos."""
        ...

    def add(self, entries: Sequence[Entry]) -> None:
        """Add photos, all or none; one whose id is there already takes its place. When it returns, searches find them."""
        ...

    def remove(self, ids: Iterable[str]) -> None:
        """Forget photos; unknown ids are ignored. When it returns, no search finds them."""
        ...

    def clear(self) -> None:
        """Forget everything."""
        ...

    def search(
        self, descriptors: Descriptors, *, scope: Scope = EVERYWHERE, limit: int = DEFAULT_LIMIT
    ) -> tuple[Candidate, ...]:
        """Return the likeliest candidates.

        All photos within ``NEAR_BITS`` in any orientation come first, nearest first (exact, never approximate; not where
        the hash of the photo searched for is unclear); then those with the most similar embeddings. Ties are broken by id.
        """
        ...


def rebuild(index: PhotoIndex, table: Iterable[Entry], *, batch: int = REBUILD_BATCH) -> int:
    """Make an index hold exactly what the table holds.

    Start over if it is interrupted: until it returns, the index holds only a part.

    Parameters
    ----------
    index : PhotoIndex
        Is cleared first.
    table : iterable of Entry
        Read once, never held as a whole.
    batch : int
        Photos added at a time.

    Returns
    -------
    int
        Number of photos read.
    """
    index.clear()
    count, entries = 0, iter(table)
    while part := list(islice(entries, batch)):
        index.add(part)
        count += len(part)
    return count


def best_first(candidates: Iterable[Candidate], limit: int, *, trust_hash: bool) -> tuple[Candidate, ...]:
    """Order candidates as :meth:`PhotoIndex.search` promises, and keep the first ``limit``."""

    def place(candidate: Candidate) -> tuple[int, float, str]:
        is_near = trust_hash and candidate.is_near
        return (candidate.distance_bits if is_near else NEAR_BITS + 1, -candidate.cosine, candidate.id)

    return tuple(sorted(candidates, key=place)[:limit])
