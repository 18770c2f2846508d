"""The one door to all walkers."""

from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.sniff import sniff
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.bmff import walk_bmff
from fairclaim.imaging.walk.gif import walk_gif
from fairclaim.imaging.walk.jpeg import walk_jpeg
from fairclaim.imaging.walk.ledger import refuse_beyond
from fairclaim.imaging.walk.png import walk_png
from fairclaim.imaging.walk.riff import walk_webp
from fairclaim.imaging.walk.tiff import walk_tiff

_WALKERS = {
    "image/jpeg": walk_jpeg,
    "image/png": walk_png,
    "image/webp": walk_webp,
    "image/gif": walk_gif,
    "image/tiff": walk_tiff,
}


def walk(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Structure:
    """Read a picture's structure to its last byte, in time proportional to its length, decoding nothing.

    Parameters
    ----------
    data : bytes
        The whole file.
    limits : Limits
        What is refused.

    Returns
    -------
    Structure
        Its parts, stated size, and foreign bytes.

    Raises
    ------
    EmptyFileError, UnknownFormatError
        As `sniff`.
    BrokenFileError
        If it is truncated, or damaged so that no picture can be found in it.
    OverLimitError
        If it is larger, or states that it is larger, than any honest photo.
    """
    refuse_beyond("size_bytes", len(data), limits.size_bytes)
    media_type = sniff(data)
    walker = _WALKERS.get(media_type)
    return walker(data, limits=limits) if walker else walk_bmff(data, media_type, limits=limits)
