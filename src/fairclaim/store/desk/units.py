"""Units of work of the desk on the store, with the store's refusals in the words of the verbs."""

from collections.abc import Callable
from typing import TypeVar

from fairclaim.services.errors import StaleClaimError
from fairclaim.services.ports.work import Work
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.desk.routing import Deciders
from fairclaim.store.desk.work import Beside, DeskWork
from fairclaim.store.errors import AlreadyThereError, StaleVersionError
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.open_store import Store

T = TypeVar("T")
ATTEMPTS = 3


class StoreUnits:
    """See :class:`~fairclaim.services.ports.work.Units`.

    Parameters
    ----------
    store : Store
        Rows.
    blobs : BlobStore
        Original bytes.
    ring : KeyRing
        Wraps the secrets of endpoints.
    """

    def __init__(self, store: Store, blobs: BlobStore, *, ring: KeyRing, deciders: Deciders | None = None) -> None:
        self._store = store
        self._beside = Beside(blobs=blobs, ring=ring, deciders=deciders or Deciders())

    def write(self, tenant: str, act: Callable[[Work], T]) -> T:
        """Run an act in one transaction of a tenant, and commit. Whatever it raises rolls everything back.

        Where somebody else has written a row of the same name meanwhile, the act is done again and sees it.
        """
        for attempt in range(ATTEMPTS):
            try:
                return self._store.run(tenant, lambda rows: act(DeskWork(rows, self._beside)))
            except StaleVersionError as exc:
                raise StaleClaimError(exc.claim) from exc
            except AlreadyThereError:
                if attempt + 1 == ATTEMPTS:
                    raise
        raise AssertionError  # pragma: no cover  (the loop returns or raises)

    def read(self, tenant: str, act: Callable[[Work], T]) -> T:
        """Run an act that only looks."""
        with self._store.read(tenant) as rows:
            return act(DeskWork(rows, self._beside))
