"""All checks of all tenants, one behind the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.fsck.entries import check_entries, check_histories
from fairclaim.store.fsck.originals import check_originals, named_originals
from fairclaim.store.fsck.outside import Outsiders, check_checkpoints
from fairclaim.store.fsck.tree import check_tree
from fairclaim.store.open_store import Store
from fairclaim.store.tables.claims import Claim
from fairclaim.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far it is.

    Parameters
    ----------
    part : str
        ``originals``, ``histories``, ``tree``, ``entries`` or ``checkpoints``.
    unchecked : int
        Signatures that nobody here has a key for.
    """

    tenant: str
    part: str
    done: int
    total: int
    unchecked: int = 0


def check_store(store: Store, blobs: BlobStore, outsiders: Outsiders) -> Iterator[Step]:
    """Check everything; yield how far it is.

    Raises
    ------
    DamageError
        At the first damaged thing.
    """
    for tenant in store.tenants():
        with store.read(tenant) as work:
            yield from _check_tenant(work, blobs, outsiders)


def _check_tenant(work: Work, blobs: BlobStore, outsiders: Outsiders) -> Iterator[Step]:
    def step(part: str, done: int, total: int, unchecked: int = 0) -> Step:
        return Step(tenant=work.tenant, part=part, done=done, total=total, unchecked=unchecked)

    claims = work.session.scalar(select(func.count()).select_from(Claim)) or 0
    for done in check_histories(work):
        yield step("histories", done, claims)
    sizes, size, roots = work.checkpoints.sizes(), work.log.size, dict[int, bytes]()
    for done, known in check_tree(work, sizes=sizes):
        roots = known
        yield step("tree", done, size)
    for done in check_entries(work):
        yield step("entries", done, size)
    unchecked = check_checkpoints(work, outsiders, roots)
    yield step("checkpoints", len(sizes), len(sizes), unchecked)
    total = len(named_originals(work))
    for done in check_originals(work, blobs):
        yield step("originals", done, total)
