"""Bytes that nothing names: a file that was refused after it was stored, a crash between. The operator sweeps them now and then."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.open_store import Store
from fairclaim.store.tables.parties import Erasure
from fairclaim.store.tables.row import NAMES_BLOB, Row

YOUNGEST = timedelta(hours=1)
"""Younger bytes may be named in a moment: whoever stored them has not written the row yet."""


def sweep_blobs(
    store: Store, blobs: BlobStore, *, tenant: str, now: datetime, age: timedelta = timedelta(days=1)
) -> int:
    """Remove a tenant's bytes that no row names and that are old enough; return how many were.

    Parameters
    ----------
    age : timedelta
        How old they must be, an hour at least.

    Raises
    ------
    UsageError
        If ``age`` is shorter.
    """
    if age < YOUNGEST:
        raise UsageError(
            Bilingual(
                "清理的文件至少须存放一小时：更新的可能正要登记。",
                "Bytes to be swept are an hour old at least: younger ones may be named in a moment.",
            )
        )
    old = set(blobs.addresses(tenant=tenant, before=now - age))
    with store.read(tenant) as work:
        # The rows are read after the list, so that what was named meanwhile is among them.
        named = {name for column in blob_columns() for name in work.session.scalars(select(column)) if name}
        named |= {name for names in work.session.scalars(select(Erasure.blobs)) for name in names}
    for address in old - named:
        blobs.destroy(address, tenant=tenant)
    return len(old - named)


def blob_columns() -> Iterator[Any]:
    """Yield the columns that hold addresses; a table with one more marks it by ``info={NAMES_BLOB: True}``."""
    for mapper in Row.registry.mappers:
        for column in mapper.columns:
            if NAMES_BLOB in column.info:
                yield getattr(mapper.class_, mapper.get_property_by_column(column).key)
