"""Exhibits, their bytes, and what examinations said; see :mod:`fairclaim.services.ports.evidence`."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from fairclaim.domain.desk.party import ActorKind, ClaimId, PersonId
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.store.blobs.address import parse_address
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.columns import ID_LENGTH
from fairclaim.store.errors import DamagedBlobError, ErasedError, NotThereError
from fairclaim.store.evidence import StoredExhibit
from fairclaim.store.work import Work

WHOLE = "examination"
"""Name under which a whole examination is kept, beside those of single checks."""


class DeskBlobs:
    """Original bytes, sealed under their sender's key."""

    def __init__(self, work: Work, blobs: BlobStore) -> None:
        self._sealed = work.sealed(blobs)

    def put(self, data: bytes, *, person: PersonId, exhibit: ExhibitId) -> str:
        """See :class:`~fairclaim.services.ports.evidence.Blobs`."""
        return self._sealed.put(data, person=person, exhibit=exhibit)

    def get(self, address: str, *, person: PersonId, exhibit: ExhibitId) -> bytes | None:
        """See :class:`~fairclaim.services.ports.evidence.Blobs`.

        Raises
        ------
        DamagedBlobError
            If they are gone without having been erased.
        """
        try:
            return self._sealed.get(parse_address(address), person=person, exhibit=exhibit)
        except ErasedError:
            return None
        except NotThereError as exc:
            raise DamagedBlobError(address) from exc


class DeskExhibits:
    """Files of claims."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, exhibit: KeptExhibit) -> None:
        """See :class:`~fairclaim.services.ports.evidence.Exhibits`."""
        self._work.evidence.add(
            StoredExhibit(
                id=exhibit.id,
                claim=exhibit.claim,
                person=exhibit.person,
                given_as=exhibit.by.value,
                role=exhibit.role.value,
                media_type=None,
                size_bytes=exhibit.size_bytes,
                sha256=exhibit.sha256,
                blob=None if exhibit.address is None else parse_address(exhibit.address),
                is_sealed=True,
                received_at=exhibit.received_at,
            ),
            name=exhibit.name,
        )

    def of_claim(self, claim: ClaimId) -> Sequence[KeptExhibit]:
        """See :class:`~fairclaim.services.ports.evidence.Exhibits`."""
        return [_kept(stored, name) for stored, name in self._work.evidence.named(claim)]


class DeskExaminations:
    """Results of examinations."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def find(self, subject: str, *, version: str) -> Mapping[str, object] | None:
        """See :class:`~fairclaim.services.ports.evidence.Examinations`."""
        return self._work.evidence.examined(subject, check=WHOLE, version=short(version))

    def record(
        self, subject: str, *, claim: ClaimId, version: str, result: Mapping[str, object], at: datetime
    ) -> Mapping[str, object]:
        """See :class:`~fairclaim.services.ports.evidence.Examinations`."""
        return self._work.evidence.record(
            subject, claim=claim, check=WHOLE, version=short(version), result=result, at=at
        )


def short(name: str) -> str:
    """Return a name as it fits into a column of ids: itself, or its SHA-256."""
    return name if len(name) <= ID_LENGTH else hashlib.sha256(name.encode()).hexdigest()


def _kept(stored: StoredExhibit, name: str) -> KeptExhibit:
    return KeptExhibit(
        id=ExhibitId(stored.id),
        claim=ClaimId(stored.claim),
        person=PersonId(stored.person),
        by=ActorKind(stored.given_as or ActorKind.BUYER),
        role=Role(stored.role),
        name=name,
        sha256=stored.sha256,
        address=stored.blob,
        size_bytes=stored.size_bytes,
        received_at=stored.received_at,
    )
