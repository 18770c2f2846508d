"""Photos that were seen before: described in the examining processes, searched in an index of this process.

The table of prints is the truth; the index is a copy of it, made when a tenant's first photo is looked for and brought up to date
at each search. Whoever wrote or erased a print, in this process or another, is noticed by the rows. Nothing is found by the index
alone: who asks reads the print's row again, so that what was erased meanwhile is not there.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from sqlalchemy import ColumnElement, func, select

from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import Exhibit, ExhibitId
from fairclaim.matching.descriptors import EMBEDDING_LENGTH, Descriptors, descriptors_version
from fairclaim.matching.faiss_index import FaissIndex
from fairclaim.matching.index import NEAR_BITS, Entry, PhotoIndex, Scope
from fairclaim.matching.memory_index import MemoryIndex
from fairclaim.matching.perceptual_hash import BYTES, ORIENTATIONS, distance_bits
from fairclaim.runtime.examiners.pool import ExaminerPool
from fairclaim.services.ports.photo_search import Alike, PhotoPrint
from fairclaim.store.desk.prints import kept_print
from fairclaim.store.open_store import Store
from fairclaim.store.tables.claims import PhotoPrintRow
from fairclaim.store.work import Work

OVERLAP: Final = timedelta(minutes=10)
"""Rows are written in another order than their photos came in; so far back the newest are read again."""


@dataclass
class _Tenant:
    index: PhotoIndex
    ids: set[str] = field(default_factory=set)
    newest: datetime | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class IndexedPhotos:
    """See :class:`~fairclaim.services.ports.photo_search.PhotoSearch`. Safe between threads."""

    def __init__(self, store: Store, pool: ExaminerPool) -> None:
        self.version = descriptors_version()
        self._store = store
        self._pool = pool
        self._tenants: dict[str, _Tenant] = {}
        self._lock = threading.Lock()

    def describe(self, exhibits: Sequence[Exhibit]) -> Mapping[str, PhotoPrint]:
        """See :class:`~fairclaim.services.ports.photo_search.PhotoSearch`."""
        return {
            name: PhotoPrint(version=self.version, codes=codes, quality=quality, embedding=embedding)
            for name, (codes, quality, embedding) in self._pool.describe(exhibits).items()
        }

    def alike(self, tenant: str, sought: PhotoPrint, *, before: datetime, limit: int) -> Sequence[Alike]:
        """See :class:`~fairclaim.services.ports.photo_search.PhotoSearch`."""
        index = self._up_to_date(tenant).index
        scope = Scope(tenant=tenant, before=before)
        return [
            Alike(exhibit=ExhibitId(one.id), distance_bits=one.distance_bits, cosine=one.cosine)
            for one in index.search(_descriptors(sought), scope=scope, limit=limit)
        ]

    def is_copy(self, one: PhotoPrint, other: PhotoPrint) -> bool:
        """See :class:`~fairclaim.services.ports.photo_search.PhotoSearch`."""
        first, second = _descriptors(one), _descriptors(other)
        is_clear = first.has_clear_hash and second.has_clear_hash
        return is_clear and int(distance_bits(first.codes[:1], second.codes)[0]) <= NEAR_BITS

    def forget(self, tenant: str, person: str) -> None:
        """Let the index lose what the rows have lost: a place of erasures. A process that never searched has nothing to lose."""
        del person
        if tenant in self._tenants:
            self._up_to_date(tenant)

    def _up_to_date(self, tenant: str) -> _Tenant:
        with self._lock:
            known = self._tenants.setdefault(tenant, _Tenant(new_index()))
        with known.lock, self._store.read(tenant) as work:
            self._add_new(work, known)
            if work.session.scalars(select(func.count()).where(self._of_version())).one() != len(known.ids):
                self._compare_all(work, known)
        return known

    def _add_new(self, work: Work, known: _Tenant) -> None:
        rows = select(PhotoPrintRow).where(self._of_version())
        if known.newest is not None:
            rows = rows.where(PhotoPrintRow.received_at >= known.newest - OVERLAP)
        self._add(work, known, [row for row in work.session.scalars(rows) if row.exhibit not in known.ids])

    def _compare_all(self, work: Work, known: _Tenant) -> None:
        """Find out which prints have gone, and which came late."""
        there = set(work.session.scalars(select(PhotoPrintRow.exhibit).where(self._of_version())))
        gone = known.ids - there
        known.index.remove(gone)
        known.ids -= gone
        for name in sorted(there - known.ids):
            rows = select(PhotoPrintRow).where(PhotoPrintRow.exhibit == name)
            self._add(work, known, work.session.scalars(rows).all())

    def _add(self, work: Work, known: _Tenant, rows: Sequence[PhotoPrintRow]) -> None:
        known.index.add(
            [
                Entry(
                    id=row.exhibit,
                    tenant=work.tenant,
                    seen_at=row.received_at,
                    descriptors=_descriptors(kept_print(row).print),
                )
                for row in rows
            ]
        )
        known.ids |= {row.exhibit for row in rows}
        known.newest = max([row.received_at for row in rows] + ([known.newest] if known.newest else []), default=None)

    def _of_version(self) -> ColumnElement[bool]:
        return PhotoPrintRow.version == self.version


def new_index(best: Callable[[], PhotoIndex] = FaissIndex) -> PhotoIndex:
    """Return an empty index: on faiss where it is installed, else one in plain arrays."""
    try:
        return best()
    except UnavailableError:
        return MemoryIndex()


def _descriptors(made: PhotoPrint) -> Descriptors:
    return Descriptors(
        codes=np.frombuffer(made.codes, np.uint8).reshape(ORIENTATIONS, BYTES),
        quality=made.quality,
        embedding=np.frombuffer(made.embedding, np.float16).reshape(EMBEDDING_LENGTH),
    )
