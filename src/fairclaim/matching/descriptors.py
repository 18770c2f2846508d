"""What a photo is found by: a perceptual hash for copies, an embedding for crops."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.imaging.raster import Raster
from fairclaim.inference.manifest import load_manifest
from fairclaim.inference.session import Session
from fairclaim.matching.perceptual_hash import Codes, perceptual_hash

EMBEDDING_NAME = "photo-embedding"
EMBEDDING_LENGTH = 320

MIN_QUALITY = 50
"""Below this PDQ quality the bits are mostly chance, and the hash is not searched by (the publication's own advice)."""

Embedding = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Descriptors:
    """Numbers that stand for one photo in an index.

    Parameters
    ----------
    codes : (8, 32) uint8
        PDQ in eight orientations; see :mod:`fairclaim.matching.perceptual_hash`. Row 0 is what an index stores, all rows
        are what it is asked with.
    quality : int
        PDQ quality, 0 to 100.
    embedding : (320,) float16
        Unit length; the cosine of two embeddings is their product.
    """

    codes: Codes
    quality: int
    embedding: Embedding

    @property
    def has_clear_hash(self) -> bool:
        """Tell whether the hash says enough to search by it."""
        return self.quality >= MIN_QUALITY


def descriptors_version() -> str:
    """Return the version of what :class:`Describer` makes; those of different versions are not to be compared."""
    return f"pdq-1+{load_manifest()[EMBEDDING_NAME].sha256[:16]}"


class Describer:
    """Describes photos; keeps the network between them. Safe to share between threads.

    Parameters
    ----------
    session : Session, optional
        None runs the embedding that ships with this version, loaded when the first photo comes.
    """

    def __init__(self, session: Session | None = None) -> None:
        self._session = session or Session(load_manifest()[EMBEDDING_NAME])

    def describe(self, raster: Raster) -> Descriptors:
        """Describe one photo.

        Raises
        ------
        UnavailableError
            If the network cannot be run here.
        """
        hashed = perceptual_hash(raster)
        (embedding,) = self._session.run(_to_batch(raster, self._session.weights.input_side_px))
        return Descriptors(hashed.codes, hashed.quality, embedding.astype(np.float16))


def _to_batch(raster: Raster, side_px: int) -> npt.NDArray[np.float32]:
    """Squeeze the whole photo into the network's square: (1, 3, side, side), 0 to 255."""
    square = cv2.resize(raster.pixels, (side_px, side_px), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(square.transpose(2, 0, 1)[None], dtype=np.float32)
