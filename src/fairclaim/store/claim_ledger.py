"""Claims and their events: every change is events added and the row moved on, together or not at all.

A claim's version is the number of its last event. Who wants to move it says which version they saw; if it has moved since,
nothing is written. Events of a claim are numbered from 1 without gaps, and chained by digest; all events of a tenant have a
position in one log, in the order of their commits; what happened to parcels has the positions that are missing between them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.store.canonical import Json, canonical_json, event_digest
from fairclaim.store.errors import NotThereError, StaleVersionError, StoreError
from fairclaim.store.tables.claims import Claim, ClaimEvent, LogHead
from fairclaim.store.tables.trade import Order
from fairclaim.store.tenant_session import TenantSession, standing

_CLAIM = standing(select(Claim).where(Claim.id == bindparam("claim")))
_LOCKED_ORDER = standing(select(Order.id).where(Order.id == bindparam("order")).with_for_update())
_ON_ORDER = standing(select(Claim).where(Claim.order_id == bindparam("order")).order_by(Claim.filed_at, Claim.id))
_LAST_DIGEST = standing(
    select(ClaimEvent.digest).where(
        ClaimEvent.claim == bindparam("claim"), ClaimEvent.sequence == bindparam("sequence")
    )
)
_HEAD = standing(select(LogHead).with_for_update())
_MOVE = standing(
    update(Claim)
    .where(Claim.id == bindparam("claim"), Claim.version == bindparam("expected"))
    .values(
        state=bindparam("new_state"),
        snapshot=bindparam("new_snapshot"),
        version=bindparam("new_version"),
        updated_at=bindparam("moved_at"),
    )
    .returning(Claim.id)
)


class BrokenHistoryError(StoreError):
    """A claim's events are not those that were written."""

    code = "broken-history"

    def __init__(self, claim: str, sequence: int) -> None:
        super().__init__(
            Bilingual(
                f"申请 {claim} 的第 {sequence} 条记录与摘要不符，请从备份恢复并核查。",
                f"Event {sequence} of claim {claim} does not match its digest. Restore it from a backup and investigate.",
            )
        )
        self.claim, self.sequence = claim, sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """Something that happened, as the domain tells it.

    Parameters
    ----------
    kind : str
        The event's name.
    at : datetime
        Aware.
    body : dict
        A JSON object with pseudonyms only: no name, no free words, no digest of a picture.
    """

    kind: str
    at: datetime
    body: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event as it stands in the log; see :class:`~fairclaim.store.tables.claims.ClaimEvent`."""

    claim: str
    sequence: int
    position: int
    kind: str
    at: datetime
    body: Json
    previous: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """A claim as it stands."""

    id: str
    order_id: str | None
    buyer: str | None
    merchant: str | None
    state: str
    version: int
    snapshot: Json
    filed_at: datetime
    updated_at: datetime


class ClaimLedger:
    """A tenant's claims, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session
        self.head: LogHead | None = None
        """Where the log ends, locked, once this unit of work has added events."""

    def file(
        self,
        claim: str,
        *,
        state: str,
        snapshot: Mapping[str, Any],
        events: Sequence[EventDraft],
        order_id: str | None = None,
        buyer: str | None = None,
        merchant: str | None = None,
    ) -> tuple[StoredEvent, ...]:
        """Add a claim with its first events.

        Raises
        ------
        AlreadyThereError
            If the claim exists.
        UsageError
            If there are no events, or the snapshot is no JSON.
        """
        canonical_json(snapshot)
        last = _last(events).at
        self._session.add(
            Claim(
                id=claim,
                order_id=order_id,
                buyer=buyer,
                merchant=merchant,
                state=state,
                version=len(events),
                snapshot=dict(snapshot),
                filed_at=events[0].at,
                updated_at=last,
            )
        )
        self._session.flush()
        return self._append(claim, events, after=0, previous="")

    def move(
        self,
        claim: str,
        *,
        expected_version: int,
        state: str,
        snapshot: Mapping[str, Any],
        events: Sequence[EventDraft],
    ) -> tuple[StoredEvent, ...]:
        """Move a claim on.

        Raises
        ------
        StaleVersionError
            If it is no longer at the version that the caller saw.
        NotThereError
            If there is no such claim.
        """
        canonical_json(snapshot)
        last = _last(events).at
        values = {
            "claim": claim,
            "expected": expected_version,
            "new_state": state,
            "new_snapshot": dict(snapshot),
            "new_version": expected_version + len(events),
            "moved_at": last,
        }
        if not self._session.execute(_MOVE, values).all():
            raise StaleVersionError(claim=claim, expected=expected_version, found=self.claim(claim).version)
        before = self._session.scalars(_LAST_DIGEST, {"claim": claim, "sequence": expected_version}).one()
        return self._append(claim, events, after=expected_version, previous=before)

    def claim(self, claim: str) -> StoredClaim:
        """Return a claim as it stands.

        Raises
        ------
        NotThereError
            If there is none of this id.
        """
        row = self._session.scalars(_CLAIM, {"claim": claim}).one_or_none()
        if row is None:
            raise NotThereError(f"claim {claim}")
        return _to_claim(row)

    def in_state(self, state: str, *, limit: int) -> tuple[StoredClaim, ...]:
        """Return claims of a state, those first that have waited longest."""
        found = select(Claim).where(Claim.state == state).order_by(Claim.updated_at, Claim.id).limit(limit)
        return tuple(_to_claim(row) for row in self._session.scalars(found))

    def on_order(self, order: str) -> tuple[StoredClaim, ...]:
        """Return an order's claims. Until the unit of work ends nobody else reads them by this way, so none is filed twice.

        Raises
        ------
        NotThereError
            If there is no such order.
        """
        locked = self._session.scalars(_LOCKED_ORDER, {"order": order}).one_or_none()
        if locked is None:
            raise NotThereError(f"order {order}")
        return tuple(_to_claim(row) for row in self._session.scalars(_ON_ORDER, {"order": order}))

    def of_person(self, person: str) -> tuple[StoredClaim, ...]:
        """Return the claims to which a person is a party, in the order of their filing."""
        is_party = or_(Claim.buyer == person, Claim.merchant == person)
        found = select(Claim).where(is_party).order_by(Claim.filed_at, Claim.id)
        return tuple(_to_claim(row) for row in self._session.scalars(found))

    def events(self, claim: str, *, after: int = 0) -> tuple[StoredEvent, ...]:
        """Return a claim's events in order, those behind a sequence number."""
        found = select(ClaimEvent).where(ClaimEvent.claim == claim, ClaimEvent.sequence > after)
        return tuple(_to_event(row) for row in self._session.scalars(found.order_by(ClaimEvent.sequence)))

    def log(self, *, after: int, limit: int) -> tuple[StoredEvent, ...]:
        """Return the tenant's events in order, those behind a position. What is not there yet will come behind them."""
        found = select(ClaimEvent).where(ClaimEvent.position > after).order_by(ClaimEvent.position).limit(limit)
        return tuple(_to_event(row) for row in self._session.scalars(found))

    def verify(self, claim: str) -> tuple[StoredEvent, ...]:
        """Return a claim's events once every digest has been computed anew and no number is missing.

        Raises
        ------
        BrokenHistoryError
            At the first event that is not what was written.
        """
        version, previous = self.claim(claim).version, ""
        events = self.events(claim)
        for sequence, event in enumerate(events, 1):
            digest = event_digest(
                claim=claim, sequence=sequence, kind=event.kind, at=event.at, body=event.body, previous=previous
            )
            if (event.sequence, event.previous, event.digest) != (sequence, previous, digest):
                raise BrokenHistoryError(claim, sequence)
            previous = digest
        if len(events) != version:
            raise BrokenHistoryError(claim, len(events) + 1)
        return events

    def lock_log(self) -> LogHead:
        """Return where the log ends, locked until the unit of work does.

        Raises
        ------
        NotThereError
            If there is no such tenant.
        """
        head = self._session.scalars(_HEAD).one_or_none()
        if head is None:
            raise NotThereError(f"tenant {self._session.tenant}")
        self.head = head
        return head

    def _append(
        self, claim: str, events: Sequence[EventDraft], *, after: int, previous: str
    ) -> tuple[StoredEvent, ...]:
        head = self.lock_log()
        rows = []
        for sequence, event in enumerate(events, after + 1):
            head.position += 1
            digest = event_digest(
                claim=claim, sequence=sequence, kind=event.kind, at=event.at, body=event.body, previous=previous
            )
            rows.append(
                ClaimEvent(
                    claim=claim,
                    sequence=sequence,
                    position=head.position,
                    kind=event.kind,
                    at=event.at,
                    body=event.body,
                    previous=previous,
                    digest=digest,
                )
            )
            previous = digest
        self._session.add_all(rows)
        self._session.flush()
        return tuple(_to_event(row) for row in rows)


def _last(events: Sequence[EventDraft]) -> EventDraft:
    if not events:
        raise UsageError(Bilingual("没有事件，状态不会改变。", "Without an event nothing changes."))
    return events[-1]


def _to_claim(row: Claim) -> StoredClaim:
    return StoredClaim(
        id=row.id,
        order_id=row.order_id,
        buyer=row.buyer,
        merchant=row.merchant,
        state=row.state,
        version=row.version,
        snapshot=row.snapshot,
        filed_at=row.filed_at,
        updated_at=row.updated_at,
    )


def _to_event(row: ClaimEvent) -> StoredEvent:
    return StoredEvent(
        claim=row.claim,
        sequence=row.sequence,
        position=row.position,
        kind=row.kind,
        at=row.at,
        body=row.body,
        previous=row.previous,
        digest=row.digest,
    )
