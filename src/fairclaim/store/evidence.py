"""Exhibits and what checks said of them; an examination is made once for each version of a check."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from fairclaim.store.blobs.address import Address
from fairclaim.store.canonical import Json, canonical_json
from fairclaim.store.errors import ErasedError, NotThereError
from fairclaim.store.keys.person_keys import PersonKeys
from fairclaim.store.keys.sealed import Place, seal, unseal
from fairclaim.store.tables.claims import Examination, Exhibit
from fairclaim.store.tables.parties import Person
from fairclaim.store.tenant_session import TenantSession, standing

_SENDER = standing(select(Person).where(Person.id == bindparam("person")).with_for_update(read=True))
_OF_CLAIM = standing(
    select(Exhibit).where(Exhibit.claim == bindparam("claim")).order_by(Exhibit.received_at, Exhibit.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExhibit:
    """One piece of evidence; see :class:`~fairclaim.store.tables.claims.Exhibit`.

    Parameters
    ----------
    sha256, blob
        None once it is erased.
    """

    id: str
    claim: str
    person: str
    role: str
    media_type: str | None
    size_bytes: int
    sha256: str | None
    blob: Address | None
    is_sealed: bool
    received_at: datetime
    given_as: str | None = None
    erased_at: datetime | None = None


class Evidence:
    """A tenant's evidence, within one unit of work."""

    def __init__(self, session: TenantSession, keys: PersonKeys) -> None:
        self._session = session
        self._keys = keys

    def add(self, exhibit: StoredExhibit, *, name: str = "") -> None:
        """Add an exhibit whose bytes are in the blob store already.

        Parameters
        ----------
        name : str
            What its sender called the file; kept sealed, never opened as a path.

        Raises
        ------
        AlreadyThereError
            If there is one of this id, or its claim is not there.
        ErasedError, NotThereError
            If its person was erased, or is not there.
        """
        # The lock keeps an erasure waiting until this exhibit is one that it finds.
        person = self._session.scalars(_SENDER, {"person": exhibit.person}).one_or_none()
        if person is None:
            raise NotThereError(f"person {exhibit.person}")
        if person.erased_at is not None:
            raise ErasedError(exhibit.person)
        self._session.add(
            Exhibit(
                id=exhibit.id,
                claim=exhibit.claim,
                person=exhibit.person,
                given_as=exhibit.given_as,
                role=exhibit.role,
                name_sealed=seal(self._keys.open(exhibit.person), name.encode(), self._name_place(exhibit)),
                media_type=exhibit.media_type,
                size_bytes=exhibit.size_bytes,
                sha256=exhibit.sha256,
                blob=exhibit.blob,
                is_sealed=exhibit.is_sealed,
                received_at=exhibit.received_at,
                erased_at=exhibit.erased_at,
            )
        )
        self._session.flush()

    def exhibit(self, exhibit: str) -> StoredExhibit:
        """Return an exhibit.

        Raises
        ------
        NotThereError
            If there is none of this id.
        """
        row = self._session.scalars(select(Exhibit).where(Exhibit.id == exhibit)).one_or_none()
        if row is None:
            raise NotThereError(f"exhibit {exhibit}")
        return _to_exhibit(row)

    def name(self, exhibit: str) -> str:
        """Return what its sender called the file.

        Raises
        ------
        ErasedError, NotThereError
            If the sender was erased, or there is no such exhibit.
        """
        found = self.exhibit(exhibit)
        sealed = self._session.scalars(select(Exhibit.name_sealed).where(Exhibit.id == exhibit)).one()
        return unseal(self._keys.open(found.person), sealed or b"", self._name_place(found)).decode()

    def named(self, claim: str) -> tuple[tuple[StoredExhibit, str], ...]:
        """Return a claim's exhibits in the order of receipt, each with what its sender called it; "" once that is erased."""
        rows = self._session.scalars(_OF_CLAIM, {"claim": claim}).all()
        return tuple((_to_exhibit(row), self._name_or_nothing(row)) for row in rows)

    def _name_or_nothing(self, row: Exhibit) -> str:
        if row.erased_at is not None or row.name_sealed is None:
            return ""
        try:
            return unseal(self._keys.open(row.person), row.name_sealed, self._name_place(_to_exhibit(row))).decode()
        except ErasedError:
            return ""

    def _name_place(self, exhibit: StoredExhibit) -> Place:
        return Place(
            tenant=self._session.tenant or "",
            table="exhibits",
            column="name_sealed",
            row=exhibit.id,
            person=exhibit.person,
        )

    def of_claim(self, claim: str) -> tuple[StoredExhibit, ...]:
        """Return a claim's exhibits in the order of receipt, erased ones too."""
        return tuple(_to_exhibit(row) for row in self._session.scalars(_OF_CLAIM, {"claim": claim}))

    def same_bytes(self, sha256: str) -> tuple[StoredExhibit, ...]:
        """Return exhibits of the same bytes."""
        found = select(Exhibit).where(Exhibit.sha256 == sha256).order_by(Exhibit.received_at, Exhibit.id)
        return tuple(_to_exhibit(row) for row in self._session.scalars(found))

    def examined(self, subject: str, *, check: str, version: str) -> Json | None:
        """Return what a version of a check said, or None if it has not looked."""
        row = self._session.scalars(_of_check(subject, check, version)).one_or_none()
        return None if row is None else row.result

    def record(
        self, subject: str, *, claim: str, check: str, version: str, result: Mapping[str, Any], at: datetime
    ) -> Json:
        """Record what a check said, and return what stands: the first result, whoever comes later.

        Parameters
        ----------
        subject : str
            An exhibit's id, or :func:`subject_of` several.
        """
        canonical_json(result)
        standing = self.examined(subject, check=check, version=version)
        if standing is not None:
            return standing
        self._session.add(
            Examination(
                subject=subject,
                claim=claim,
                check_name=check,
                check_version=version,
                result=dict(result),
                made_at=at,
            )
        )
        self._session.flush()
        return dict(result)


def subject_of(exhibits: Iterable[str]) -> str:
    """Return the name of several exhibits together, in whichever order they come."""
    return hashlib.sha256("\n".join(sorted(exhibits)).encode()).hexdigest()


def _of_check(subject: str, check: str, version: str) -> Any:  # noqa: ANN401  (a select of one row class)
    return select(Examination).where(
        Examination.subject == subject, Examination.check_name == check, Examination.check_version == version
    )


def _to_exhibit(row: Exhibit) -> StoredExhibit:
    return StoredExhibit(
        id=row.id,
        claim=row.claim,
        person=row.person,
        given_as=row.given_as,
        role=row.role,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        sha256=row.sha256,
        blob=None if row.blob is None else Address(row.blob),
        is_sealed=row.is_sealed,
        received_at=row.received_at,
        erased_at=row.erased_at,
    )
