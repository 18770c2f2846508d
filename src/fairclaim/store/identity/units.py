"""Units of work of the door: the same transactions as everything else in the store."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from fairclaim.services.ports.claims import Noted
from fairclaim.services.ports.identity import IdentityWork
from fairclaim.store.errors import AlreadyThereError
from fairclaim.store.identity.accounts import Accounts
from fairclaim.store.identity.attempts import Attempts
from fairclaim.store.identity.keys import Keys
from fairclaim.store.identity.passkeys import Passkeys
from fairclaim.store.identity.sessions import Sessions
from fairclaim.store.identity.subjects import Subjects
from fairclaim.store.identity.tickets import Tickets
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.open_store import Store
from fairclaim.store.rulings import Audited, Rulings
from fairclaim.store.work import Work

T = TypeVar("T")
ATTEMPTS = 3


class Audit:
    """The tenant's audit, as the verbs write it."""

    def __init__(self, rulings: Rulings) -> None:
        self._rulings = rulings

    def note(self, entry: Noted) -> None:
        """Add an entry."""
        self._rulings.audit(
            Audited(
                id=entry.id,
                at=entry.at,
                actor=entry.person,
                action=entry.action,
                object_kind=entry.kind,
                object_id=entry.thing,
                details={"role": entry.role, **entry.details},
            )
        )


class StoredIdentity:
    """What the door may touch in one unit of work."""

    def __init__(self, work: Work, ring: KeyRing) -> None:
        self._work = work
        self._ring = ring

    @cached_property
    def accounts(self) -> Accounts:
        """Accounts."""
        return Accounts(self._work.session, self._work.persons, self._work.access)

    @cached_property
    def attempts(self) -> Attempts:
        """Failed attempts."""
        return Attempts(self._work.session, self._ring)

    @cached_property
    def sessions(self) -> Sessions:
        """Sessions."""
        return Sessions(self._work.session)

    @cached_property
    def passkeys(self) -> Passkeys:
        """Passkeys."""
        return Passkeys(self._work.session)

    @cached_property
    def subjects(self) -> Subjects:
        """Subjects of identity providers."""
        return Subjects(self._work.session, self._ring)

    @cached_property
    def tickets(self) -> Tickets:
        """Tickets."""
        return Tickets(self._work.session)

    @cached_property
    def keys(self) -> Keys:
        """API keys."""
        return Keys(self._work.session)

    @cached_property
    def audit(self) -> Audit:
        """Who did what."""
        return Audit(self._work.rulings)


class StoredIdentities:
    """Where the door's units of work come from.

    Parameters
    ----------
    store : Store
        An open store.
    ring : KeyRing
        The master keys of that store.
    """

    def __init__(self, store: Store, ring: KeyRing) -> None:
        self._store = store
        self._ring = ring

    def knows(self, tenant: str) -> bool:
        """Tell whether there is such a tenant that is not closed."""
        return tenant in self._store.tenants()

    def write(self, tenant: str, act: Callable[[IdentityWork], T]) -> T:
        """Run an act in one transaction of a tenant, again while the database is busy.

        Where somebody else has written a row of the same name meanwhile (a login), the act is done again and sees it.
        """
        for attempt in range(ATTEMPTS):
            try:
                return self._store.run(tenant, lambda work: act(StoredIdentity(work, self._ring)))
            except AlreadyThereError:
                if attempt + 1 == ATTEMPTS:
                    raise
        raise AssertionError  # pragma: no cover  (the loop returns or raises)

    def read(self, tenant: str, act: Callable[[IdentityWork], T]) -> T:
        """Run an act that only looks."""
        with self._store.read(tenant) as work:
            return act(StoredIdentity(work, self._ring))
