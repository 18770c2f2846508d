"""Prints of photos; see :class:`fairclaim.services.ports.photo_search.Prints`."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, select

from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.services.ports.photo_search import KeptPrint, PhotoPrint
from fairclaim.store.tables.claims import Exhibit, PhotoPrintRow
from fairclaim.store.work import Work


class StoredPrints:
    """A tenant's prints, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._session = work.session

    def of_claim(self, claim: ClaimId) -> Sequence[KeptPrint]:
        """Return the prints of a claim's exhibits."""
        rows = select(PhotoPrintRow).where(PhotoPrintRow.claim == claim)
        return [
            kept_print(row)
            for row in self._session.scalars(rows.order_by(PhotoPrintRow.received_at, PhotoPrintRow.exhibit))
        ]

    def find(self, exhibit: ExhibitId) -> KeptPrint | None:
        """Return the print of an exhibit, or None."""
        row = self._session.scalars(select(PhotoPrintRow).where(PhotoPrintRow.exhibit == exhibit)).one_or_none()
        return None if row is None else kept_print(row)

    def add(self, kept: KeptPrint) -> None:
        """Keep a print in place of an older one."""
        self._session.execute(delete(PhotoPrintRow).where(PhotoPrintRow.exhibit == kept.exhibit))
        self._session.add(
            PhotoPrintRow(
                exhibit=kept.exhibit,
                claim=kept.claim,
                person=kept.person,
                role=kept.role.value,
                version=kept.print.version,
                codes=kept.print.codes,
                quality=kept.print.quality,
                embedding=kept.print.embedding,
                received_at=kept.received_at,
            )
        )
        self._session.flush()

    def is_known(self, sha256: str, *, role: Role, version: str) -> bool:
        """Tell whether there is a print of a file of these bytes in a role."""
        of_version = exists().where(PhotoPrintRow.exhibit == Exhibit.id, PhotoPrintRow.version == version)
        found = select(Exhibit.id).where(Exhibit.sha256 == sha256, Exhibit.role == role.value, of_version).limit(1)
        return self._session.scalars(found).one_or_none() is not None


def kept_print(row: PhotoPrintRow) -> KeptPrint:
    """Return a row as the desk knows it."""
    return KeptPrint(
        exhibit=ExhibitId(row.exhibit),
        claim=ClaimId(row.claim),
        person=PersonId(row.person),
        role=Role(row.role),
        received_at=row.received_at,
        print=PhotoPrint(version=row.version, codes=row.codes, quality=row.quality, embedding=row.embedding),
    )
