"""What anybody may ask of a log, without being known: its state, and proofs about hashes. Entries are shown to who is in the claim only."""

from dataclasses import dataclass
from typing import Final, TypeVar

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.merkle_proofs import Consistency, Inclusion
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.notary import notary_of
from fairclaim.services.ports.work import Work

MOST_LEAVES: Final = 10_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    """A log's newest checkpoint.

    Parameters
    ----------
    key : str
        The log's key, as ``name+id+key``; compare it with what the desk's owner says elsewhere.
    note : bytes
        The signed note, with cosignatures.
    tokens : dict
        Time tokens, by the authority's name.
    """

    key: str
    size: int
    note: bytes
    tokens: dict[str, bytes]


def newest_checkpoint(desk: Desk, tenant: str) -> LogState:
    """Return a log's newest checkpoint.

    Raises
    ------
    NotFoundError
        If there is no such log, or nothing of it was signed yet.
    NoNotaryError
        If the desk signs nothing.
    """
    notary = notary_of(desk.notary)

    def whole(work: Work) -> LogState:
        newest = work.proofs.newest()
        if newest is None:
            raise NotFoundError
        key = notary.key(notary.origin(tenant, newest))
        return LogState(key=key.to_text(), size=newest.size, note=newest.note, tokens=dict(newest.tokens))

    return desk.units.read(tenant, whole)


def prove_growth(desk: Desk, tenant: str, *, old: int, new: int) -> Consistency:
    """Return the proof that the log of ``new`` entries begins with that of ``old``.

    Raises
    ------
    NotFoundError
        If there is no such log, or no checkpoint covers so many entries.
    UsageError
        If ``old`` is larger.
    """
    if not 0 <= old <= new:
        raise UsageError(
            Bilingual("较早的大小不能大于较晚的大小。", "The earlier size is not larger than the later one.")
        )

    def whole(work: Work) -> Consistency:
        _require_signed(work, new)
        return work.proofs.prove_consistency(old, new)

    return desk.units.read(tenant, whole)


def prove_entry(desk: Desk, tenant: str, *, index: int, size: int) -> Inclusion:
    """Return the proof that the entry at a place stands in the log of some size.

    Raises
    ------
    NotFoundError
        If there is no such log or entry, or no checkpoint covers so many entries.
    """

    def whole(work: Work) -> Inclusion:
        _require_signed(work, size)
        if not 0 <= index < size:
            raise NotFoundError
        return work.proofs.prove_inclusion(index, size)

    return desk.units.read(tenant, whole)


def see_leaves(desk: Desk, tenant: str, *, start: int, limit: int) -> tuple[bytes, ...]:
    """Return leaf hashes that a checkpoint covers, from a place on, so that anybody can compute the root.

    Raises
    ------
    NotFoundError
        If there is no such log, or nothing of it was signed yet.
    """

    def whole(work: Work) -> tuple[bytes, ...]:
        newest = work.proofs.newest()
        if newest is None:
            raise NotFoundError
        end = min(newest.size, start + min(limit, MOST_LEAVES))
        return tuple(work.proofs.leaves(start=start, end=end))

    return desk.units.read(tenant, whole)


def _require_signed(work: Work, size: int) -> None:
    """Speak of no state that was not signed: proofs of what is not yet covered would tell when something happens."""
    newest = work.proofs.newest()
    if newest is None or size > newest.size:
        raise NotFoundError
