"""How much of a photo's fine traces its last saving can have left: what calibration distinguishes."""

from enum import StrEnum

from fairclaim.imaging.photo import Photo

SMALL_PX = 640
"""Long side below which a photo has too few pixels for traces in any of them."""
FINE_QUALITY, MEDIUM_QUALITY = 90, 75
"""libjpeg qualities from which a JPEG counts as fine, as medium."""


class Quality(StrEnum):
    """What is left of a photo."""

    LOSSLESS = "lossless"
    """No JPEG: a screenshot, a generator's own file, or a photo converted by an app; its history is open."""
    FINE = "fine"
    """As cameras save."""
    MEDIUM = "medium"
    """As shops and albums save again."""
    COARSE = "coarse"
    """As chat apps send."""
    SMALL = "small"
    """A thumbnail."""


def quality_of(photo: Photo) -> Quality:
    """Return a photo's quality, from its size and its file alone."""
    coding = photo.metadata.jpeg
    if max(photo.raster.height, photo.raster.width) < SMALL_PX:
        return Quality.SMALL
    if coding is None:
        return Quality.LOSSLESS
    if coding.quality >= FINE_QUALITY:
        return Quality.FINE
    return Quality.MEDIUM if coding.quality >= MEDIUM_QUALITY else Quality.COARSE
