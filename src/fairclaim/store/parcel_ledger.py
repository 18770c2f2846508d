"""What happened to parcels: each step is written once, takes its place in the tenant's log, and is never changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from fairclaim.store.canonical import canonical_json
from fairclaim.store.claim_ledger import ClaimLedger
from fairclaim.store.tables.trade import ParcelEvent
from fairclaim.store.tenant_session import TenantSession


class ParcelLedger:
    """The events of a tenant's parcels, within one unit of work.

    Parameters
    ----------
    claims : ClaimLedger
        Whose log it is: both take their positions from one.
    """

    def __init__(self, session: TenantSession, claims: ClaimLedger) -> None:
        self._session = session
        self._claims = claims

    def add(self, parcel: str, *, kind: str, at: datetime, body: Mapping[str, Any]) -> int:
        """Add what happened, and return its number in the parcel, from 1 without gaps.

        Raises
        ------
        UsageError
            If the body is no JSON.
        """
        canonical_json(body)
        head = self._claims.lock_log()
        last = self._session.scalar(select(func.max(ParcelEvent.sequence)).where(ParcelEvent.parcel == parcel))
        head.position += 1
        sequence = (last or 0) + 1
        event = ParcelEvent(parcel=parcel, sequence=sequence, position=head.position, kind=kind, at=at, body=dict(body))
        self._session.add(event)
        self._session.flush()
        return sequence

    def events(self, parcel: str) -> tuple[ParcelEvent, ...]:
        """Return a parcel's events in order."""
        found = select(ParcelEvent).where(ParcelEvent.parcel == parcel).order_by(ParcelEvent.sequence)
        return tuple(self._session.scalars(found))
