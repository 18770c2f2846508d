"""One quality for what was kept without loss: pixels as a fine JPEG would have left them.

A screenshot, a converted file and a camera's JPEG of one scene differ in their finest detail, because only one of them went
through an encoder. A check of fine traces that reads them as they come tells containers apart, not pictures.
"""

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.imaging.photo import Photo

QUALITY = 95
"""libjpeg quality at which albums and cameras save."""


def as_fine_jpeg(photo: Photo) -> npt.NDArray[np.uint8]:
    """Return a photo's pixels, shape (M, N, 3): those of a lossless file once through a JPEG of ``QUALITY``, others as they are."""
    pixels = photo.raster.pixels
    if photo.metadata.jpeg is not None:
        return pixels
    data = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
    return np.ascontiguousarray(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[..., ::-1])
