"""What every blob store promises."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from fairclaim.store.blobs.address import Address


class BlobStore(Protocol):
    """Bytes by their digest, apart for every tenant. Safe between threads and processes."""

    def put(self, data: bytes, *, tenant: str) -> Address:
        """Store bytes. When this returns they are on the disk, read back, and have the digest of their address.

        Storing the same bytes again changes nothing.

        Raises
        ------
        StoreFullError
            If there is no room; nothing is stored.
        StoreLostError
            If the store does not answer.
        DamagedBlobError
            If it does not give back what was put, even on a second try.
        """
        ...

    def get(self, address: Address, *, tenant: str) -> bytes:
        """Return bytes.

        Raises
        ------
        NotThereError
            If there are none, or they are another tenant's.
        DamagedBlobError
            If they are not what was stored.
        """
        ...

    def has(self, address: Address, *, tenant: str) -> bool:
        """Tell whether there are bytes at an address."""
        ...

    def addresses(self, *, tenant: str, before: datetime) -> Iterator[Address]:
        """Yield the addresses of a tenant's bytes that were stored before a moment, by the clock of the store."""
        ...

    def destroy(self, address: Address, *, tenant: str) -> None:
        """Remove bytes, if they are there. Only an erasure does this, and a sweep of bytes that nothing names."""
        ...
