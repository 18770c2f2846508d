"""One random key per person, kept wrapped beside the person. Without it nothing of that person can be read."""

import secrets
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import load_only

from fairclaim.store.errors import ErasedError, NotThereError
from fairclaim.store.keys.key_ring import KEY_BYTES, KeyRing, Wrapped
from fairclaim.store.tables.parties import Person, PersonKey
from fairclaim.store.tenant_session import TenantSession, standing

_KEY = standing(select(PersonKey).where(PersonKey.person == bindparam("person")))


class PersonKeys:
    """The keys of a tenant's persons, within one unit of work."""

    def __init__(self, session: TenantSession, ring: KeyRing) -> None:
        self._session = session
        self._ring = ring
        self._opened: dict[str, bytes] = {}

    def create(self, person: str, *, at: datetime) -> None:
        """Give a new person a key."""
        wrapped = self._ring.wrap(secrets.token_bytes(KEY_BYTES))
        self._session.add(PersonKey(person=person, master_version=wrapped.version, wrapped=wrapped.data, created_at=at))

    def open(self, person: str) -> bytes:
        """Return a person's key, 32 bytes.

        Raises
        ------
        ErasedError
            If it was destroyed.
        NotThereError
            If there is no such person.
        """
        opened = self._opened.get(person)
        if opened is not None:
            return opened
        row = self._session.scalars(_KEY, {"person": person}).one_or_none()
        if row is not None:
            key = self._opened[person] = self._ring.unwrap(Wrapped(row.master_version, row.wrapped))
            return key
        known = self._session.scalars(
            select(Person).options(load_only(Person.id)).where(Person.id == person)
        ).one_or_none()
        if known is None:
            raise NotThereError(f"person {person}")
        raise ErasedError(person)

    def destroy(self, person: str) -> None:
        """Delete the key, for ever."""
        self._opened.pop(person, None)
        self._session.execute(delete(PersonKey).where(PersonKey.person == person))

    def rewrap(self, *, limit: int) -> int:
        """Wrap keys of older master keys under the current one.

        Parameters
        ----------
        limit : int
            At most so many in this unit of work.

        Returns
        -------
        int
            How many were.
        """
        current = self._ring.current_version
        old = self._session.scalars(
            select(PersonKey)
            .where(PersonKey.master_version != current)
            .order_by(PersonKey.person)
            .limit(limit)
            .with_for_update()
        ).all()
        for row in old:
            wrapped = self._ring.wrap(self._ring.unwrap(Wrapped(row.master_version, row.wrapped)))
            row.master_version, row.wrapped = wrapped.version, wrapped.data
        return len(old)
