"""The desk's jobs, each done by the verb for it. A row of ``jobs`` is done once its verb has returned."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Select, select, update

from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.runtime.erase import Forget, forget_person
from fairclaim.runtime.errands import Errand, Kind
from fairclaim.runtime.errors import INTERRUPTED
from fairclaim.runtime.webhooks.deliver import Courier, TryAgain
from fairclaim.services.caller import Caller, Role
from fairclaim.services.carry_out import carry_out
from fairclaim.services.desk import Desk
from fairclaim.services.examine_claim import examine_claim, route_unexamined
from fairclaim.services.hold_account import end_measures
from fairclaim.services.look_again import look_again
from fairclaim.services.ports.proofs import Authority
from fairclaim.services.ports.queue import Due, JobKind
from fairclaim.services.run_deadline import run_deadline
from fairclaim.services.see_standing import count_standing
from fairclaim.services.sign_checkpoint import sign_log
from fairclaim.services.stamp_checkpoint import stamp_log
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.desk.evidence import WHOLE, short
from fairclaim.store.errors import StoreBusyError, StoreFullError, StoreLostError
from fairclaim.store.open_store import Store
from fairclaim.store.tables.claims import Claim, Examination, Exhibit
from fairclaim.store.tables.desk import Deadline
from fairclaim.store.tables.machine import Job
from fairclaim.store.work import Work

KINDS: Final = {
    JobKind.EXAMINE: Kind.EXAMINE,
    JobKind.CARRY_OUT: Kind.CARRY_OUT,
    JobKind.SECOND_LOOK: Kind.SECOND_LOOK,
    JobKind.FORGET_PHOTOS: Kind.FORGET_PHOTOS,
}
NOT_COUNTED: Final = frozenset({StoreBusyError.code, StoreFullError.code, StoreLostError.code, INTERRUPTED})
FAILURES_BEFORE_PEOPLE: Final = 3
"""After so many failed errands of an examination (each tried several times) the claim goes on unexamined."""


class DeskHandlers:
    """See :class:`~fairclaim.runtime.errands.Handlers`.

    Parameters
    ----------
    courier : Courier
        Delivers messages.
    worker : str
        Name under which the machine acts in the record.
    places : sequence of callable
        Where something of a person may lie besides; see :mod:`fairclaim.runtime.erase`.
    authorities : sequence of Authority
        Who stamps the evidence log.
    """

    def __init__(
        self,
        desk: Desk,
        store: Store,
        blobs: BlobStore,
        *,
        courier: Courier,
        worker: str,
        places: Sequence[Forget] = (),
        authorities: Sequence[Authority] = (),
    ) -> None:
        self._authorities = authorities
        self._places = places
        self._desk = desk
        self._store = store
        self._blobs = blobs
        self._courier = courier
        self._worker = worker

    def examine(self, tenant: str, claim: str) -> None:
        """See :class:`~fairclaim.runtime.errands.Handlers`."""
        self._do(
            tenant, JobKind.EXAMINE, claim, lambda: examine_claim(self._desk, self._machine(tenant), ClaimId(claim))
        )

    def fire_deadline(self, tenant: str, claim: str, number: int) -> None:
        """See :class:`~fairclaim.runtime.errands.Handlers`."""
        due = self._due(tenant, claim, number)
        if due is not None:
            run_deadline(self._desk, self._machine(tenant), due)

    def deliver(self, tenant: str, message: str) -> TryAgain | None:
        """See :class:`~fairclaim.runtime.errands.Handlers`."""
        return self._courier.deliver(tenant, message)

    def carry_out(self, tenant: str, claim: str) -> None:
        """See :class:`~fairclaim.runtime.errands.Handlers`."""
        self._do(tenant, JobKind.CARRY_OUT, claim, lambda: carry_out(self._desk, self._machine(tenant), ClaimId(claim)))

    def second_look(self, tenant: str, claim: str) -> None:
        """See :class:`~fairclaim.runtime.errands.Handlers`."""
        self._do(
            tenant, JobKind.SECOND_LOOK, claim, lambda: look_again(self._desk, self._machine(tenant), ClaimId(claim))
        )

    def forget_photos(self, tenant: str, person: str) -> None:
        """See :class:`~fairclaim.runtime.errands.Handlers`."""

        def act() -> int:
            return forget_person(self._store, self._blobs, tenant, person, now=self._desk.now, places=self._places)

        self._do(tenant, JobKind.FORGET_PHOTOS, person, act)

    def night(self, tenant: str) -> None:
        """See :class:`~fairclaim.runtime.errands.Handlers`. The count comes last: it is what tells that the night is done."""
        end_measures(self._desk, self._machine(tenant))
        count_standing(self._desk, self._machine(tenant))

    def reexamine(self, tenant: str, claim: str, version: str) -> None:
        """Examine with a new version; an old examiner leaves it to a worker that has the version."""
        if version == self._desk.examiner.version:
            examine_claim(self._desk, self._machine(tenant), ClaimId(claim))

    def to_reexamine(self, tenant: str, version: str, *, after: str, limit: int) -> Sequence[str]:
        """See :class:`~fairclaim.runtime.errands.Handlers`; only claims that have something to examine."""
        with self._store.read(tenant) as work:
            return work.session.scalars(_unexamined(version, after).limit(limit)).all()

    def sign_log(self, tenant: str) -> None:
        """See :class:`~fairclaim.runtime.errands.Handlers`."""
        sign_log(self._desk, tenant)
        stamp_log(self._desk, tenant, self._authorities)

    def note_failure(self, errand: Errand, failure: str) -> None:
        """Count a failure. An examination that keeps failing holds nobody up: people look instead.

        A store that is full, busy or away for a while says nothing about the photos, nor does a failure whose cause was lost;
        such failures are named and not counted.
        """
        kind = next((ours for ours, theirs in KINDS.items() if theirs is errand.kind), None)
        if kind is None:
            return
        subject = errand.subject[0]

        def act(work: Work) -> int:
            rows = work.session.scalars(_waiting(kind, subject).with_for_update()).all()
            for row in rows:
                row.failures, row.last_failure = row.failures + (failure not in NOT_COUNTED), failure[:64]
            return max((row.failures for row in rows), default=0)

        failures = self._store.run(errand.tenant, act)
        if kind is JobKind.EXAMINE and failures >= FAILURES_BEFORE_PEOPLE:
            self._do(
                errand.tenant,
                kind,
                subject,
                lambda: route_unexamined(self._desk, self._machine(errand.tenant), ClaimId(subject)),
            )

    def _due(self, tenant: str, claim: str, number: int) -> Due | None:
        found = select(Deadline).where(
            Deadline.claim == claim, Deadline.number == number, Deadline.superseded_at.is_(None)
        )
        with self._store.read(tenant) as work:
            row = work.session.scalars(found).one_or_none()
            if row is None:
                return None
            return Due(claim=ClaimId(claim), number=number, clock=row.clock, purpose=row.purpose, due_at=row.due_at)

    def _do(self, tenant: str, kind: JobKind, subject: str, act: Callable[[], object]) -> None:
        """Act, and close the jobs that asked for it before it began; one that came in between stays."""
        began = self._desk.now()
        with self._store.read(tenant) as work:
            keys = [row.key for row in work.session.scalars(_waiting(kind, subject)) if row.start_at <= began]
        act()
        if keys:
            at = self._desk.now()
            done = update(Job).where(Job.key.in_(keys)).values(done_at=at)
            self._store.run(tenant, lambda work: work.session.execute(done))

    def _machine(self, tenant: str) -> Caller:
        return Caller(tenant=tenant, person=PersonId(self._worker), roles=frozenset({Role.MACHINE}))


def due_jobs(work: Work, tenant: str, before: datetime, limit: int) -> list[Errand]:
    """Return the errands of jobs that are to be done before a moment; a source of ``StoreBacklog``."""
    found = (
        select(Job).where(Job.done_at.is_(None), Job.start_at <= before).order_by(Job.start_at, Job.key).limit(limit)
    )
    return [
        Errand(kind=KINDS[JobKind(row.kind)], tenant=tenant, subject=(row.subject,), key=row.key, due_at=row.start_at)
        for row in work.session.scalars(found)
    ]


def _waiting(kind: JobKind, subject: str) -> Select[Job]:
    return select(Job).where(Job.kind == kind.value, Job.subject == subject, Job.done_at.is_(None))


def _unexamined(version: str, after: str) -> Select[str]:
    seen = select(Examination.claim).where(Examination.check_name == WHOLE, Examination.check_version == short(version))
    shown = select(Exhibit.claim).where(Exhibit.blob.is_not(None))
    return select(Claim.id).where(Claim.id > after, Claim.id.in_(shown), Claim.id.not_in(seen)).order_by(Claim.id)
