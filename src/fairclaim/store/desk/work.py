"""One unit of work as the verbs see it; see :class:`fairclaim.services.ports.work.Work`. A new port is one more property here."""

from dataclasses import dataclass
from functools import cached_property

from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.desk.captures import StoredCaptures
from fairclaim.store.desk.claims import DeskAudit, DeskClaims, DeskDecisions, DeskLog
from fairclaim.store.desk.consents import StoredConsents
from fairclaim.store.desk.endpoints import StoredEndpoints
from fairclaim.store.desk.evidence import DeskBlobs, DeskExaminations, DeskExhibits
from fairclaim.store.desk.lists import StoredLists
from fairclaim.store.desk.measures import StoredLetters, StoredMeasures
from fairclaim.store.desk.own_data import StoredOwnData
from fairclaim.store.desk.packing import StoredPacking
from fairclaim.store.desk.people import DeskHistory, DeskOrders, DeskPeople
from fairclaim.store.desk.policy_versions import StoredPolicyVersions
from fairclaim.store.desk.prints import StoredPrints
from fairclaim.store.desk.proofs import StoredProofs
from fairclaim.store.desk.queue import DeskDeadlines, DeskJobs, DeskTasks
from fairclaim.store.desk.registry import StoredRegistry
from fairclaim.store.desk.routing import Deciders, DeskPolicies
from fairclaim.store.desk.second_looks import StoredSecondLooks
from fairclaim.store.desk.shelf import StoredShelf
from fairclaim.store.desk.standing import DeskStanding
from fairclaim.store.desk.traffic import DeskOutbox, DeskRepetitions
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What units of work use besides rows; shared by all of them."""

    blobs: BlobStore
    deciders: Deciders
    ring: KeyRing


class DeskWork:
    """A unit of work of the store, port by port.

    Parameters
    ----------
    rows : Work
        The store's own unit of work.
    """

    def __init__(self, rows: Work, beside: Beside) -> None:
        self._rows = rows
        self._beside = beside

    @cached_property
    def claims(self) -> DeskClaims:
        """Claims and their events."""
        return DeskClaims(self._rows)

    @cached_property
    def log(self) -> DeskLog:
        """The tenant's log."""
        return DeskLog(self._rows)

    @cached_property
    def proofs(self) -> StoredProofs:
        """The evidence log."""
        return StoredProofs(self._rows)

    @cached_property
    def decisions(self) -> DeskDecisions:
        """Decisions."""
        return DeskDecisions(self._rows)

    @cached_property
    def audit(self) -> DeskAudit:
        """Who did what."""
        return DeskAudit(self._rows)

    @cached_property
    def blobs(self) -> DeskBlobs:
        """Original bytes."""
        return DeskBlobs(self._rows, self._beside.blobs)

    @cached_property
    def exhibits(self) -> DeskExhibits:
        """Files of claims."""
        return DeskExhibits(self._rows)

    @cached_property
    def examinations(self) -> DeskExaminations:
        """Results."""
        return DeskExaminations(self._rows)

    @cached_property
    def prints(self) -> StoredPrints:
        """What photos are found by."""
        return StoredPrints(self._rows)

    @cached_property
    def people(self) -> DeskPeople:
        """Persons."""
        return DeskPeople(self._rows)

    @cached_property
    def own_data(self) -> StoredOwnData:
        """What is held about persons."""
        return StoredOwnData(self._rows)

    @cached_property
    def standing(self) -> DeskStanding:
        """What buyers' history amounts to."""
        return DeskStanding(self._rows, self._beside.ring)

    @cached_property
    def measures(self) -> StoredMeasures:
        """Measures on accounts."""
        return StoredMeasures(self._rows)

    @cached_property
    def letters(self) -> StoredLetters:
        """What was sent when."""
        return StoredLetters(self._rows)

    @cached_property
    def consents(self) -> StoredConsents:
        """Consents to have a standing stated elsewhere."""
        return StoredConsents(self._rows)

    @cached_property
    def orders(self) -> DeskOrders:
        """What was bought."""
        return DeskOrders(self._rows)

    @cached_property
    def registry(self) -> StoredRegistry:
        """Orders as the tenant's systems tell them."""
        return StoredRegistry(self._rows)

    @cached_property
    def shelf(self) -> StoredShelf:
        """Listings and their pictures."""
        return StoredShelf(self._rows, self._beside.blobs)

    @cached_property
    def packing(self) -> StoredPacking:
        """Parcels and files of their packing."""
        return StoredPacking(self._rows)

    @cached_property
    def captures(self) -> StoredCaptures:
        """Codes of live captures."""
        return StoredCaptures(self._rows)

    @cached_property
    def lists(self) -> StoredLists:
        """Claims and tasks in a stable order."""
        return StoredLists(self._rows)

    @cached_property
    def endpoints(self) -> StoredEndpoints:
        """Where the tenant wants to be told."""
        return StoredEndpoints(self._rows, self._beside.ring)

    @cached_property
    def history(self) -> DeskHistory:
        """Claims of an earlier system."""
        return DeskHistory(self._rows)

    @cached_property
    def tasks(self) -> DeskTasks:
        """Judgements that are waited for."""
        return DeskTasks(self._rows)

    @cached_property
    def second_looks(self) -> StoredSecondLooks:
        """Copies of claims that are judged again."""
        return StoredSecondLooks(self._rows)

    @cached_property
    def deadlines(self) -> DeskDeadlines:
        """Deadlines."""
        return DeskDeadlines(self._rows)

    @cached_property
    def jobs(self) -> DeskJobs:
        """Work of the machine."""
        return DeskJobs(self._rows)

    @cached_property
    def policies(self) -> DeskPolicies:
        """Policies in force."""
        return DeskPolicies(self._rows, self._beside.deciders)

    @cached_property
    def policy_versions(self) -> StoredPolicyVersions:
        """Drafts of policies and what became of them."""
        return StoredPolicyVersions(self._rows)

    @cached_property
    def outbox(self) -> DeskOutbox:
        """Messages."""
        return DeskOutbox(self._rows)

    @cached_property
    def repetitions(self) -> DeskRepetitions:
        """Requests seen before."""
        return DeskRepetitions(self._rows)
