"""A photo's quality comes from its size and its file."""

import numpy as np
import pytest

from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.forensics.quality import Quality, quality_of
from fairclaim.imaging.metadata import JpegCoding, Metadata
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.structure import Structure
from unit.forensics.material import sealed


@pytest.mark.parametrize(
    ("width", "jpeg", "expected"),
    [
        (639, 95, Quality.SMALL),
        (640, None, Quality.LOSSLESS),
        (640, 90, Quality.FINE),
        (640, 89, Quality.MEDIUM),
        (640, 75, Quality.MEDIUM),
        (640, 74, Quality.COARSE),
    ],
)
def test_size_comes_first_then_compression(width: int, jpeg: int | None, expected: Quality) -> None:
    coding = jpeg and JpegCoding({}, quality=jpeg, is_standard=True, subsampling="4:2:0", is_progressive=False)
    photo = Photo(
        id=ExhibitId("claim-1"),
        exhibit=Exhibit(b"", Role.CLAIM),
        structure=Structure(media_type="image/jpeg", parts=(), height=8, width=width),
        metadata=Metadata(jpeg=coding or None),
        raster=Raster(sealed(np.zeros((8, width, 3), np.uint8))),
    )
    assert quality_of(photo) is expected
