"""Send a photo, or a part of it, through an image generator's autoencoder: every pixel is drawn anew.

A generator works on a latent picture and decodes it at the end, so all its output carries its decoder's traces, and
contents drift by a pixel or two. The file is made by ``training/export_latent_autoencoder.py``.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from cv2.typing import MatLike

from fairclaim.benchmark.channels import Pixels
from fairclaim.benchmark.forge import Forgery
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

STEP_PX = 8
"""Picture pixels per latent pixel."""
FRAME_SIDE_PX = 768
"""Long side at which a whole frame is drawn anew; generators work at about this size."""
REGION_SIDE_PX = 384
DRIFT_PX = 1.5
FEATHER_PX = 6.0


def regenerate_frame(
    forgery: Forgery, generator: np.random.Generator, *, autoencoder: Path, drift_px: float = DRIFT_PX
) -> Forgery:
    """Draw a whole forged photo anew: made smaller, sent through the latent space, contents drifting smoothly.

    Parameters
    ----------
    forgery : Forgery
        A photo with damage already in it.
    generator : numpy.random.Generator
        Drift.
    autoencoder : Path
        ONNX file.
    drift_px : float
        How far contents may drift; 0 leaves every drawn pixel as the decoder made it, without a trace of interpolation.

    Returns
    -------
    Forgery
        Cropped to a multiple of ``STEP_PX``, at most ``FRAME_SIDE_PX`` long, with the damage's mask on its grid.
    """
    height, width = forgery.mask.shape
    scale = min(FRAME_SIDE_PX / max(height, width), 1.0)
    size = (max(round(width * scale), 2 * STEP_PX), max(round(height * scale), 2 * STEP_PX))
    small = np.asarray(cv2.resize(forgery.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    mask = cv2.resize(forgery.mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    rows, cols = _whole_steps(small)
    drawn = _round_trip(small[:rows, :cols], autoencoder)
    if not drift_px:
        return Forgery(drawn, np.asarray(mask[:rows, :cols] > 0.02))
    col_map, row_map = _drift(rows, cols, generator, drift_px)
    bent = cv2.remap(drawn, col_map, row_map, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    bent_mask = cv2.remap(mask[:rows, :cols], col_map, row_map, cv2.INTER_LINEAR)
    return Forgery(np.asarray(bent, np.uint8), np.asarray(bent_mask > 0.02))


def regenerate_region(forgery: Forgery, *, autoencoder: Path) -> Forgery:
    """Draw only the surroundings of the damage anew and paste them back with a soft rim, as an inpainting tool does."""
    box = forgery.box
    rows, cols = (
        _region(*side)
        for side in ((box.row0, box.row1, forgery.mask.shape[0]), (box.col0, box.col1, forgery.mask.shape[1]))
    )
    part = forgery.pixels[rows, cols]
    drawn = _round_trip(part, autoencoder)
    inner = np.zeros(part.shape[:2], np.float32)
    inner[STEP_PX:-STEP_PX, STEP_PX:-STEP_PX] = 1
    opacity = cv2.GaussianBlur(inner, (0, 0), FEATHER_PX / 2)[..., None]
    pixels = forgery.pixels.copy()
    pixels[rows, cols] = np.rint(part + opacity * (drawn.astype(np.float32) - part)).astype(np.uint8)
    return Forgery(pixels, forgery.mask)


def _region(low: int, high: int, limit: int) -> slice:
    """Return a range of whole steps around [low, high), with a quarter to spare, inside the picture."""
    spare = max((high - low) // 4, 2 * STEP_PX)
    first = max(low - spare, 0)
    length = min(high + spare, limit) - first
    length = min(length, REGION_SIDE_PX) // STEP_PX * STEP_PX
    return slice(first, first + length)


def _whole_steps(pixels: Pixels) -> tuple[int, int]:
    return int(pixels.shape[0]) // STEP_PX * STEP_PX, int(pixels.shape[1]) // STEP_PX * STEP_PX


def _round_trip(pixels: Pixels, autoencoder: Path) -> Pixels:
    session = _session(autoencoder)
    batch = np.ascontiguousarray(pixels.transpose(2, 0, 1)[None], dtype=np.float32) / 255
    (drawn,) = session.run(None, {session.get_inputs()[0].name: batch})
    return np.asarray(np.clip(np.rint(drawn[0].transpose(1, 2, 0) * 255), 0, 255), np.uint8)


@lru_cache(maxsize=1)
def _session(autoencoder: Path) -> "InferenceSession":
    try:
        import onnxruntime  # noqa: PLC0415  (optional, and slow to import)
    except ImportError as exc:
        raise UnavailableError(_NO_RUNTIME) from exc
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(autoencoder.read_bytes(), options, providers=["CPUExecutionProvider"])


def _drift(rows: int, cols: int, generator: np.random.Generator, drift_px: float) -> tuple[MatLike, MatLike]:
    """Return maps (columns, rows) that move contents smoothly by up to about ``drift_px``."""
    coarse = generator.uniform(-drift_px, drift_px, (2, 5, 5)).astype(np.float32)
    col, row = (cv2.resize(plane, (cols, rows), interpolation=cv2.INTER_CUBIC) for plane in coarse)
    grid_row, grid_col = np.mgrid[0:rows, 0:cols].astype(np.float32)
    return grid_col + col, grid_row + row


_NO_RUNTIME = Bilingual(
    "缺少 onnxruntime。请安装：pip install 'fairclaim[benchmark]'。",
    "onnxruntime is not installed. Install it: pip install 'fairclaim[benchmark]'.",
)
