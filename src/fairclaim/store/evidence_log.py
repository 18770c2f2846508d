"""A tenant's evidence log: every event of claims and parcels is entered at the end of the unit of work that made it, or neither is there.

Entries stand in the order of commits, entry ``i`` being the event at position ``i + 1``; the row that says where the events end is
locked from the event to the commit, so there are no gaps. Whatever has no entry yet (events from before there was a log) is
entered first, in order.
"""

import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, bindparam, select

from fairclaim.evidence.commitment import SALT_BYTES, commit
from fairclaim.evidence.entry import Entry, parse_entry
from fairclaim.evidence.merkle import HASH_BYTES, Frontier, ReadNode, append, leaf_hash, subtree_root
from fairclaim.evidence.merkle_proofs import Consistency, Inclusion, prove_consistency, prove_inclusion
from fairclaim.store.errors import NotThereError
from fairclaim.store.submissions import Logged, Submission, Submissions
from fairclaim.store.tables.claims import ClaimEvent, LogHead
from fairclaim.store.tables.evidence_log import LogEntry, LogSalt
from fairclaim.store.tables.row import Row
from fairclaim.store.tables.trade import ParcelEvent
from fairclaim.store.tenant_session import TenantSession, standing

_BEHIND = standing(
    select(ClaimEvent)
    .where(ClaimEvent.position > bindparam("after"), ClaimEvent.position <= bindparam("up_to"))
    .order_by(ClaimEvent.position)
)
_STEPS = standing(
    select(ParcelEvent)
    .where(ParcelEvent.position > bindparam("after"), ParcelEvent.position <= bindparam("up_to"))
    .order_by(ParcelEvent.position)
)
T = TypeVar("T")
CHUNK = 1_000
"""Events that are entered at once, where many have no entry yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """An entry to be appended.

    Parameters
    ----------
    claim, parcel : str or None
        Whose event it was: one of both.
    entry : bytes
        What is hashed.
    salt : bytes or None
        What opens its commitment; None if it has none.
    person : str or None
        Whose erasure destroys the salt.
    """

    claim: str | None = None
    parcel: str | None = None
    sequence: int
    entry: bytes
    salt: bytes | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEntry:
    """An entry with its place, and what opens it as long as that is there."""

    index: int
    entry: Entry
    salt: bytes | None


class EvidenceLog:
    """A tenant's log, within one unit of work."""

    def __init__(self, session: TenantSession, submissions: Submissions) -> None:
        self._session = session
        self._submissions = submissions

    def enter_new(self, head: LogHead) -> None:
        """Enter every event that has no entry yet.

        Parameters
        ----------
        head : LogHead
            Where the events end, locked.
        """
        while head.entered < head.position:
            events = self.events(after=head.entered, up_to=min(head.entered + CHUNK, head.position))
            drafted = [drafted_of(*pair) for pair in zip(events, self._submissions.of(events), strict=True)]
            self.append(head, drafted)

    def events(self, *, after: int, up_to: int) -> list[Logged]:
        """Return the events of claims and parcels with the positions behind one, up to another, in order."""
        within = {"after": after, "up_to": up_to}
        found: list[Logged] = list(self._session.scalars(_BEHIND, within))
        if len(found) < up_to - after:
            found = sorted([*found, *self._session.scalars(_STEPS, within)], key=lambda event: event.position)
        return found

    def append(self, head: LogHead, entries: Sequence[Drafted]) -> None:
        """Append entries behind the last one."""
        frontier = Frontier(head.entered, split_hashes(head.peaks or b""))
        grown, made = append(frontier, (leaf_hash(one.entry) for one in entries))
        nodes = iter(made)
        rows, salts = [], []
        for place, one in enumerate(entries, frontier.size):
            completed = b"".join(node.hash for node in islice(nodes, completed_by(place)))
            rows.append((head.tenant, place, one.claim, one.parcel, one.sequence, one.entry, completed))
            if one.salt is not None:
                salts.append((head.tenant, place, one.person, one.salt))
        columns = ("tenant", "place", "claim", "parcel", "sequence", "entry", "nodes")
        self._insert(LogEntry.__tablename__, columns, rows)
        self._insert(LogSalt.__tablename__, ("tenant", "place", "person", "salt"), salts)
        head.entered, head.peaks = grown.size, b"".join(grown.peaks)
        self._session.flush()

    def _insert(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Insert rows of this tenant straight through the driver: the session would take half the time of an append for itself."""
        if rows:
            connection = self._session.connection()
            mark = "?" if connection.dialect.name == "sqlite" else "%s"
            marks = ", ".join(mark for _ in columns)
            connection.exec_driver_sql(f"insert into {table} ({', '.join(columns)}) values ({marks})", list(rows))  # noqa: S608  (names of our own)

    @property
    def size(self) -> int:
        """Number of entries."""
        return self._session.scalars(select(LogHead.entered)).one_or_none() or 0

    def head(self) -> LogHead:
        """Return where the log ends.

        Raises
        ------
        NotThereError
            If the tenant has no log.
        """
        found = self._session.scalars(select(LogHead)).one_or_none()
        if found is None:
            raise NotThereError(f"log of {self._session.tenant}")
        return found

    def beyond(self, size: int) -> bool:
        """Tell whether there are entries behind a size."""
        found = select(LogEntry.place).where(LogEntry.place >= size).limit(1)
        return self._session.scalars(found).one_or_none() is not None

    def rows(self, *, start: int, end: int) -> list[tuple[int, bytes, bytes]]:
        """Return place, entry and nodes of entries in order, straight through the connection; the tenant is named."""
        table = Row.metadata.tables[LogEntry.__tablename__].c
        found = (
            select(table.place, table.entry, table.nodes)
            .where(table.tenant == self._session.tenant, table.place >= start, table.place < end)
            .order_by(table.place)
        )
        return [(row[0], row[1], row[2]) for row in self._session.connection().execute(found)]

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a perfect subtree; see :data:`fairclaim.evidence.merkle.ReadNode`.

        Raises
        ------
        NotThereError
            If it is not complete, or its row is damaged.
        """
        return self.ask(lambda read: read(level, index))

    def ask(self, question: Callable[[ReadNode], T]) -> T:
        """Return what a function of perfect subtrees returns, all of which are read at once.

        Parameters
        ----------
        question : callable
            Asks for the same subtrees whatever it is told: it is called twice, the first time with empty hashes.

        Raises
        ------
        NotThereError
            If a subtree is not complete, or its row is damaged.
        """
        wanted: set[tuple[int, int]] = set()

        def note(level: int, index: int) -> bytes:
            wanted.add((level, index))
            return bytes(HASH_BYTES)

        question(note)
        found = self._read(wanted)
        for (level, index), node in found.items():
            if len(node) != HASH_BYTES:
                raise NotThereError(f"log node {level}/{index}")
        return question(lambda level, index: found[level, index])

    def root(self, size: int) -> bytes:
        """Return the root over the first entries."""
        return self.ask(lambda read: subtree_root(0, size, read))

    def prove_inclusion(self, index: int, size: int) -> Inclusion:
        """Return the proof that an entry stands in the tree of some size."""
        return self.ask(lambda read: prove_inclusion(index, size, read))

    def prove_consistency(self, old_size: int, size: int) -> Consistency:
        """Return the proof that the tree of some size begins with an earlier one."""
        return self.ask(lambda read: prove_consistency(old_size, size, read))

    def of_claim(self, claim: str) -> tuple[LoggedEntry, ...]:
        """Return a claim's entries, in order."""
        return self._opened(LogEntry.claim == claim)

    def of_parcel(self, parcel: str) -> tuple[LoggedEntry, ...]:
        """Return a parcel's entries, in order."""
        return self._opened(LogEntry.parcel == parcel)

    def _opened(self, which: ColumnElement[bool]) -> tuple[LoggedEntry, ...]:
        rows = self._session.scalars(select(LogEntry).where(which).order_by(LogEntry.place)).all()
        salts = self.salts(row.place for row in rows)
        return tuple(
            LoggedEntry(index=row.place, entry=parse_entry(row.entry), salt=salts.get(row.place)) for row in rows
        )

    def salts(self, indexes: Iterable[int]) -> dict[int, bytes]:
        """Return what opens commitments, by index of the entry; those that were destroyed are lacking."""
        wanted = list(indexes)
        found: dict[int, bytes] = {}
        for start in range(0, len(wanted), CHUNK):
            rows = select(LogSalt).where(LogSalt.place.in_(wanted[start : start + CHUNK]))
            found |= {row.place: row.salt for row in self._session.scalars(rows)}
        return found

    def _read(self, wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
        """Return hashes of perfect subtrees, read at once."""
        places = {one: ((one[1] + 1) << one[0]) - 1 for one in wanted}
        nodes: dict[int, bytes] = {}
        if places:
            # Straight through the connection, as above; the tenant is named.
            table = Row.metadata.tables[LogEntry.__tablename__].c
            found = select(table.place, table.nodes).where(
                table.tenant == self._session.tenant, table.place.in_(set(places.values()))
            )
            nodes = dict(self._session.connection().execute(found).all())
        return {
            one: nodes.get(place, b"")[one[0] * HASH_BYTES : (one[0] + 1) * HASH_BYTES] for one, place in places.items()
        }


def drafted_of(event: Logged, submission: Submission) -> Drafted:
    """Return the entry of an event; what it commits to is opened by a salt of its own."""
    salt = None if submission.sha256 is None else secrets.token_bytes(SALT_BYTES)
    return Drafted(
        claim=None if isinstance(event, ParcelEvent) else event.claim,
        parcel=event.parcel if isinstance(event, ParcelEvent) else None,
        sequence=event.sequence,
        entry=entry_of(event, submission, salt).to_bytes(),
        salt=salt,
        person=submission.person,
    )


def entry_of(event: Logged, submission: Submission, salt: bytes | None) -> Entry:
    """Return the entry of an event under a salt; its case is the claim, or the parcel by its code."""
    opened = salt is not None and submission.sha256 is not None
    return Entry(
        case=subject_of(event),
        number=event.sequence,
        kind=event.kind,
        at=event.at,
        actor=submission.actor,
        commitment=commit(salt or b"", submission.sha256 or b"") if opened else None,
    )


def subject_of(event: Logged) -> str:
    """Return the id of the claim or parcel that an event is about."""
    return event.parcel if isinstance(event, ParcelEvent) else event.claim


def completed_by(index: int) -> int:
    """Return how many perfect subtrees an entry completes.

    Examples
    --------
    >>> [completed_by(index) for index in range(8)]
    [1, 2, 1, 3, 1, 2, 1, 4]
    """
    return (index ^ (index + 1)).bit_length()


def split_hashes(hashes: bytes) -> tuple[bytes, ...]:
    """Return hashes that stand one behind the other."""
    return tuple(hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES))
