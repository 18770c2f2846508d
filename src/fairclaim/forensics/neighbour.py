"""A stored photo that an index proposed for a claim photo, with the facts a check may use."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.imaging.raster import Raster


class NeighbourKind(StrEnum):
    """What the stored photo is."""

    CLAIM = "claim"
    """A photo of damage from a claim."""
    LISTING = "listing"
    """A public product picture."""
    DISPATCH = "dispatch"
    """A picture from the packing of an order."""
    OTHER = "other"
    """Anything else: a chat, a review, an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Facts gathered before the checks run. The index proposes; only a check's own comparison of pixels confirms.

    Parameters
    ----------
    id : str
        Key of the stored photo.
    kind : NeighbourKind
        What it is.
    label : Bilingual
        What it may be called in a report of this case: the number of an own claim, but "a claim in another shop" without
        any detail where the reader has no right to more.
    is_own_shop : bool
        Whether it belongs to the tenant whose case this is.
    case, order : str or None
        Claim and order that it belongs to; None where there is none or it is not known.
    seen_at : datetime
        When it was first received, timezone-aware.
    sha256 : str
        Digest of its file.
    raster : Raster
        Its pixels.
    distance_bits : int
        Hamming distance of the perceptual hashes, 0 to 256.
    cosine : float
        Of the embeddings, -1 to 1.
    """

    id: str
    kind: NeighbourKind
    label: Bilingual
    is_own_shop: bool
    case: str | None
    order: str | None
    seen_at: datetime
    sha256: str
    raster: Raster
    distance_bits: int
    cosine: float
