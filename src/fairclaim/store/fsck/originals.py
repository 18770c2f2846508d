"""Every original that a row names: there, and byte for byte what was received."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import select

from fairclaim.store.blobs.address import Address, parse_address
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.fsck.damage import damaged, looking_at
from fairclaim.store.sweep_blobs import blob_columns
from fairclaim.store.tables.claims import Exhibit
from fairclaim.store.work import Work


def named_originals(work: Work) -> list[Address]:
    """Return the addresses that rows of a tenant name, each once, in order."""
    named = {name for column in blob_columns() for name in work.session.scalars(select(column)) if name}
    return [parse_address(name) for name in sorted(named)]


def check_originals(work: Work, blobs: BlobStore) -> Iterator[int]:
    """Read every original anew; yield how many are done.

    Raises
    ------
    DamageError
        At the first that is missing, or was changed.
    """
    exhibits: dict[str, list[Exhibit]] = {}
    for row in work.session.scalars(select(Exhibit).where(Exhibit.blob.is_not(None))):
        exhibits.setdefault(row.blob or "", []).append(row)
    for done, address in enumerate(named_originals(work), start=1):
        with looking_at(f"blob {address}"):
            blobs.get(address, tenant=work.tenant)
        for row in exhibits.get(address, []):
            _check_exhibit(work, blobs, address, row)
        yield done


def _check_exhibit(work: Work, blobs: BlobStore, address: Address, row: Exhibit) -> None:
    where = f"exhibit {row.id} (claim {row.claim})"
    with looking_at(where):
        sealed = work.sealed(blobs)
        data = (
            sealed.get(address, person=row.person, exhibit=row.id)
            if row.is_sealed
            else blobs.get(address, tenant=work.tenant)
        )
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise damaged(where, "原件与收到时不一致", "the original is not what was received")
