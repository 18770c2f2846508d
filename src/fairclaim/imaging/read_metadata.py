"""Everything a file states, from its original bytes. Broken metadata never makes a photo unreadable."""

from fairclaim.imaging.carriers.bmff import collect_bmff
from fairclaim.imaging.carriers.gif import collect_gif
from fairclaim.imaging.carriers.jpeg import collect_jpeg
from fairclaim.imaging.carriers.png import collect_png
from fairclaim.imaging.carriers.riff import collect_webp
from fairclaim.imaging.carriers.tiff import collect_tiff
from fairclaim.imaging.found import Found
from fairclaim.imaging.jpeg_coding import read_jpeg_coding
from fairclaim.imaging.limits import DEFAULT_LIMITS, Limits
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.structure import Structure

_CARRIERS = {
    "image/jpeg": collect_jpeg,
    "image/png": collect_png,
    "image/webp": collect_webp,
    "image/gif": collect_gif,
    "image/tiff": collect_tiff,
}


def read_metadata(data: bytes, structure: Structure, *, limits: Limits = DEFAULT_LIMITS) -> Metadata:
    """Read EXIF, XMP, texts, JPEG coding and the presence of content credentials.

    Parameters
    ----------
    data : bytes
        The whole file.
    structure : Structure
        What `walk` said of the same bytes.
    limits : Limits
        How much is kept.

    Returns
    -------
    Metadata
        Empty where the file states nothing or nothing that can be read.
    """
    found = Found(limits)
    _CARRIERS.get(structure.media_type, collect_bmff)(data, structure, found)
    jpeg = read_jpeg_coding(data, structure) if structure.media_type == "image/jpeg" else None
    return found.to_metadata(jpeg=jpeg)
