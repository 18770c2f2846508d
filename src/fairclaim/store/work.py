"""One unit of work of one tenant: everything in it happens, or nothing.

Events, the claim's row, the decision, the deadline and the message that tells of them are written by one commit.
"""

from functools import cached_property

from fairclaim.store.access import Access
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.blobs.sealed_blobs import SealedBlobs
from fairclaim.store.checkpoints import Checkpoints
from fairclaim.store.claim_ledger import ClaimLedger
from fairclaim.store.deadlines import Deadlines
from fairclaim.store.evidence import Evidence
from fairclaim.store.evidence_log import EvidenceLog
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.outbox import Outbox
from fairclaim.store.parcel_ledger import ParcelLedger
from fairclaim.store.persons import Persons
from fairclaim.store.policies import Policies
from fairclaim.store.repetitions import Repetitions
from fairclaim.store.rulings import Rulings
from fairclaim.store.submissions import Submissions
from fairclaim.store.tasks import Tasks
from fairclaim.store.tenant_session import TenantSession
from fairclaim.store.trade import Trade


class Work:
    """What a caller may do within one unit of work.

    Parameters
    ----------
    session : TenantSession
        For queries that no repository offers; it is confined to the tenant.
    ring : KeyRing
        The master keys.
    tenant : str
        Whose work it is.
    """

    def __init__(self, session: TenantSession, *, ring: KeyRing, tenant: str) -> None:
        self.session = session
        self.tenant = tenant
        self._ring = ring

    @cached_property
    def claims(self) -> ClaimLedger:
        """Claims and their events."""
        return ClaimLedger(self.session)

    @cached_property
    def parcels(self) -> ParcelLedger:
        """What happened to parcels."""
        return ParcelLedger(self.session, self.claims)

    @cached_property
    def submissions(self) -> Submissions:
        """What events handed in."""
        return Submissions(self.session, self.persons)

    @cached_property
    def log(self) -> EvidenceLog:
        """The evidence log."""
        return EvidenceLog(self.session, self.submissions)

    @cached_property
    def checkpoints(self) -> Checkpoints:
        """States of the evidence log that were signed."""
        return Checkpoints(self.session)

    def finish(self) -> None:
        """Enter new events in the evidence log; the last thing before a commit, when all that they name is written."""
        if self.claims.head is not None:
            self.session.flush()
            self.log.enter_new(self.claims.head)

    @cached_property
    def persons(self) -> Persons:
        """Persons and their sealed fields."""
        return Persons(self.session, self._ring)

    @cached_property
    def trade(self) -> Trade:
        """Orders and parcels."""
        return Trade(self.session, self._ring, self.persons.keys)

    @cached_property
    def evidence(self) -> Evidence:
        """Exhibits and examinations."""
        return Evidence(self.session, self.persons.keys)

    @cached_property
    def rulings(self) -> Rulings:
        """Decisions and the audit."""
        return Rulings(self.session)

    @cached_property
    def deadlines(self) -> Deadlines:
        """Deadlines, each of which takes effect once."""
        return Deadlines(self.session)

    @cached_property
    def tasks(self) -> Tasks:
        """Tasks of people, and who holds them."""
        return Tasks(self.session)

    @cached_property
    def policies(self) -> Policies:
        """Versions of decision tables."""
        return Policies(self.session)

    @cached_property
    def outbox(self) -> Outbox:
        """Messages to be delivered."""
        return Outbox(self.session)

    @cached_property
    def repetitions(self) -> Repetitions:
        """Requests and messages that were seen before."""
        return Repetitions(self.session)

    @cached_property
    def access(self) -> Access:
        """Accounts."""
        return Access(self.session)

    def rewrap(self, *, limit: int) -> int:
        """Wrap keys of older master keys under the current one.

        Parameters
        ----------
        limit : int
            At most so many of each kind in this unit of work.

        Returns
        -------
        int
            How many were. Once it is zero for every tenant, the older master keys may be retired.
        """
        return self.persons.keys.rewrap(limit=limit) + self.outbox.rewrap(self._ring, limit=limit)

    def sealed(self, blobs: BlobStore) -> SealedBlobs:
        """Return a view of a blob store in which originals are sealed under their senders' keys."""
        return SealedBlobs(blobs, self.persons.keys, self.tenant)
