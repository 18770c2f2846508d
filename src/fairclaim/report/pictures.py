"""Pictures for a report: derivatives of decoded pixels, encoded afresh.

Nothing here touches a file or its metadata: arrays come in, bytes come out, so that nothing that the original file
carried beside its pixels can reach a reader of the report.

The rule it keeps: every geometric step counts in *pixel centres*. Shrinking by a factor ``f`` therefore moves a centre
``x`` to ``f * x + (f - 1) / 2``, never to ``f * x``; half a pixel of neglect is visible when two pictures flicker.
"""

import io
import math
from base64 import b64encode

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from fairclaim.domain.box import Box
from fairclaim.domain.finding import GreyMap

Pixels = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]

OVERLAY_RGB = (0, 92, 230)
"""A strong blue: the blue-yellow axis is the one that people with red-green colour blindness see in full."""

OUTSIDE_GREY = 226
"""What the aligned reference shows where it has no pixels."""

MAP_FLOOR = 12
"""Map values below this are noise of the check and are drawn as fully transparent."""


WORTH_AVERAGING = 1.5
"""From this many reference pixels per drawn pixel on, areas are averaged before the warp."""

WARP_LIMIT_PX = 32_000
"""OpenCV warps pictures with sides below 32,767 pixels (SHRT_MAX); longer ones are reduced first."""


def display_size(height: int, width: int, *, longest: int) -> tuple[int, int]:
    """Return ``(height, width)`` reduced so that neither side exceeds ``longest``; never enlarged, never below 1."""
    factor = min(1.0, longest / max(height, width, 1))
    return max(1, round(height * factor)), max(1, round(width * factor))


def resize(pixels: Pixels, height: int, width: int) -> Pixels:
    """Resample to a size; areas are averaged on the way down, so that fine patterns do not alias.

    Parameters
    ----------
    pixels : numpy.ndarray, shape (M, N, 3) or (M, N), uint8
        Any picture; left untouched.
    height, width : int
        Wanted size in pixels.
    """
    if pixels.shape[:2] == (height, width):
        return pixels
    is_smaller = height * width < pixels.shape[0] * pixels.shape[1]
    return np.asarray(
        cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA if is_smaller else cv2.INTER_LINEAR),
        dtype=np.uint8,
    )


def usable_matrix(values: tuple[float, ...]) -> Matrix | None:
    """Return the 3 × 3 map, or None where it is no invertible projective map of finite numbers."""
    if len(values) != 9 or not all(math.isfinite(value) for value in values):
        return None
    matrix = np.asarray(values, dtype=np.float64).reshape(3, 3)
    if abs(float(np.linalg.det(matrix))) < 1e-12:
        return None
    return matrix


def align(reference: Pixels, matrix: Matrix, *, claim: tuple[int, int], size: tuple[int, int]) -> Pixels:
    """Draw the reference in the claim photo's grid, reduced to a display size.

    Parameters
    ----------
    reference : numpy.ndarray, shape (P, Q, 3), uint8
        The reference's own pixels.
    matrix : numpy.ndarray, shape (3, 3), float64
        Projective map from reference pixel centres ``(col, row, 1)`` to claim pixel centres.
    claim : (int, int)
        Height and width of the claim photo.
    size : (int, int)
        Height and width of the drawn picture, covering the whole claim photo.

    Returns
    -------
    numpy.ndarray, shape (*size, 3), uint8
        Uniform grey where the reference has no pixels.
    """
    return _warp(reference, _resizing(claim, size) @ matrix, size)


def align_box(reference: Pixels, matrix: Matrix, box: Box) -> Pixels:
    """Draw the part of the reference under one box of the claim photo, at the claim photo's own pixel size."""
    shift = np.array([[1.0, 0.0, -box.col0], [0.0, 1.0, -box.row0], [0.0, 0.0, 1.0]])
    return _warp(reference, shift @ matrix, (box.row1 - box.row0, box.col1 - box.col0))


def crop(pixels: Pixels, box: Box) -> Pixels:
    """Return the pixels inside a box, unscaled."""
    return pixels[box.row0 : box.row1, box.col0 : box.col1]


def with_surroundings(box: Box, *, height: int, width: int, share: float = 0.35, least_px: int = 48) -> Box | None:
    """Grow a box so that a person sees what lies around it, and cut it at the picture's edges.

    Parameters
    ----------
    share : float, default 0.35
        Margin on each side as a share of the box's longer side.
    least_px : int, default 48
        Margin on each side that even a tiny box gets.

    Returns
    -------
    Box or None
        None where nothing of the box lies inside the picture.
    """
    inside = box.intersection(Box(0, 0, height, width))
    if inside.area == 0:
        return None
    margin = max(least_px, round(share * max(inside.row1 - inside.row0, inside.col1 - inside.col0)))
    grown = Box(inside.row0 - margin, inside.col0 - margin, inside.row1 + margin, inside.col1 + margin)
    return grown.intersection(Box(0, 0, height, width))


def overlay_png(grey: GreyMap, *, longest: int) -> bytes | None:
    """Turn a check's map into a coloured veil: one colour, opacity = value of the map.

    Returns
    -------
    bytes or None
        PNG with a palette of one colour in 256 opacities; None where the map cannot be read.
    """
    encoded = np.frombuffer(grey.png, dtype=np.uint8)
    decoded = cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE) if encoded.size else None
    if decoded is None:
        return None
    values: Pixels = np.asarray(decoded, dtype=np.uint8)
    values = resize(values, *display_size(values.shape[0], values.shape[1], longest=longest))
    veil = Image.fromarray(np.where(values < MAP_FLOOR, 0, values).astype(np.uint8))
    paletted = Image.frombytes("P", veil.size, veil.tobytes())
    paletted.putpalette(OVERLAY_RGB * 256)
    sink = io.BytesIO()
    paletted.save(sink, "PNG", transparency=bytes(range(256)), optimize=True)
    return sink.getvalue()


def jpeg(pixels: Pixels, *, quality: int = 85, full_colour: bool = False) -> bytes:
    """Encode as a plain baseline JPEG without any metadata.

    Parameters
    ----------
    pixels : numpy.ndarray, shape (M, N, 3), uint8
        Red, green, blue in sRGB.
    full_colour : bool, default False
        Keep the colour planes at full resolution (for crops whose pixels are to be compared).
    """
    sink = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(
        sink, "JPEG", quality=quality, subsampling=0 if full_colour else 2, optimize=True
    )
    return sink.getvalue()


def data_uri(media_type: str, data: bytes) -> str:
    """Return bytes as a ``data:`` address that a page can carry in itself."""
    return f"data:{media_type};base64,{b64encode(data).decode('ascii')}"


def _resizing(source: tuple[int, int], target: tuple[int, int]) -> Matrix:
    """Map pixel centres of a picture to pixel centres of its resized self; sizes are (height, width)."""
    rows, cols = target[0] / source[0], target[1] / source[1]
    return np.array([[cols, 0.0, (cols - 1) / 2], [0.0, rows, (rows - 1) / 2], [0.0, 0.0, 1.0]])


def _warp(reference: Pixels, matrix: Matrix, size: tuple[int, int]) -> Pixels:
    source, shrunk = _shrunk_for(reference, matrix, size)
    full = (reference.shape[0], reference.shape[1])
    matrix = matrix @ np.linalg.inv(_resizing(full, shrunk)) if shrunk != full else matrix
    drawn = cv2.warpPerspective(
        source,
        matrix,
        (size[1], size[0]),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(OUTSIDE_GREY, OUTSIDE_GREY, OUTSIDE_GREY),
    )
    return np.asarray(drawn, dtype=np.uint8)


def _shrunk_for(reference: Pixels, matrix: Matrix, size: tuple[int, int]) -> tuple[Pixels, tuple[int, int]]:
    """Reduce a reference first where the warp would skip pixels: interpolation alone does not average areas."""
    height, width = reference.shape[0], reference.shape[1]
    scale = _scale_at(np.asarray(np.linalg.inv(matrix), dtype=np.float64), size)
    if not math.isfinite(scale) or scale <= WORTH_AVERAGING:
        scale = 1.0
    scale = max(scale, max(height, width) / WARP_LIMIT_PX)
    if scale <= 1.0:
        return reference, (height, width)
    shrunk = max(1, round(height / scale)), max(1, round(width / scale))
    return resize(reference, *shrunk), shrunk


def _scale_at(back: Matrix, size: tuple[int, int]) -> float:
    """Return how many reference pixels (per side) one drawn pixel covers, at the middle of the drawn picture."""
    middle = np.array([size[1] / 2, size[0] / 2, 1.0])
    steps = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    points = (middle + steps) @ back.T
    with np.errstate(divide="ignore", invalid="ignore"):
        flat = points[:, :2] / points[:, 2:]
    return math.sqrt(abs(float(np.linalg.det(flat[1:] - flat[0]))))
