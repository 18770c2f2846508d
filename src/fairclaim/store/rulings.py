"""Decisions and the audit: added to, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from fairclaim.store.canonical import Json, canonical_json
from fairclaim.store.tables.claims import Decision
from fairclaim.store.tables.desk import AuditEntry
from fairclaim.store.tenant_session import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    """A decision; the body is the domain's."""

    claim: str
    number: int
    body: Json
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """Who did or looked at what."""

    id: str
    at: datetime
    actor: str
    action: str
    object_kind: str
    object_id: str
    details: Json


class Rulings:
    """A tenant's decisions and audit, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def record(self, claim: str, number: int, *, body: Mapping[str, Any], at: datetime) -> None:
        """Record a decision.

        Raises
        ------
        AlreadyThereError
            If the claim has a decision of this number: whoever came first has decided.
        """
        canonical_json(body)
        self._session.add(Decision(claim=claim, number=number, body=dict(body), decided_at=at))
        self._session.flush()

    def of(self, claim: str) -> tuple[StoredDecision, ...]:
        """Return a claim's decisions in order."""
        found = select(Decision).where(Decision.claim == claim).order_by(Decision.number)
        return tuple(
            StoredDecision(claim=row.claim, number=row.number, body=row.body, decided_at=row.decided_at)
            for row in self._session.scalars(found)
        )

    def audit(self, entry: Audited) -> None:
        """Record an act. The entry holds pseudonyms only."""
        canonical_json(entry.details)
        self._session.add(
            AuditEntry(
                id=entry.id,
                at=entry.at,
                actor=entry.actor,
                action=entry.action,
                object_kind=entry.object_kind,
                object_id=entry.object_id,
                details=entry.details,
            )
        )
        self._session.flush()

    def audited(self, object_kind: str, object_id: str) -> tuple[Audited, ...]:
        """Return what was done to one thing, in order."""
        found = select(AuditEntry).where(AuditEntry.object_kind == object_kind, AuditEntry.object_id == object_id)
        return tuple(
            Audited(
                id=row.id,
                at=row.at,
                actor=row.actor,
                action=row.action,
                object_kind=row.object_kind,
                object_id=row.object_id,
                details=row.details,
            )
            for row in self._session.scalars(found.order_by(AuditEntry.at, AuditEntry.id))
        )
