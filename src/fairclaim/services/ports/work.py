"""One unit of work of one tenant: everything in it happens, or nothing."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from fairclaim.services.ports.captures import Captures
from fairclaim.services.ports.claims import AuditTrail, Claims, Decisions, EventLog
from fairclaim.services.ports.consents import Consents
from fairclaim.services.ports.endpoints import Endpoints
from fairclaim.services.ports.evidence import Blobs, Examinations, Exhibits
from fairclaim.services.ports.lists import Lists
from fairclaim.services.ports.measures import Letters, Measures
from fairclaim.services.ports.own_data import OwnData
from fairclaim.services.ports.people import History, Orders, People, Standing
from fairclaim.services.ports.photo_search import Prints
from fairclaim.services.ports.policies import PolicyVersions
from fairclaim.services.ports.proofs import Proofs
from fairclaim.services.ports.queue import Deadlines, Jobs, Tasks
from fairclaim.services.ports.routing import Policies
from fairclaim.services.ports.second_looks import SecondLooks
from fairclaim.services.ports.trade import Packing, Registry, Shelf
from fairclaim.services.ports.traffic import Outbox, Repetitions

T = TypeVar("T")


class Work(Protocol):
    """What a verb may touch. Only :attr:`blobs` keeps something when the rest is rolled back: bytes that nothing names."""

    @property
    def claims(self) -> Claims:
        """Claims and their events."""
        ...

    @property
    def log(self) -> EventLog:
        """The tenant's log."""
        ...

    @property
    def proofs(self) -> Proofs:
        """The evidence log."""
        ...

    @property
    def decisions(self) -> Decisions:
        """Decisions."""
        ...

    @property
    def audit(self) -> AuditTrail:
        """Who did what."""
        ...

    @property
    def blobs(self) -> Blobs:
        """Original bytes."""
        ...

    @property
    def exhibits(self) -> Exhibits:
        """Files of claims."""
        ...

    @property
    def examinations(self) -> Examinations:
        """Results."""
        ...

    @property
    def prints(self) -> Prints:
        """What photos are found by."""
        ...

    @property
    def people(self) -> People:
        """Persons."""
        ...

    @property
    def own_data(self) -> OwnData:
        """What is held about persons."""
        ...

    @property
    def standing(self) -> Standing:
        """What buyers' history amounts to."""
        ...

    @property
    def measures(self) -> Measures:
        """Measures on accounts."""
        ...

    @property
    def letters(self) -> Letters:
        """What was sent when."""
        ...

    @property
    def consents(self) -> Consents:
        """Consents to have a standing stated elsewhere."""
        ...

    @property
    def orders(self) -> Orders:
        """What was bought."""
        ...

    @property
    def registry(self) -> Registry:
        """Orders as the tenant's systems tell them."""
        ...

    @property
    def shelf(self) -> Shelf:
        """Listings and their pictures."""
        ...

    @property
    def packing(self) -> Packing:
        """Parcels and files of their packing."""
        ...

    @property
    def captures(self) -> Captures:
        """Codes of live captures."""
        ...

    @property
    def lists(self) -> Lists:
        """Claims and tasks in a stable order."""
        ...

    @property
    def policy_versions(self) -> PolicyVersions:
        """Versions of the tenant's policies."""
        ...

    @property
    def endpoints(self) -> Endpoints:
        """Where the tenant wants to be told."""
        ...

    @property
    def history(self) -> History:
        """Claims of an earlier system."""
        ...

    @property
    def tasks(self) -> Tasks:
        """Judgements that are waited for."""
        ...

    @property
    def second_looks(self) -> SecondLooks:
        """Copies of claims that are judged again."""
        ...

    @property
    def deadlines(self) -> Deadlines:
        """Deadlines."""
        ...

    @property
    def jobs(self) -> Jobs:
        """Work of the machine."""
        ...

    @property
    def policies(self) -> Policies:
        """Policies in force."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Messages."""
        ...

    @property
    def repetitions(self) -> Repetitions:
        """Requests seen before."""
        ...


class Units(Protocol):
    """Where units of work come from."""

    def write(self, tenant: str, act: Callable[[Work], T]) -> T:
        """Run an act in one transaction of a tenant, and commit. Whatever it raises rolls everything back."""
        ...

    def read(self, tenant: str, act: Callable[[Work], T]) -> T:
        """Run an act that only looks."""
        ...
