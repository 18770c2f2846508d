"""Checkpoints of a tenant's evidence log, with what witnesses and time authorities have said of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fairclaim.store.errors import NotThereError
from fairclaim.store.tables.claims import LogHead
from fairclaim.store.tables.evidence_log import LogCheckpoint, LogCosignature, LogToken
from fairclaim.store.tenant_session import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCheckpoint:
    """A checkpoint: ``note`` with the cosignatures under it, tokens and their times by authority."""

    size: int
    note: bytes
    made_at: datetime
    tokens: dict[str, bytes]
    stamped_at: dict[str, datetime]


class Checkpoints:
    """A tenant's checkpoints, within one unit of work."""

    def __init__(self, session: TenantSession) -> None:
        self._session = session

    def newest(self) -> StoredCheckpoint | None:
        """Return the newest; None if there is none yet."""
        found = select(LogCheckpoint).order_by(LogCheckpoint.size.desc()).limit(1)
        return self._whole(self._session.scalars(found).one_or_none())

    def of_size(self, size: int) -> StoredCheckpoint | None:
        """Return the one of some size."""
        return self._whole(self._session.scalars(select(LogCheckpoint).where(LogCheckpoint.size == size)).one_or_none())

    def covering(self, index: int, *, is_stamped: bool = False) -> StoredCheckpoint | None:
        """Return the earliest over an entry, or the earliest of those that an authority has stamped; None if there is none yet."""
        found = select(LogCheckpoint).where(LogCheckpoint.size > index).order_by(LogCheckpoint.size).limit(1)
        if is_stamped:
            found = found.where(LogCheckpoint.size.in_(select(LogToken.size).where(LogToken.size > index)))
        return self._whole(self._session.scalars(found).one_or_none())

    def sizes(self) -> tuple[int, ...]:
        """Return the sizes of all, in order."""
        return tuple(self._session.scalars(select(LogCheckpoint.size).order_by(LogCheckpoint.size)))

    def add(self, size: int, note: bytes, *, at: datetime) -> None:
        """Add a checkpoint.

        Raises
        ------
        AlreadyThereError
            If there is one of this size: a log has one state of each.
        """
        self._session.add(LogCheckpoint(size=size, note=note, made_at=at))
        self._session.flush()

    def add_cosignature(self, size: int, witness: str, line: bytes, *, at: datetime) -> bool:
        """Add a witness's line; False if it has cosigned this checkpoint before."""
        self._lock()
        known = select(LogCosignature).where(LogCosignature.size == size, LogCosignature.witness == witness)
        if self._session.scalars(known).one_or_none() is not None:
            return False
        self._session.add(LogCosignature(size=size, witness=witness, line=line, received_at=at))
        self._session.flush()
        return True

    def add_token(self, size: int, authority: str, reply: bytes, *, at: datetime) -> bool:
        """Add a time token; False if the authority has stamped this checkpoint before."""
        self._lock()
        known = select(LogToken).where(LogToken.size == size, LogToken.authority == authority)
        if self._session.scalars(known).one_or_none() is not None:
            return False
        self._session.add(LogToken(size=size, authority=authority, reply=reply, stamped_at=at))
        self._session.flush()
        return True

    def _lock(self) -> None:
        """Let two who bring the same take turns, so that neither fails."""
        if self._session.scalars(select(LogHead).with_for_update()).one_or_none() is None:
            raise NotThereError(f"tenant {self._session.tenant}")

    def _whole(self, row: LogCheckpoint | None) -> StoredCheckpoint | None:
        if row is None:
            return None
        lines = select(LogCosignature).where(LogCosignature.size == row.size).order_by(LogCosignature.witness)
        found = select(LogToken).where(LogToken.size == row.size).order_by(LogToken.authority)
        tokens = self._session.scalars(found).all()
        return StoredCheckpoint(
            size=row.size,
            note=row.note + b"".join(one.line for one in self._session.scalars(lines)),
            made_at=row.made_at,
            tokens={one.authority: one.reply for one in tokens},
            stamped_at={one.authority: one.stamped_at for one in tokens},
        )
