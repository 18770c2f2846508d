"""Parcels and dispatch evidence in the store; see ``services.ports.trade.Packing``."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.trade import DispatchFile, SentParcel
from fairclaim.store.errors import ErasedError, NotThereError
from fairclaim.store.keys.sealed import Place, seal, unseal
from fairclaim.store.tables import trade as tables
from fairclaim.store.tenant_session import standing
from fairclaim.store.work import Work

_OF_ORDER = standing(
    select(tables.Parcel).where(tables.Parcel.order_id == bindparam("order")).order_by(tables.Parcel.id)
)


class StoredPacking:
    """A tenant's parcels, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, parcel: SentParcel, *, tracking: str) -> None:
        """Add a parcel."""
        self._work.trade.add_parcel(
            parcel.id,
            order=parcel.order,
            carrier=parcel.carrier,
            tracking=tracking,
            dispatched_at=parcel.scanned_at,
        )

    def find(self, parcel: str) -> SentParcel | None:
        """Return a parcel, or None."""
        row = self._row(parcel)
        return None if row is None else _to_parcel(row)

    def of_order(self, order: str) -> Sequence[SentParcel]:
        """Return an order's parcels."""
        return [_to_parcel(row) for row in self._work.session.scalars(_OF_ORDER, {"order": order})]

    def tracked(self, order: str, tracking: str) -> SentParcel | None:
        """Return the order's parcel of a tracking number, or None."""
        known = set(self._work.trade.find_parcels(tracking))
        return next((one for one in self.of_order(order) if one.id in known), None)

    def set_times(self, parcel: SentParcel) -> None:
        """Replace the carrier's times."""
        row = self._row(parcel.id)
        if row is None:
            raise NotThereError(f"parcel {parcel.id}")
        row.dispatched_at, row.delivered_at = parcel.scanned_at, parcel.delivered_at
        self._work.session.flush()

    def add_file(self, file: DispatchFile) -> None:
        """Add a file; its name is sealed under the merchant's key."""
        key = self._work.persons.keys.open(file.person)
        self._work.session.add(
            tables.DispatchFile(
                id=file.id,
                parcel=file.parcel,
                person=file.person,
                name_sealed=seal(key, file.name.encode(), self._place(file.id, file.person)),
                media=file.media.value,
                sha256=file.sha256,
                blob=file.address,
                size_bytes=file.size_bytes,
                received_at=file.received_at,
            )
        )
        self._work.session.flush()

    def files(self, parcel: str) -> Sequence[DispatchFile]:
        """Return a parcel's files."""
        found = select(tables.DispatchFile).where(tables.DispatchFile.parcel == parcel)
        rows = self._work.session.scalars(found.order_by(tables.DispatchFile.received_at, tables.DispatchFile.id))
        return [
            DispatchFile(
                id=row.id,
                parcel=row.parcel,
                person=PersonId(row.person),
                name=self._name(row),
                media=Media(row.media),
                sha256=row.sha256,
                address=row.blob,
                size_bytes=row.size_bytes,
                received_at=row.received_at,
            )
            for row in rows.all()
        ]

    def _name(self, row: tables.DispatchFile) -> str:
        if row.name_sealed is None:
            return ""
        try:
            key = self._work.persons.keys.open(row.person)
        except ErasedError:
            return ""
        return unseal(key, row.name_sealed, self._place(row.id, row.person)).decode()

    def _row(self, parcel: str) -> tables.Parcel | None:
        return self._work.session.scalars(select(tables.Parcel).where(tables.Parcel.id == parcel)).one_or_none()

    def _place(self, file: str, person: str) -> Place:
        return Place(tenant=self._work.tenant, table="dispatch_files", column="name_sealed", row=file, person=person)


def _to_parcel(row: tables.Parcel) -> SentParcel:
    return SentParcel(
        id=row.id,
        order=row.order_id,
        carrier=row.carrier,
        scanned_at=row.dispatched_at,
        delivered_at=row.delivered_at,
    )
