"""What is left of a person outside of the rows: bytes of photos, unfinished uploads, an index; and an erasure done at once.

The rows are erased by :func:`fairclaim.services.erase_person.erase_person` in one unit of work, which writes a job for the rest. A
worker does the job; who erases from the command line, where none may be running, calls :func:`erase_now`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.erase_person import erase_person
from fairclaim.services.ports.queue import JobKind
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.open_store import Store
from fairclaim.store.tables.machine import Job

Forget = Callable[[str, str], object]
"""Takes tenant and person, and removes what a place beside the store keeps of them; a second time does no harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What an erasure did; ``blobs`` counts the originals that were destroyed by this call."""

    was_erased_before: bool
    blobs: int


def forget_person(
    store: Store,
    blobs: BlobStore,
    tenant: str,
    person: str,
    *,
    now: Callable[[], datetime],
    places: Sequence[Forget] = (),
) -> int:
    """Destroy an erased person's bytes, and what SQLite's log still holds; return how many originals there were.

    Whatever fails leaves the erasure unfinished, to be done again.

    Parameters
    ----------
    places : sequence of callable
        Where else something may lie: unfinished uploads, a photo index.
    """
    with store.read(tenant) as work:
        addresses = work.persons.unfinished_erasures().get(person, ())
    for address in addresses:
        blobs.destroy(address, tenant=tenant)
    for forget in places:
        forget(tenant, person)
    store.run(tenant, lambda work: work.persons.finish_erasure(person, at=now()))
    store.sweep()
    return len(addresses)


def erase_now(
    desk: Desk, store: Store, blobs: BlobStore, who: Caller, person: PersonId, *, places: Sequence[Forget] = ()
) -> Erased:
    """Erase a person, rows and bytes, before this returns. Called again after a crash it does what was left.

    Raises
    ------
    NotFoundError
        If there is no such person.
    OpenClaimsError
        If a claim of theirs is open.
    NotAllowedError
        If the caller may not.
    StoreBusyError
        If somebody reads SQLite at the moment, so that its log could not be emptied; call again.
    """
    is_new = erase_person(desk, who, person)
    count = forget_person(store, blobs, who.tenant, person, now=desk.now, places=places)
    done = update(Job).where(Job.kind == JobKind.FORGET_PHOTOS.value, Job.subject == person, Job.done_at.is_(None))
    store.run(who.tenant, lambda work: work.session.execute(done.values(done_at=desk.now())))
    return Erased(was_erased_before=not is_new, blobs=count)
