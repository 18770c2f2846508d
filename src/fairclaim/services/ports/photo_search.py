"""Photos that were seen before: what they are found by, and who looks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPrint:
    """What a photo is found by. It tells a copy from another picture, and a picture cannot be made from it.

    Parameters
    ----------
    version : str
        Of the way it was made; prints of different versions are not compared.
    codes, embedding : bytes
        As :class:`fairclaim.matching.descriptors.Descriptors` holds them.
    quality : int
        0 to 100.
    """

    version: str
    codes: bytes
    quality: int
    embedding: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPrint:
    """The print of an exhibit; ``received_at`` is the exhibit's."""

    exhibit: ExhibitId
    claim: ClaimId
    person: PersonId
    role: Role
    received_at: datetime
    print: PhotoPrint


class Prints(Protocol):
    """Prints of exhibits: the truth that every index is filled from. They go with their person."""

    def of_claim(self, claim: ClaimId) -> Sequence[KeptPrint]:
        """Return the prints of a claim's exhibits."""
        ...

    def find(self, exhibit: ExhibitId) -> KeptPrint | None:
        """Return the print of an exhibit; None if there is none, or it was erased."""
        ...

    def add(self, kept: KeptPrint) -> None:
        """Keep a print in place of an older one of the exhibit."""
        ...

    def is_known(self, sha256: str, *, role: Role, version: str) -> bool:
        """Tell whether there is a print of a file of these bytes in a role, in any claim."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A photo that may be the one looked for; only comparing pixels confirms it.

    Parameters
    ----------
    distance_bits : int
        Between the perceptual hashes, 0 to 256.
    cosine : float
        Of the embeddings, -1 to 1.
    """

    exhibit: ExhibitId
    distance_bits: int
    cosine: float


class PhotoSearch(Protocol):
    """Whoever describes photos and finds those alike. It touches no unit of work."""

    @property
    def version(self) -> str:
        """Version of the prints that it makes."""
        ...

    def describe(self, exhibits: Sequence[Exhibit]) -> Mapping[str, PhotoPrint]:
        """Return the print of each exhibit that is a readable photo, by its name."""
        ...

    def alike(self, tenant: str, sought: PhotoPrint, *, before: datetime, limit: int) -> Sequence[Alike]:
        """Return the tenant's photos received before a moment that may be the same, likeliest first."""
        ...

    def is_copy(self, one: PhotoPrint, other: PhotoPrint) -> bool:
        """Tell whether two prints alone say "the same picture", in any orientation."""
        ...
