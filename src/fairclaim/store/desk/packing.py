"""Parcels and dispatch evidence in the store; see ``services.ports.trade.Packing``."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Select, bindparam, select

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.party import Actor, PersonId
from fairclaim.services.ports.trade import DispatchFile, ParcelStep, SentParcel
from fairclaim.store.errors import ErasedError, NotThereError
from fairclaim.store.keys.sealed import Place, seal, unseal
from fairclaim.store.tables import trade as tables
from fairclaim.store.tenant_session import standing
from fairclaim.store.work import Work

_FILE = tables.DispatchFile
_OF_ORDER = standing(
    select(tables.Parcel).where(tables.Parcel.order_id == bindparam("order")).order_by(tables.Parcel.id)
)


class StoredPacking:
    """A tenant's parcels, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, parcel: SentParcel, *, tracking: str, by: Actor, at: datetime) -> None:
        """Add a parcel, with its entry in the log."""
        self._work.trade.add_parcel(
            parcel.id,
            order=parcel.order,
            carrier=parcel.carrier,
            tracking=tracking,
            dispatched_at=parcel.scanned_at,
            coded_at=parcel.coded_at,
        )
        self._record(parcel.id, ParcelStep.CODED, by=by, at=at, order=parcel.order)

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

    def set_times(self, parcel: SentParcel, *, by: Actor, at: datetime) -> None:
        """Replace the carrier's times, with the entry that they were told."""
        row = self._row(parcel.id)
        if row is None:
            raise NotThereError(f"parcel {parcel.id}")
        row.dispatched_at, row.delivered_at = parcel.scanned_at, parcel.delivered_at
        self._work.session.flush()
        times = {"scanned_at": parcel.scanned_at, "delivered_at": parcel.delivered_at}
        told = {name: None if time is None else time.astimezone(UTC).isoformat() for name, time in times.items()}
        self._record(parcel.id, ParcelStep.SCANNED, by=by, at=at, **told)

    def add_file(self, file: DispatchFile, frames: Sequence[DispatchFile] = (), *, by: Actor) -> None:
        """Add a file with its key frames and its entry; names are sealed under the merchant's key."""
        self._work.session.add_all(map(self._to_row, (file, *frames)))
        self._work.session.flush()
        self._record(file.parcel, ParcelStep.RECEIVED, by=by, at=file.received_at, file=file.id)

    def files(self, parcel: str) -> Sequence[DispatchFile]:
        """Return what was handed in for a parcel."""
        found = select(_FILE).where(_FILE.parcel == parcel, _FILE.frame_of.is_(None))
        return self._found(found.order_by(_FILE.received_at, _FILE.id))

    def frames(self, parcel: str) -> Sequence[DispatchFile]:
        """Return the key frames of a parcel's films."""
        found = select(_FILE).where(_FILE.parcel == parcel, _FILE.frame_of.is_not(None))
        return self._found(found.order_by(_FILE.received_at, _FILE.frame_of, _FILE.at_ms))

    def same_bytes(self, merchant: PersonId, sha256: str) -> Sequence[DispatchFile]:
        """Return every file of a merchant that has these bytes."""
        found = select(_FILE).where(_FILE.person == merchant, _FILE.sha256 == sha256, _FILE.frame_of.is_(None))
        return self._found(found.order_by(_FILE.received_at, _FILE.id))

    def sketched(self, merchant: PersonId, *, since: datetime, until: datetime, limit: int) -> Sequence[DispatchFile]:
        """Return a merchant's films of some time that can be compared."""
        found = select(_FILE).where(_FILE.person == merchant, _FILE.sketch.is_not(None))
        within = found.where(_FILE.received_at >= since, _FILE.received_at <= until)
        return self._found(within.order_by(_FILE.received_at.desc(), _FILE.id).limit(limit))

    def _record(self, parcel: str, step: ParcelStep, *, by: Actor, at: datetime, **fact: str | None) -> None:
        body = {"by": {"kind": by.kind.value, "id": by.id}, "fact": fact}
        self._work.parcels.add(parcel, kind=step.value, at=at, body=body)

    def _to_row(self, file: DispatchFile) -> tables.DispatchFile:
        key = self._work.persons.keys.open(file.person)
        return tables.DispatchFile(
            id=file.id,
            parcel=file.parcel,
            person=file.person,
            name_sealed=seal(key, file.name.encode(), self._place(file.id, file.person)),
            media=file.media.value,
            sha256=file.sha256,
            blob=file.address,
            size_bytes=file.size_bytes,
            received_at=file.received_at,
            frame_of=file.frame_of,
            at_ms=file.at_ms,
            sketch=file.sketch,
            recorded=file.recorded,
            recorded_by=file.recorded_by,
        )

    def _found(self, query: Select[tables.DispatchFile]) -> Sequence[DispatchFile]:
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
                frame_of=row.frame_of,
                at_ms=row.at_ms,
                sketch=row.sketch,
                recorded=row.recorded,
                recorded_by=row.recorded_by,
            )
            for row in self._work.session.scalars(query).all()
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
        coded_at=row.coded_at,
        scanned_at=row.dispatched_at,
        delivered_at=row.delivered_at,
    )
