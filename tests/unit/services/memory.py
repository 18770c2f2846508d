"""A store in memory with the shapes of the ports: one transaction at a time sees a copy, and all of it counts or none.

Values are frozen, so that copying the containers is a snapshot. ``trap`` is called on every call of a port, and before and after
each commit; a test lets it raise at the k-th to see what a crash leaves behind.
"""

import hashlib
from collections import Counter as CountOf
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from fairclaim.credit.history import LinkKind, PersonHistory
from fairclaim.credit.measure import Measure
from fairclaim.credit.pattern import Pattern
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Decision
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.history import replay
from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import ClaimId, PersonId, TextId
from fairclaim.domain.desk.second_look import SecondLook
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.services.errors import OtherRequestError, StaleClaimError
from fairclaim.services.ports.claims import Logged, Noted, Sought
from fairclaim.services.ports.consents import Consent, IssuedStatement
from fairclaim.services.ports.endpoints import Delivery, Endpoint
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.lists import Among, OpenTask
from fairclaim.services.ports.measures import SentLetter
from fairclaim.services.ports.own_data import Correction, Held
from fairclaim.services.ports.people import Counts, KeptCount, KnownOrder, PastClaim, Tie
from fairclaim.services.ports.photo_search import KeptPrint
from fairclaim.services.ports.proofs import KeptCheckpoint
from fairclaim.services.ports.queue import Due, JobKind, Lease
from fairclaim.services.ports.routing import Advice, Advised, Compared, RouteFacts
from fairclaim.services.ports.traffic import Message
from fairclaim.services.ports.work import Work
from unit.services.memory_proofs import MemoryProofs
from unit.services.memory_trade import Things, TradeInMemory

T = TypeVar("T")
KEYS_LAST = timedelta(hours=24)


class CrashError(Exception):
    """The process ends here."""


@dataclass
class Trap:
    """Counts calls of ports and crashes at one of them."""

    at: int | None = None
    count: int = 0

    def __call__(self) -> None:
        self.count += 1
        if self.at is not None and self.count == self.at:
            raise CrashError


@dataclass(frozen=True)
class Task:
    claim: ClaimId
    queue: str
    due_at: datetime
    lease: Lease | None = None
    is_held: bool = False
    is_done: bool = False
    number: int = 0
    lane: str = "standard"
    priority: int = 0


@dataclass(frozen=True)
class DeadlineRow:
    due: Due
    is_superseded: bool = False
    fired_at: datetime | None = None


@dataclass
class Rows:
    """Everything of one tenant."""

    claims: dict[ClaimId, Claim] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    checkpoints: dict[int, KeptCheckpoint] = field(default_factory=dict)
    decisions: dict[tuple[ClaimId, int], Decision] = field(default_factory=dict)
    audit: list[Noted] = field(default_factory=list)
    exhibits: list[KeptExhibit] = field(default_factory=list)
    examinations: dict[tuple[str, str], Mapping[str, object]] = field(default_factory=dict)
    maps: dict[tuple[str, str], Mapping[int, bytes]] = field(default_factory=dict)
    prints: dict[ExhibitId, KeptPrint] = field(default_factory=dict)
    ties: dict[PersonId, frozenset[PersonId]] = field(default_factory=dict)
    declared_ties: dict[tuple[PersonId, PersonId], Tie] = field(default_factory=dict)
    texts: dict[TextId, tuple[PersonId, str]] = field(default_factory=dict)
    erased: set[PersonId] = field(default_factory=set)
    fields: dict[PersonId, dict[str, str]] = field(default_factory=dict)
    logins: dict[PersonId, str] = field(default_factory=dict)
    corrections: dict[str, Correction] = field(default_factory=dict)
    counts: dict[PersonId, Counts] = field(default_factory=dict)
    histories: dict[PersonId, PersonHistory] = field(default_factory=dict)
    links: dict[tuple[PersonId, LinkKind, str], datetime] = field(default_factory=dict)
    set_aside: dict[tuple[PersonId, Pattern], datetime] = field(default_factory=dict)
    counted: dict[date, KeptCount] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    letters: list[SentLetter] = field(default_factory=list)
    consents: dict[str, Consent] = field(default_factory=dict)
    statements: list[IssuedStatement] = field(default_factory=list)
    orders: dict[str, KnownOrder] = field(default_factory=dict)
    history: dict[str, PastClaim] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    lanes: dict[ClaimId, tuple[str, int]] = field(default_factory=dict)
    skips: list[tuple[PersonId, ClaimId, str]] = field(default_factory=list)
    deadlines: dict[tuple[ClaimId, int], DeadlineRow] = field(default_factory=dict)
    second_looks: dict[ClaimId, SecondLook] = field(default_factory=dict)
    jobs: dict[str, tuple[JobKind, str, datetime]] = field(default_factory=dict)
    differences: dict[tuple[str, str], tuple[Advice, Advice]] = field(default_factory=dict)
    compared: dict[tuple[str, str], Compared] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    things: Things = field(default_factory=Things)
    keys: dict[tuple[str, str], tuple[str, datetime, Mapping[str, object] | None]] = field(default_factory=dict)

    def copy(self) -> "Rows":
        copied = {one.name: _copy(getattr(self, one.name)) for one in fields(self)}
        return Rows(**copied)


def _copy(value: object) -> Any:
    return value.copy() if isinstance(value, Things) else type(value)(value)  # type: ignore[call-arg]  # containers copy themselves so


Policy = Callable[[RouteFacts], Advice]


@dataclass
class Memory:
    """Units of work over rows in memory; blobs are shared by all and written once."""

    now: Callable[[], datetime]
    live: Policy
    shadow: Policy | None = None
    trap: Trap = field(default_factory=Trap)
    tenants: dict[str, Rows] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    meanwhile: Callable[[], object] | None = None
    """Runs once, before the next commit: what another worker does."""

    def rows(self, tenant: str) -> Rows:
        return self.tenants.setdefault(tenant, Rows())

    def write(self, tenant: str, act: Callable[[Work], T]) -> T:
        base = self.rows(tenant)
        copy = base.copy()
        result = act(MemoryWork(self, copy))
        other, self.meanwhile = self.meanwhile, None
        if other is not None:
            other()
        self.trap()
        if self.tenants[tenant] is not base:
            raise StaleClaimError("?")
        self.tenants[tenant] = copy
        self.trap()
        return result

    def read(self, tenant: str, act: Callable[[Work], T]) -> T:
        return act(MemoryWork(self, self.rows(tenant).copy()))


class MemoryWork(TradeInMemory):
    """One unit of work; each attribute is one port."""

    def __init__(self, memory: Memory, rows: Rows) -> None:
        super().__init__(memory, rows)
        self.claims = MemoryClaims(memory, rows)
        self.log = MemoryLog(memory, rows)
        self.proofs = MemoryProofs(memory.trap, rows)
        self.decisions = MemoryDecisions(memory, rows)
        self.audit = MemoryAudit(memory, rows)
        self.blobs = MemoryBlobs(memory, rows)
        self.exhibits = MemoryExhibits(memory, rows)
        self.examinations = MemoryExaminations(memory, rows)
        self.prints = MemoryPrints(memory, rows)
        self.people = MemoryPeople(memory, rows)
        self.own_data = MemoryOwnData(memory, rows)
        self.standing = MemoryStanding(memory, rows)
        self.measures = MemoryMeasures(memory, rows)
        self.letters = MemoryLetters(memory, rows)
        self.consents = MemoryConsents(memory, rows)
        self.orders = MemoryOrders(memory, rows)
        self.history = MemoryHistory(memory, rows)
        self.tasks = MemoryTasks(memory, rows)
        self.second_looks = MemorySecondLooks(memory, rows)
        self.deadlines = MemoryDeadlines(memory, rows)
        self.jobs = MemoryJobs(memory, rows)
        self.policies = MemoryPolicies(memory, rows)
        self.lists = MemoryLists(memory, rows)
        self.endpoints = MemoryEndpoints(memory, rows)
        self.outbox = MemoryOutbox(memory, rows)
        self.repetitions = MemoryRepetitions(memory, rows)


class Port:
    def __init__(self, memory: Memory, rows: Rows) -> None:
        self.memory, self._rows = memory, rows

    @property
    def rows(self) -> Rows:
        self.memory.trap()
        return self._rows


class MemoryClaims(Port):
    def find(self, claim: ClaimId) -> Claim | None:
        return self.rows.claims.get(claim)

    def events(self, claim: ClaimId) -> Sequence[Event]:
        return [event for event in self.rows.events if event.claim == claim]

    def add(self, claim: Claim, events: Sequence[Event]) -> None:
        rows = self.rows
        assert claim.id not in rows.claims
        self._append(rows, claim, events)

    def save(self, claim: Claim, events: Sequence[Event], *, expected: int) -> None:
        rows = self.rows
        if rows.claims[claim.id].sequence != expected:
            raise StaleClaimError(claim.id)
        self._append(rows, claim, events)

    def open_on(self, order: str) -> frozenset[LineId]:
        claims = [one for one in self.rows.claims.values() if one.order == order and one.is_open]
        return frozenset(item.line for claim in claims for item in claim.items)

    def open_of(self, person: PersonId) -> Sequence[ClaimId]:
        return [one.id for one in self.rows.claims.values() if one.is_open and person in (one.buyer, one.merchant)]

    def _append(self, rows: Rows, claim: Claim, events: Sequence[Event]) -> None:
        rows.events.extend(events)
        rows.claims[claim.id] = claim
        assert replay(event for event in rows.events if event.claim == claim.id) == claim


class MemoryLog(Port):
    def read(self, *, after: int, limit: int) -> Sequence[Logged]:
        numbered = list(enumerate(self.rows.events, 1))[after : after + limit]
        return [Logged(position=position, event=event) for position, event in numbered]


class MemoryDecisions(Port):
    def record(self, claim: ClaimId, decision: Decision) -> None:
        rows = self.rows
        assert (claim, decision.number) not in rows.decisions
        rows.decisions[claim, decision.number] = decision


class MemoryAudit(Port):
    def read(self, sought: Sought, *, after: tuple[datetime, str] | None, limit: int) -> Sequence[Noted]:
        found = [
            one
            for one in self.rows.audit
            if (sought.things is None or one.thing in sought.things)
            and (sought.person is None or one.person == sought.person)
            and (sought.actions is None or one.action in sought.actions)
            and (sought.since is None or one.at >= sought.since)
            and (sought.before is None or one.at < sought.before)
            and (after is None or (one.at, one.id) < after)
        ]
        return sorted(found, key=lambda one: (one.at, one.id), reverse=True)[:limit]

    def note(self, entry: Noted) -> None:
        self.rows.audit.append(entry)


class MemoryBlobs(Port):
    def put(self, data: bytes, *, person: PersonId, exhibit: ExhibitId) -> str:
        assert person not in self.rows.erased
        address = hashlib.sha256(f"sealed for {person} {exhibit}".encode() + data).hexdigest()
        self.memory.blobs[address] = data
        return address

    def get(self, address: str, *, person: PersonId, exhibit: ExhibitId) -> bytes | None:
        assert any(one.id == exhibit for one in self.rows.exhibits) or exhibit in self._rows.things.dispatch
        return None if person in self.rows.erased else self.memory.blobs.get(address)


class MemoryExhibits(Port):
    def add(self, exhibit: KeptExhibit) -> None:
        rows = self.rows
        assert exhibit.claim in rows.claims
        rows.exhibits.append(exhibit)

    def of_claim(self, claim: ClaimId) -> Sequence[KeptExhibit]:
        return [one for one in self.rows.exhibits if one.claim == claim]


class MemoryExaminations(Port):
    def find(self, subject: str, *, version: str) -> Mapping[str, object] | None:
        return self.rows.examinations.get((subject, version))

    def record(
        self, subject: str, *, claim: ClaimId, version: str, result: Mapping[str, object], at: datetime
    ) -> Mapping[str, object]:
        del claim, at
        return self.rows.examinations.setdefault((subject, version), result)

    def maps(self, subject: str, *, version: str) -> Mapping[int, bytes]:
        return self.rows.maps.get((subject, version), {})

    def keep_maps(
        self,
        subject: str,
        *,
        claim: ClaimId,
        person: PersonId,
        version: str,
        maps: Mapping[int, bytes],
        at: datetime,
    ) -> None:
        del claim, person, at
        self.rows.maps.setdefault((subject, version), maps)


class MemoryPrints(Port):
    def of_claim(self, claim: ClaimId) -> Sequence[KeptPrint]:
        return [one for one in self.rows.prints.values() if one.claim == claim]

    def find(self, exhibit: ExhibitId) -> KeptPrint | None:
        return self.rows.prints.get(exhibit)

    def add(self, kept: KeptPrint) -> None:
        self.rows.prints[kept.exhibit] = kept

    def is_known(self, sha256: str, *, role: Role, version: str) -> bool:
        names = {one.id for one in self.rows.exhibits if one.sha256 == sha256 and one.role is role}
        return any(one.exhibit in names and one.print.version == version for one in self.rows.prints.values())


class MemoryPeople(Port):
    def ties(self, person: PersonId) -> frozenset[PersonId]:
        declared = {party for whose, party in self.rows.declared_ties if whose == person}
        return self.rows.ties.get(person, frozenset()) | declared

    def reached_by(self, person: PersonId) -> Sequence[str]:
        return [] if person in self.rows.erased else list(self.rows.fields.get(person, {}).values())

    def is_staff(self, person: PersonId) -> bool:
        return person != "nobody-there" and person not in self.rows.erased

    def staff_logins(self, persons: Iterable[PersonId]) -> Mapping[PersonId, str]:
        return {one: self.rows.logins[one] for one in persons if one in self.rows.logins}

    def declared_ties(self, person: PersonId) -> Sequence[Tie]:
        return [tie for (whose, _), tie in self.rows.declared_ties.items() if whose == person]

    def tie(self, person: PersonId, party: PersonId, *, by: PersonId, at: datetime) -> None:
        known = {who: key for key, who in self.rows.things.persons.items()}
        side, reference = known[party]
        tie = Tie(party=party, side=side, reference=reference, declared_at=at, declared_by=by)
        self.rows.declared_ties.setdefault((person, party), tie)

    def untie(self, person: PersonId, party: PersonId) -> None:
        self.rows.declared_ties.pop((person, party), None)

    def add_text(self, text: TextId, words: str, *, person: PersonId, at: datetime) -> None:
        del at
        self.rows.texts[text] = (person, words)

    def text(self, text: TextId) -> str | None:
        found = self.rows.texts.get(text)
        return None if found is None or found[0] in self._rows.erased else found[1]

    def erase(self, person: PersonId, *, at: datetime) -> bool:
        del at
        rows = self.rows
        if person in rows.erased:
            return False
        rows.erased.add(person)
        mine = {one.claim for one in rows.exhibits if one.person == person}
        rows.exhibits = [
            replace(one, sha256=None, address=None, name="") if one.person == person else one for one in rows.exhibits
        ]
        assert mine is not None
        return True


class MemoryOwnData(Port):
    def held(self, person: PersonId) -> Held | None:
        rows = self.rows
        if person in rows.erased:
            return None
        texts = {name: words for name, (whose, words) in rows.texts.items() if whose == person}
        return Held(since=datetime(2026, 1, 1, tzinfo=UTC), fields=rows.fields.get(person, {}), texts=texts)

    def write_field(self, person: PersonId, field: str, value: str, *, at: datetime) -> None:
        del at
        rows = self.rows
        rows.fields[person] = {**rows.fields.get(person, {}), field: value}

    def add_correction(self, correction: Correction) -> None:
        self.rows.corrections[correction.id] = correction

    def correction(self, correction: str) -> Correction | None:
        return self.rows.corrections.get(correction)

    def corrections(self, *, person: PersonId | None, open_only: bool, limit: int) -> Sequence[Correction]:
        found = [
            one
            for one in self.rows.corrections.values()
            if person in (None, one.person) and not (open_only and one.answered_at is not None)
        ]
        return sorted(found, key=lambda one: (one.asked_at, one.id))[:limit]

    def answered(self, *, limit: int) -> Sequence[Correction]:
        found = [(one.answered_at, one) for one in self.rows.corrections.values() if one.answered_at is not None]
        return [one for _, one in sorted(found, key=lambda pair: pair[0], reverse=True)][:limit]

    def save_correction(self, correction: Correction) -> None:
        self.rows.corrections[correction.id] = correction


class MemoryStanding(Port):
    def counts(self, buyer: PersonId, *, at: datetime) -> Counts:
        del at
        return self.rows.counts.get(buyer, Counts())

    def history(self, person: PersonId, *, at: datetime) -> PersonHistory | None:
        del at
        rows = self.rows
        if person in rows.erased:
            return None
        accepted = {pattern: moment for (whose, pattern), moment in rows.set_aside.items() if whose == person}
        return replace(rows.histories.get(person, PersonHistory()), set_aside=accepted)

    def everybody(self, *, at: datetime) -> Iterator[PersonHistory]:
        for person in list(self.rows.histories):
            history = self.history(person, at=at)
            if history is not None:
                yield history

    def saw(self, person: PersonId, kind: LinkKind, token: str, *, at: datetime) -> None:
        self.rows.links[person, kind, token] = at

    def set_aside(self, person: PersonId, pattern: Pattern, *, at: datetime) -> None:
        self.rows.set_aside[person, pattern] = at

    def forget(self, *, before: datetime) -> int:
        rows = self.rows
        old = [key for key, moment in rows.links.items() if moment < before]
        for key in old:
            del rows.links[key]
        return len(old)

    def keep_count(self, day: date, *, people: int, counted: Mapping[str, object]) -> None:
        self.rows.counted[day] = KeptCount(day=day, people=people, counted=counted)

    def newest_count(self) -> KeptCount | None:
        counted = self.rows.counted
        return counted[max(counted)] if counted else None


class MemoryMeasures(Port):
    def find(self, measure: str) -> Measure | None:
        return self.rows.measures.get(measure)

    def add(self, measure: Measure) -> None:
        rows = self.rows
        assert measure.id not in rows.measures
        rows.measures[measure.id] = measure

    def save(self, measure: Measure) -> None:
        rows = self.rows
        assert measure.id in rows.measures
        rows.measures[measure.id] = measure

    def of_person(self, person: PersonId) -> Sequence[Measure]:
        return [one for one in self.rows.measures.values() if one.person == person]

    def open(self, *, after: str, limit: int) -> Sequence[Measure]:
        found = sorted(self.rows.measures.values(), key=lambda one: one.id)
        return [one for one in found if one.is_open and one.id > after][:limit]

    def resting_on(self, claim: ClaimId) -> Sequence[Measure]:
        return [one for one in self.rows.measures.values() if claim in one.claims]


class MemoryLetters(Port):
    def add(self, letter: SentLetter) -> None:
        self.rows.letters.append(letter)

    def of_claim(self, claim: ClaimId) -> Sequence[SentLetter]:
        return [one for one in self.rows.letters if one.claim == claim]


class MemoryConsents(Port):
    def find(self, consent: str) -> Consent | None:
        return self.rows.consents.get(consent)

    def add(self, consent: Consent) -> None:
        self.rows.consents[consent.id] = consent

    def save(self, consent: Consent) -> None:
        self.rows.consents[consent.id] = consent

    def of_person(self, person: PersonId) -> Sequence[Consent]:
        return [one for one in self.rows.consents.values() if one.person == person]

    def add_statement(self, statement: IssuedStatement) -> None:
        self.rows.statements.append(statement)

    def statements(self, person: PersonId | None = None) -> Sequence[IssuedStatement]:
        return [one for one in self.rows.statements if person in (None, one.person)]


class MemoryOrders(Port):
    def find(self, order: str) -> KnownOrder | None:
        return self.rows.orders.get(order)


class MemoryHistory(Port):
    def add(self, claims: Sequence[PastClaim]) -> int:
        rows = self.rows
        before = len(rows.history)
        for one in claims:
            rows.history.setdefault(one.id, one)
        return len(rows.history) - before

    def filed(self, *, since: datetime | None, before: datetime | None, limit: int) -> Sequence[PastClaim]:
        found = [
            one
            for one in self.rows.history.values()
            if (since is None or one.filed_at >= since) and (before is None or one.filed_at < before)
        ]
        return sorted(found, key=lambda one: (one.filed_at, one.id), reverse=True)[:limit]


class MemoryTasks(Port):
    def open(
        self, task: str, *, claim: ClaimId, queue: str, due_at: datetime, at: datetime, shown_as: ClaimId | None = None
    ) -> None:
        del at
        rows = self.rows
        lane, priority = rows.lanes.get(claim, ("standard", 0))
        rows.tasks.setdefault(task, Task(shown_as or claim, queue, due_at, lane=lane, priority=priority))

    def prefer(self, claim: ClaimId, *, lane: str, priority: int) -> None:
        rows = self.rows
        rows.lanes[claim] = (lane, priority)
        for name, task in rows.tasks.items():
            if task.claim == claim and not task.is_done:
                rows.tasks[name] = replace(task, lane=lane, priority=priority)

    def close(self, task: str, *, at: datetime) -> None:
        del at
        rows = self.rows
        if task in rows.tasks:
            rows.tasks[task] = replace(rows.tasks[task], is_done=True)

    def take_next(
        self,
        queue: str,
        *,
        holder: PersonId,
        at: datetime,
        until: datetime,
        not_claims: frozenset[ClaimId],
        lanes: frozenset[str] | None,
        suits: Callable[[str, ClaimId], bool],
    ) -> Lease | None:
        rows = self.rows
        free = [
            (-task.priority, task.due_at, name)
            for name, task in rows.tasks.items()
            if task.queue == queue and not task.is_done and task.claim not in not_claims and not _held(task, at)
            if lanes is None or task.lane in lanes
        ]
        name = next((name for *_, name in sorted(free) if suits(name, rows.tasks[name].claim)), None)
        if name is None:
            return None
        task = rows.tasks[name]
        number = task.number + 1
        lease = Lease(task=name, claim=task.claim, queue=queue, holder=holder, until=until, number=number)
        rows.tasks[name] = replace(task, lease=lease, number=number, is_held=True)
        return lease

    def held_by(self, person: PersonId, *, at: datetime, besides: frozenset[str] = frozenset()) -> Lease | None:
        held = [task.lease for task in self.rows.tasks.values() if not task.is_done and _held(task, at)]
        mine = [lease for lease in held if lease is not None and lease.holder == person]
        return next((lease for lease in mine if lease.task not in besides), None)

    def current(self, task: str) -> Lease | None:
        found = self.rows.tasks.get(task)
        return None if found is None or found.is_done or not found.is_held else found.lease

    def renew(self, lease: Lease, *, at: datetime, until: datetime) -> Lease:
        del at
        rows = self.rows
        longer = replace(lease, until=until)
        rows.tasks[lease.task] = replace(rows.tasks[lease.task], lease=longer)
        return longer

    def give_back(self, lease: Lease, *, at: datetime) -> None:
        del at
        rows = self.rows
        rows.tasks[lease.task] = replace(rows.tasks[lease.task], lease=None, is_held=False)

    def skip(self, lease: Lease, *, reason: str, at: datetime) -> None:
        self.give_back(lease, at=at)
        self.rows.skips.append((lease.holder, lease.claim, reason))

    def skipped(self, person: PersonId) -> frozenset[ClaimId]:
        return frozenset(claim for who, claim, _ in self.rows.skips if who == person)


def _held(task: Task, at: datetime) -> bool:
    return task.is_held and task.lease is not None and task.lease.until > at


class MemorySecondLooks(Port):
    def find(self, alias: ClaimId) -> SecondLook | None:
        return self.rows.second_looks.get(alias)

    def of_claim(self, claim: ClaimId) -> Sequence[SecondLook]:
        return [one for one in self.rows.second_looks.values() if one.claim == claim]

    def open(self) -> Sequence[SecondLook]:
        return [one for one in self.rows.second_looks.values() if one.ended_at is None]

    def ended(self) -> Sequence[SecondLook]:
        return [one for one in self.rows.second_looks.values() if one.ended_at is not None]

    def add(self, look: SecondLook) -> None:
        rows = self.rows
        assert look.alias not in rows.second_looks
        rows.second_looks[look.alias] = look

    def save(self, look: SecondLook, *, expected: int) -> None:
        rows = self.rows
        known = rows.second_looks[look.alias]
        if len(known.events) != expected or known.ended_at is not None:
            raise StaleClaimError(look.alias)
        rows.second_looks[look.alias] = look

    def people_of(self, claim: ClaimId) -> frozenset[PersonId]:
        return frozenset(one.person for one in self.rows.audit if (one.kind, one.thing) == ("claim", claim))


class MemoryDeadlines(Port):
    def set(self, claim: ClaimId, number: int, *, clock: str, purpose: str, due_at: datetime) -> None:
        rows = self.rows
        assert (claim, number) not in rows.deadlines
        due = Due(claim=claim, number=number, clock=clock, purpose=purpose, due_at=due_at)
        rows.deadlines[claim, number] = DeadlineRow(due)

    def supersede(self, claim: ClaimId, *, clock: str, at: datetime) -> None:
        del at
        rows = self.rows
        for key, row in rows.deadlines.items():
            if row.due.claim == claim and row.due.clock == clock and row.fired_at is None:
                rows.deadlines[key] = replace(row, is_superseded=True)

    def due(self, *, before: datetime, limit: int) -> Sequence[Due]:
        rows = self.rows.deadlines.values()
        open_ = [row.due for row in rows if not row.is_superseded and row.fired_at is None and row.due.due_at <= before]
        return sorted(open_, key=lambda due: (due.due_at, due.claim, due.number))[:limit]

    def fire(self, claim: ClaimId, number: int, *, at: datetime) -> bool:
        rows = self.rows
        row = rows.deadlines.get((claim, number))
        if row is None or row.is_superseded or row.fired_at is not None or at < row.due.due_at:
            return False
        rows.deadlines[claim, number] = replace(row, fired_at=at)
        return True


class MemoryJobs(Port):
    def add(self, kind: JobKind, subject: str, *, key: str, at: datetime) -> None:
        self.rows.jobs.setdefault(key, (kind, subject, at))


class MemoryPolicies(Port):
    def advise(self, facts: RouteFacts, *, at: datetime) -> Advised:
        del at
        self.memory.trap()
        shadow = self.memory.shadow
        return Advised(live=self.memory.live(facts), shadow=shadow(facts) if shadow is not None else None)

    def note_difference(self, claim: ClaimId, *, examination: str, live: Advice, shadow: Advice, at: datetime) -> None:
        rows = self.rows
        rows.differences.setdefault((examination, shadow.policy), (live, shadow))
        differs = (live.route, live.remedies) != (shadow.route, shadow.remedies)
        compared = Compared(
            examination=examination, claim=claim, live=live.route, shadow=shadow.route, differs=differs, at=at
        )
        rows.compared.setdefault((shadow.policy, examination), compared)

    def compared(self, shadow: str, *, after: str, limit: int) -> Sequence[Compared]:
        found = sorted(self.rows.compared.items(), key=lambda item: item[0])
        return [one for (policy, name), one in found if policy == shadow and name > after][:limit]


class MemoryLists(Port):
    def claims(self, among: Among, *, after: tuple[datetime, str] | None, limit: int) -> Sequence[Claim]:
        found = [one for one in self.rows.claims.values() if _is_among(one, among)]
        found.sort(key=lambda one: (one.filed_at, one.id), reverse=True)
        return [one for one in found if after is None or (one.filed_at, one.id) < after][:limit]

    def tasks(
        self, queues: frozenset[str], *, at: datetime, after: tuple[datetime, str] | None, limit: int
    ) -> Sequence[OpenTask]:
        found = [
            OpenTask(
                task=name,
                claim=task.claim,
                queue=task.queue,
                due_at=task.due_at,
                is_held=_held(task, at),
                holder=task.lease.holder if task.lease is not None and _held(task, at) else None,
            )
            for name, task in self.rows.tasks.items()
            if task.queue in queues and not task.is_done
        ]
        found.sort(key=lambda one: (one.due_at, one.task))
        return [one for one in found if after is None or (one.due_at, one.task) > after][:limit]

    def skips(self) -> Mapping[str, int]:
        return CountOf(reason for _, _, reason in self.rows.skips)


def _is_among(claim: Claim, among: Among) -> bool:
    return (
        (among.states is None or claim.state in among.states)
        and among.buyer in (None, claim.buyer)
        and among.merchant in (None, claim.merchant)
        and (among.filed_from is None or claim.filed_at >= among.filed_from)
        and (among.filed_before is None or claim.filed_at < among.filed_before)
    )


class MemoryEndpoints(Port):
    def add(self, endpoint: Endpoint, *, secret: bytes) -> None:
        self.rows.things.endpoints[endpoint.id] = (endpoint, (secret,))

    def all(self) -> Sequence[Endpoint]:
        known = self.rows.things.endpoints.values()
        return [replace(endpoint, secrets=len(secrets)) for endpoint, secrets in known]

    def set_secret(self, endpoint: str, secret: bytes, *, keep_old: bool) -> None:
        known = self.rows.things.endpoints
        old, secrets = known[endpoint]
        known[endpoint] = (old, (secret, *secrets[: int(keep_old)]))

    def drop_old_secret(self, endpoint: str) -> None:
        known = self.rows.things.endpoints
        old, secrets = known[endpoint]
        known[endpoint] = (old, secrets[:1])

    def close(self, endpoint: str, *, at: datetime) -> None:
        known = self.rows.things.endpoints
        old, secrets = known[endpoint]
        known[endpoint] = (replace(old, closed_at=old.closed_at or at), secrets)

    def deliveries(
        self, *, endpoint: str | None, failed_only: bool, after: tuple[datetime, str] | None, limit: int
    ) -> Sequence[Delivery]:
        found = [
            one
            for one in self.rows.things.deliveries.values()
            if endpoint in (None, one.endpoint) and not (failed_only and one.last_error is None)
        ]
        found.sort(key=lambda one: (one.created_at, one.id), reverse=True)
        return [one for one in found if after is None or (one.created_at, one.id) < after][:limit]

    def send_again(self, delivery: str, *, at: datetime) -> Delivery | None:
        known = self.rows.things.deliveries
        if delivery not in known:
            return None
        known[delivery] = replace(known[delivery], next_at=at, attempts=0, delivered_at=None, given_up_at=None)
        return known[delivery]


class MemoryOutbox(Port):
    def post(self, message: Message) -> None:
        rows = self.rows
        assert message.id not in rows.messages
        rows.messages[message.id] = message


class MemoryRepetitions(Port):
    def begin(self, caller: str, key: str, *, digest: str, at: datetime) -> Mapping[str, object] | None:
        rows = self.rows
        known = rows.keys.get((caller, key))
        if known is None or known[1] <= at:
            rows.keys[caller, key] = (digest, at + KEYS_LAST, None)
            return None
        if known[0] != digest:
            raise OtherRequestError
        return known[2]

    def answer(self, caller: str, key: str, response: Mapping[str, object]) -> None:
        rows = self.rows
        digest, expires, _ = rows.keys[caller, key]
        rows.keys[caller, key] = (digest, expires, response)
