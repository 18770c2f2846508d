"""The evidence log; see :mod:`fairclaim.services.ports.proofs`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.evidence.merkle import leaf_hash
from fairclaim.evidence.merkle_proofs import Consistency, Inclusion
from fairclaim.services.ports.proofs import KeptCheckpoint, Opened
from fairclaim.store.checkpoints import StoredCheckpoint
from fairclaim.store.evidence_log import LoggedEntry
from fairclaim.store.submissions import Logged
from fairclaim.store.tables.claims import ClaimEvent
from fairclaim.store.work import Work


class StoredProofs:
    """See :class:`~fairclaim.services.ports.proofs.Proofs`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @property
    def size(self) -> int:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return self._work.log.size

    def root(self, size: int) -> bytes:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return self._work.log.root(size)

    def leaves(self, *, start: int, end: int) -> Sequence[bytes]:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return [leaf_hash(entry) for _, entry, _ in self._work.log.rows(start=start, end=end)]

    def prove_inclusion(self, index: int, size: int) -> Inclusion:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return self._work.log.prove_inclusion(index, size)

    def prove_consistency(self, old_size: int, size: int) -> Consistency:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return self._work.log.prove_consistency(old_size, size)

    def of_claim(self, claim: ClaimId) -> Sequence[Opened]:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        found = select(ClaimEvent).where(ClaimEvent.claim == claim).order_by(ClaimEvent.sequence)
        return self._opened(self._work.log.of_claim(claim), self._work.session.scalars(found).all())

    def of_parcel(self, parcel: str) -> Sequence[Opened]:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return self._opened(self._work.log.of_parcel(parcel), self._work.parcels.events(parcel))

    def _opened(self, entries: Sequence[LoggedEntry], events: Sequence[Logged]) -> Sequence[Opened]:
        said = dict(zip((one.sequence for one in events), self._work.submissions.of(events), strict=True))
        opened = []
        for one in entries:
            submission = said[one.entry.number] if one.salt is not None else None
            opened.append(
                Opened(
                    index=one.index,
                    entry=one.entry,
                    salt=one.salt,
                    sha256=submission.sha256 if submission else None,
                    record=submission.record if submission else None,
                    exhibit=ExhibitId(submission.exhibit) if submission and submission.exhibit else None,
                )
            )
        return opened

    def covering(self, index: int, *, is_stamped: bool = False) -> KeptCheckpoint | None:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return _kept(self._work.checkpoints.covering(index, is_stamped=is_stamped))

    def newest(self) -> KeptCheckpoint | None:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return _kept(self._work.checkpoints.newest())

    def checkpoint(self, size: int) -> KeptCheckpoint | None:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return _kept(self._work.checkpoints.of_size(size))

    def add_checkpoint(self, size: int, note: bytes, *, at: datetime) -> None:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        self._work.checkpoints.add(size, note, at=at)

    def add_cosignature(self, size: int, witness: str, line: bytes, *, at: datetime) -> bool:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return self._work.checkpoints.add_cosignature(size, witness, line, at=at)

    def add_token(self, size: int, authority: str, reply: bytes, *, at: datetime) -> bool:
        """See :class:`~fairclaim.services.ports.proofs.Proofs`."""
        return self._work.checkpoints.add_token(size, authority, reply, at=at)


def _kept(stored: StoredCheckpoint | None) -> KeptCheckpoint | None:
    if stored is None:
        return None
    return KeptCheckpoint(
        size=stored.size,
        note=stored.note,
        made_at=stored.made_at,
        tokens=stored.tokens,
        stamped_at=stored.stamped_at,
    )
