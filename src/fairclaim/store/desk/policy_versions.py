"""Versions of policies in the store; see ``services.ports.policies.PolicyVersions``."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.policies import KeptPolicy
from fairclaim.store.errors import NotThereError
from fairclaim.store.policies import StoredPolicy
from fairclaim.store.tables.desk import Policy
from fairclaim.store.work import Work

FOR_ALL = "all"
"""Name of a tenant's policy for categories that have none of their own."""


class StoredPolicyVersions:
    """A tenant's versions, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self, category: str | None) -> Sequence[KeptPolicy]:
        """Return the versions for a category."""
        return [_to_kept(one) for one in self._work.policies.versions(category or FOR_ALL)]

    def add(self, category: str | None, model: Mapping[str, object], *, author: PersonId, at: datetime) -> KeptPolicy:
        """Add a draft."""
        return _to_kept(self._work.policies.draft(category or FOR_ALL, model=model, author=author, at=at))

    def set_stage(self, policy: KeptPolicy) -> None:
        """Write where a version stands."""
        name = policy.category or FOR_ALL
        found = select(Policy).where(Policy.name == name, Policy.version == policy.version).with_for_update()
        row = self._work.session.scalars(found).one_or_none()
        if row is None:
            raise NotThereError(f"policy {name} {policy.version}")
        row.state, row.published_by, row.published_at = policy.stage, policy.publisher, policy.published_at
        self._work.session.flush()


def _to_kept(stored: StoredPolicy) -> KeptPolicy:
    return KeptPolicy(
        category=None if stored.name == FOR_ALL else stored.name,
        version=stored.version,
        stage=stored.state,
        model=stored.model,
        author=PersonId(stored.authored_by),
        publisher=None if stored.published_by is None else PersonId(stored.published_by),
        published_at=stored.published_at,
    )
