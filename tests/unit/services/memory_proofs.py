"""The evidence log in memory: a tree over the events' leaves, computed anew whenever it is asked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from fairclaim.domain.desk.facts import Event, EvidenceAttached
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.wire import event_to_record, kind_name
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.evidence.canonical import canonical_json
from fairclaim.evidence.commitment import commit
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.entry import Entry
from fairclaim.evidence.merkle import Frontier, append, subtree_root
from fairclaim.evidence.merkle_proofs import Consistency, Inclusion, prove_consistency, prove_inclusion
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.proofs import KeptCheckpoint, Opened
from unit.services.memory_trade import ParcelRecord, Things


class LogRows(Protocol):
    """What the log is made of."""

    events: list[Event]
    exhibits: list[KeptExhibit]
    checkpoints: dict[int, KeptCheckpoint]
    things: Things


class MemoryProofs:
    def __init__(self, trap: Callable[[], None], rows: LogRows) -> None:
        self._trap, self._rows = trap, rows

    @property
    def rows(self) -> LogRows:
        self._trap()
        return self._rows

    @property
    def size(self) -> int:
        return len(self.rows.events) + len(self._rows.things.steps)

    def root(self, size: int) -> bytes:
        return subtree_root(0, size, self._read)

    def leaves(self, *, start: int, end: int) -> Sequence[bytes]:
        return [one.entry.leaf() for one in self._all()][start:end]

    def prove_inclusion(self, index: int, size: int) -> Inclusion:
        return prove_inclusion(index, size, self._read)

    def prove_consistency(self, old_size: int, size: int) -> Consistency:
        return prove_consistency(old_size, size, self._read)

    def of_claim(self, claim: ClaimId) -> Sequence[Opened]:
        return [one for one in self._all() if one.entry.case == claim]

    def of_parcel(self, parcel: str) -> Sequence[Opened]:
        return [one for one in self._all() if one.entry.case == parcel]

    def covering(self, index: int, *, is_stamped: bool = False) -> KeptCheckpoint | None:
        over = [one for one in self.rows.checkpoints.values() if one.size > index and (one.tokens or not is_stamped)]
        return min(over, key=lambda one: one.size, default=None)

    def _all(self) -> Sequence[Opened]:
        """Return every entry: steps of parcels at their places, the claims' events at those between."""
        rows, events = self.rows, iter(self.rows.events)
        steps = rows.things.steps
        return [
            self._of_parcel(place, steps[place]) if place in steps else self._opened(place, next(events))
            for place in range(len(rows.events) + len(steps))
        ]

    def _of_parcel(self, index: int, one: ParcelRecord) -> Opened:
        salt = sha256(b"salt %d" % index)
        record: bytes | None = canonical_json({"kind": one.step.value, "parcel": one.parcel, "told": one.told})
        digest = sha256(record or b"")
        if one.file is not None:
            kept = self._rows.things.dispatch[one.file].sha256
            digest, record = bytes.fromhex(kept or "00" * 32), None
        entry = Entry(
            case=one.parcel,
            number=one.number,
            kind=one.step.value,
            at=one.at,
            actor=one.by.kind.value,
            commitment=commit(salt, digest),
        )
        exhibit = None if one.file is None else ExhibitId(one.file)
        return Opened(index=index, entry=entry, salt=salt, sha256=digest, record=record, exhibit=exhibit)

    def newest(self) -> KeptCheckpoint | None:
        checkpoints = self.rows.checkpoints
        return checkpoints[max(checkpoints)] if checkpoints else None

    def checkpoint(self, size: int) -> KeptCheckpoint | None:
        return self.rows.checkpoints.get(size)

    def add_checkpoint(self, size: int, note: bytes, *, at: datetime) -> None:
        assert size not in self.rows.checkpoints
        self.rows.checkpoints[size] = KeptCheckpoint(size=size, note=note, made_at=at, tokens={})

    def add_cosignature(self, size: int, witness: str, line: bytes, *, at: datetime) -> bool:
        del at
        kept = self.rows.checkpoints[size]
        name = witness.partition("+")[0].encode()
        if b" " + name + b" " in kept.note.partition(b"\n\n")[2]:
            return False
        self.rows.checkpoints[size] = replace(kept, note=kept.note + line)
        return True

    def add_token(self, size: int, authority: str, reply: bytes, *, at: datetime) -> bool:
        kept = self.rows.checkpoints[size]
        if authority in kept.tokens:
            return False
        tokens, times = {**kept.tokens, authority: reply}, {**kept.stamped_at, authority: at}
        self.rows.checkpoints[size] = replace(kept, tokens=tokens, stamped_at=times)
        return True

    def _read(self, level: int, index: int) -> bytes:
        _, made = append(Frontier(), self.leaves(start=0, end=self.size))
        return next(node.hash for node in made if (node.level, node.index) == (level, index))

    def _opened(self, index: int, event: Event) -> Opened:
        salt = sha256(b"salt %d" % index)
        record: bytes | None = canonical_json(event_to_record(event))
        digest, exhibit = sha256(record or b""), None
        if isinstance(event.fact, EvidenceAttached):
            exhibit = ExhibitId(event.fact.item.exhibit)
            found = next((one for one in self.rows.exhibits if one.id == exhibit), None)
            digest, record = bytes.fromhex((found.sha256 if found else None) or "00" * 32), None
        entry = Entry(
            case=event.claim,
            number=event.sequence,
            kind=kind_name(type(event.fact)),
            at=event.at,
            actor=event.by.kind.value,
            commitment=commit(salt, digest),
        )
        return Opened(index=index, entry=entry, salt=salt, sha256=digest, record=record, exhibit=exhibit)
