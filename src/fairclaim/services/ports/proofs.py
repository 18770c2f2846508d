"""The evidence log of a tenant, and what outsiders have signed of it; within one unit of work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from cryptography.x509 import Certificate

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.evidence.entry import Entry
from fairclaim.evidence.merkle_proofs import Consistency, Inclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An entry of a claim or a parcel, and what it commits to.

    Parameters
    ----------
    index : int
        Its place in the log, from 0.
    salt, sha256 : bytes or None
        What opens its commitment; None once that was destroyed.
    record : bytes or None
        What ``sha256`` is of, unless it is a file.
    exhibit : ExhibitId or None
        The file: an exhibit of the claim, or a file of the packing.
    """

    index: int
    entry: Entry
    salt: bytes | None
    sha256: bytes | None
    record: bytes | None
    exhibit: ExhibitId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheckpoint:
    """A checkpoint that was signed.

    Parameters
    ----------
    note : bytes
        The signed note with the cosignatures that have come.
    tokens : mapping of str to bytes
        Replies of time authorities over its text, by the authority's name.
    stamped_at : mapping of str to datetime
        When they stamped it, by their own clocks.
    """

    size: int
    note: bytes
    made_at: datetime
    tokens: Mapping[str, bytes]
    stamped_at: Mapping[str, datetime] = field(default_factory=dict)


class Proofs(Protocol):
    """The log. It only grows: what was added is never changed."""

    @property
    def size(self) -> int:
        """Number of entries."""
        ...

    def root(self, size: int) -> bytes:
        """Return the root over the first entries."""
        ...

    def leaves(self, *, start: int, end: int) -> Sequence[bytes]:
        """Return leaf hashes in order."""
        ...

    def prove_inclusion(self, index: int, size: int) -> Inclusion:
        """Return the proof that an entry stands in the tree of some size."""
        ...

    def prove_consistency(self, old_size: int, size: int) -> Consistency:
        """Return the proof that the tree of some size begins with an earlier one."""
        ...

    def of_claim(self, claim: ClaimId) -> Sequence[Opened]:
        """Return a claim's entries, in order."""
        ...

    def of_parcel(self, parcel: str) -> Sequence[Opened]:
        """Return a parcel's entries, in order."""
        ...

    def covering(self, index: int, *, is_stamped: bool = False) -> KeptCheckpoint | None:
        """Return the earliest checkpoint over an entry; of those with a time token, if asked. None if there is none yet."""
        ...

    def newest(self) -> KeptCheckpoint | None:
        """Return the newest checkpoint; None if there is none yet."""
        ...

    def checkpoint(self, size: int) -> KeptCheckpoint | None:
        """Return the checkpoint of some size."""
        ...

    def add_checkpoint(self, size: int, note: bytes, *, at: datetime) -> None:
        """Add a checkpoint."""
        ...

    def add_cosignature(self, size: int, witness: str, line: bytes, *, at: datetime) -> bool:
        """Add a witness's line; False if that witness has cosigned this checkpoint before."""
        ...

    def add_token(self, size: int, authority: str, reply: bytes, *, at: datetime) -> bool:
        """Add a time token; False if that authority has stamped this checkpoint before."""
        ...


class Authority(Protocol):
    """A time authority (RFC 3161)."""

    @property
    def name(self) -> str:
        """What we call it."""
        ...

    @property
    def roots(self) -> Sequence[Certificate]:
        """Root certificates that its tokens must lead to."""
        ...

    def ask(self, request: bytes) -> bytes:
        """Send a request and return the reply.

        Raises
        ------
        UnavailableError
            If it does not answer.
        """
        ...
