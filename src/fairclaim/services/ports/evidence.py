"""Exhibits, their bytes, and what examinations said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ActorKind, ClaimId, PersonId
from fairclaim.domain.exhibit import Exhibit, ExhibitId, MissingExhibit, Role
from fairclaim.domain.order import Order


class Blobs(Protocol):
    """Original bytes, written once and never changed."""

    def put(self, data: bytes, *, person: PersonId, exhibit: ExhibitId) -> str:
        """Keep bytes as they are, so that they can be erased with their person, and return where they are.

        When this returns they are on the disk. It is called in a unit of work that only reads, so that writing a large file keeps
        nobody waiting; bytes that no exhibit comes to name are the operator's to sweep.
        """
        ...

    def get(self, address: str, *, person: PersonId, exhibit: ExhibitId) -> bytes | None:
        """Return the bytes; None if they were erased."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptExhibit:
    """One file of a claim.

    Parameters
    ----------
    person : PersonId
        Who gave it; its bytes are theirs to have erased.
    name : str
        What the sender called it; shown, never opened.
    sha256 : str or None
        Of the bytes as received, 64 hexadecimal digits; None once they are erased.
    address : str or None
        Where the bytes are; None once they are erased.
    """

    id: ExhibitId
    claim: ClaimId
    person: PersonId
    by: ActorKind
    role: Role
    name: str
    sha256: str | None
    address: str | None
    size_bytes: int
    received_at: datetime


class Exhibits(Protocol):
    """Files of claims."""

    def add(self, exhibit: KeptExhibit) -> None:
        """Add one whose bytes are kept already."""
        ...

    def of_claim(self, claim: ClaimId) -> Sequence[KeptExhibit]:
        """Return a claim's files in the order of receipt, erased ones too."""
        ...


class Examinations(Protocol):
    """Results of examinations: one for each set of photos and version."""

    def find(self, subject: str, *, version: str) -> Mapping[str, object] | None:
        """Return what was found, as the record of ``fairclaim.examination/1``; None if nobody has looked."""
        ...

    def record(
        self, subject: str, *, claim: ClaimId, version: str, result: Mapping[str, object], at: datetime
    ) -> Mapping[str, object]:
        """Write a result, and return what stands: the first one, whoever comes later."""
        ...

    def maps(self, subject: str, *, version: str) -> Mapping[int, bytes]:
        """Return the maps that were kept of an examination, by the place of their finding; none once their person is erased."""
        ...

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
        """Keep maps sealed under a person's key; what was kept first stands."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPhoto:
    """A photo of another claim that an index proposes beside a photo of the one that is examined.

    Parameters
    ----------
    beside : ExhibitId
        The photo that is examined.
    exhibit : Exhibit
        The earlier photo with its bytes, named by its id.
    label : Bilingual
        What it may be called whoever reads the finding.
    is_same_shop : bool
        Whether both claims are about one merchant.
    distance_bits, cosine
        See :class:`~fairclaim.services.ports.photo_search.Alike`.
    """

    beside: ExhibitId
    exhibit: Exhibit
    label: Bilingual
    is_same_shop: bool
    claim: ClaimId
    order: str
    seen_at: datetime
    distance_bits: int
    cosine: float


class Recorded(Protocol):
    """What an examination found."""

    def to_record(self) -> Mapping[str, object]:
        """Return the record of ``fairclaim.examination/1``."""
        ...

    @property
    def maps(self) -> Mapping[int, bytes]:
        """Maps of findings as grey pictures of the photo's shape, by the place of the finding in the record."""
        ...


class Examiner(Protocol):
    """Whoever looks at photos: in this process, in a pool, on another machine. It touches no unit of work."""

    @property
    def version(self) -> str:
        """Version of the checks and their weights; same photos and same version mean the same answer."""
        ...

    def examine(
        self,
        exhibits: Sequence[Exhibit | MissingExhibit],
        *,
        order: Order | None,
        case: str,
        earlier: Sequence[EarlierPhoto] | None = None,
    ) -> Recorded:
        """Examine the photos of one claim; ``earlier`` is None where nobody looked for photos seen before."""
        ...
