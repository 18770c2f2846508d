"""What a score of one photo's pixels deserves: a look, silence, or the admission that nobody promised a threshold."""

from enum import Enum, auto

from fairclaim.forensics.quality import quality_of
from fairclaim.forensics.thresholds import thresholds
from fairclaim.imaging.photo import Photo

LEAST_QUALITY = 85
"""libjpeg quality below which traces of noise and interpolation were measured to be gone: see docs/checks/noise-level.md."""


class Standing(Enum):
    """Where a score stands."""

    ABOVE = auto()
    """A promised share of genuine photos at most reaches this."""
    WITHIN = auto()
    """Genuine photos score like this."""
    UNPROMISED = auto()
    """No threshold is promised for photos of this quality."""


def standing(check: str, photo: Photo, score: float) -> Standing:
    """Compare a score with the threshold of its check for photos of this quality.

    Parameters
    ----------
    check : str
        Name of the check, or ``check/hypothesis`` of its question, as in ``thresholds.json``.
    score : float
        Larger is more adverse.
    """
    known, quality = thresholds(), quality_of(photo)
    if not known.is_promised(check, quality):
        return Standing.UNPROMISED
    return Standing.ABOVE if score > known.of(check, quality) else Standing.WITHIN


def is_too_compressed(photo: Photo) -> bool:
    """Whether a photo was last saved as a JPEG of lower quality than ``LEAST_QUALITY``."""
    coding = photo.metadata.jpeg
    return coding is not None and coding.quality < LEAST_QUALITY


def is_lossless(photo: Photo) -> bool:
    """Whether a photo was kept otherwise than as a JPEG: what its finest detail should look like, its format decides."""
    return photo.metadata.jpeg is None
