"""Derivatives of pixels. Each is built from raw pixels anew, so that nothing of a hostile file survives in it."""

import io

import numpy as np
import numpy.typing as npt
from PIL import Image

_PNG_EFFORT = 4


def to_png_grey(values: npt.NDArray[np.uint8]) -> bytes:
    """Encode a map as a single-channel 8-bit PNG.

    Parameters
    ----------
    values : numpy.ndarray, shape (M, N), uint8
        0 = agrees, 255 = strongest sign.

    Returns
    -------
    bytes
        The PNG file.
    """
    return _save(Image.fromarray(_require(values, axes=2)), "PNG", compress_level=_PNG_EFFORT)


def to_jpeg(pixels: npt.NDArray[np.uint8], *, max_side_px: int = 1600, quality: int = 85) -> bytes:
    """Encode a picture as a JPEG for people to look at.

    Parameters
    ----------
    pixels : numpy.ndarray, shape (M, N, 3) or (M, N), uint8
        sRGB or grey.
    max_side_px : int
        The longer side is reduced to this; a smaller picture keeps its size.
    quality : int
        libjpeg quality, 1 to 95.

    Returns
    -------
    bytes
        The JPEG file: pixels only, no metadata and no profile.
    """
    image = Image.fromarray(_require(pixels, axes=pixels.ndim))
    image.thumbnail((max_side_px, max_side_px), Image.Resampling.LANCZOS)
    return _save(image, "JPEG", quality=quality, optimize=True)


def _require(values: npt.NDArray[np.uint8], *, axes: int) -> npt.NDArray[np.uint8]:
    if values.dtype != np.uint8 or values.ndim != axes or axes not in {2, 3} or not values.size:
        raise ValueError(f"expected uint8 pixels, got {values.dtype} of shape {values.shape}")
    return np.ascontiguousarray(values)


def _save(image: Image.Image, format_name: str, **options: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format_name, **options)
    return buffer.getvalue()
