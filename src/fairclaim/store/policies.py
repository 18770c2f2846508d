"""Versions of decision tables: drafted, run beside the live one, published by a second person, retired."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from fairclaim.domain.bilingual import Bilingual
from fairclaim.store.canonical import Json, canonical_json
from fairclaim.store.errors import NotThereError, RefusedError
from fairclaim.store.tables.desk import Policy
from fairclaim.store.tenant_session import TenantSession

DRAFT, SHADOW, LIVE, RETIRED = "draft", "shadow", "live", "retired"


class OnePersonError(RefusedError):
    """Whoever wrote a policy cannot be the one who publishes it."""

    code = "one-person"

    def __init__(self) -> None:
        super().__init__(
            Bilingual("策略须由编写者以外的人发布。", "A policy is published by another person than its author.")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPolicy:
    """One version of a decision table; ``digest`` is the SHA-256 of its canonical JSON."""

    name: str
    version: int
    digest: str
    state: str
    model: Json
    authored_by: str
    published_by: str | None
    published_at: datetime | None


class Policies:
    """A tenant's policies, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def draft(self, name: str, *, model: Mapping[str, Any], author: str, at: datetime) -> StoredPolicy:
        """Add a new version as a draft."""
        newest = self._session.scalars(select(func.max(Policy.version)).where(Policy.name == name)).one()
        row = Policy(
            name=name,
            version=(newest or 0) + 1,
            digest=hashlib.sha256(canonical_json(model)).hexdigest(),
            state=DRAFT,
            model=dict(model),
            authored_by=author,
            published_by=None,
            created_at=at,
            published_at=None,
        )
        self._session.add(row)
        self._session.flush()
        return _to_policy(row)

    def shadow(self, name: str, version: int) -> None:
        """Let a draft run beside the live version."""
        row = self._locked(name, version)
        self._expect(row, DRAFT)
        row.state = SHADOW
        self._session.flush()

    def publish(self, name: str, version: int, *, by: str, at: datetime) -> None:
        """Make a version live, and retire the one that was.

        Raises
        ------
        OnePersonError
            If its author publishes it.
        RefusedError
            If it is live or retired.
        """
        row = self._locked(name, version)
        self._expect(row, DRAFT, SHADOW)
        if by == row.authored_by:
            raise OnePersonError
        self._session.execute(update(Policy).where(Policy.name == name, Policy.state == LIVE).values(state=RETIRED))
        row.state, row.published_by, row.published_at = LIVE, by, at
        self._session.flush()

    def live(self, name: str) -> StoredPolicy | None:
        """Return the live version, or None."""
        found = select(Policy).where(Policy.name == name, Policy.state == LIVE)
        row = self._session.scalars(found).one_or_none()
        return None if row is None else _to_policy(row)

    def versions(self, name: str) -> tuple[StoredPolicy, ...]:
        """Return every version in order."""
        found = select(Policy).where(Policy.name == name).order_by(Policy.version)
        rows = self._session.scalars(found)
        return tuple(_to_policy(row) for row in rows)

    def _locked(self, name: str, version: int) -> Policy:
        found = select(Policy).where(Policy.name == name, Policy.version == version)
        row = self._session.scalars(found.with_for_update()).one_or_none()
        if row is None:
            raise NotThereError(f"policy {name} {version}")
        return row

    def _expect(self, row: Policy, *states: str) -> None:
        if row.state not in states:
            raise RefusedError(
                Bilingual(
                    f"策略 {row.name} 第 {row.version} 版处于 {row.state} 状态，不能这样处理。",
                    f"Version {row.version} of policy {row.name} is {row.state}; this cannot be done to it.",
                )
            )


def _to_policy(row: Policy) -> StoredPolicy:
    return StoredPolicy(
        name=row.name,
        version=row.version,
        digest=row.digest,
        state=row.state,
        model=row.model,
        authored_by=row.authored_by,
        published_by=row.published_by,
        published_at=row.published_at,
    )
