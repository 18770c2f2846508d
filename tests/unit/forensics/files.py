"""Photos read from whole files of our own making, with their real structure and metadata."""

import io

import numpy as np
import piexif
from PIL import Image

from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.forensics.case import Case
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.walk.walk import walk
from unit.forensics.material import Pixels, sealed


def opened(data: bytes, *, number: int = 1) -> Photo:
    """Open a file that we trust, without the sandbox: as shown, upright."""
    structure = walk(data)
    with Image.open(io.BytesIO(data)) as image:
        turned = image.transpose(_TURNS[turn]) if (turn := image.getexif().get(0x0112, 1)) in _TURNS else image
        pixels = sealed(np.asarray(turned.convert("RGB")))
    return Photo(
        id=ExhibitId(f"claim-{number}"),
        exhibit=Exhibit(data, Role.CLAIM),
        structure=structure,
        metadata=read_metadata(data, structure),
        raster=Raster(pixels),
    )


def case_of(data: bytes) -> Case:
    """Return a case of one claim photo."""
    return Case(photos=(opened(data),))


def saved(pixels: Pixels, *, quality: int, orientation: int | None = None, subsampling: int = 2) -> bytes:
    """Save as JPEG with an orientation that viewers shall apply."""
    exif = piexif.dump({"0th": {piexif.ImageIFD.Orientation: orientation}}) if orientation else b""
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(out, "JPEG", quality=quality, subsampling=subsampling, exif=exif)
    return out.getvalue()


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
