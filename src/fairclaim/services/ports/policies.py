"""Versions of the tenant's policies: which there are, and where each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fairclaim.domain.desk.party import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPolicy:
    """One version.

    Parameters
    ----------
    category : str or None
        Whose claims it decides; None for every category without a policy of its own.
    stage : str
        ``draft``, ``shadow``, ``live`` or ``retired``.
    model : mapping
        The table as it was written, as JSON.
    """

    category: str | None
    version: int
    stage: str
    model: Mapping[str, object]
    author: PersonId
    publisher: PersonId | None
    published_at: datetime | None


class PolicyVersions(Protocol):
    """The tenant's versions."""

    def all(self, category: str | None) -> Sequence[KeptPolicy]:
        """Return the versions for a category, in order; nobody else changes them until a unit that writes has ended."""
        ...

    def add(self, category: str | None, model: Mapping[str, object], *, author: PersonId, at: datetime) -> KeptPolicy:
        """Add a version as a draft."""
        ...

    def set_stage(self, policy: KeptPolicy) -> None:
        """Write the stage, publisher and time of a version as they are in the record."""
        ...
