"""The one saturated colour that a picture's thing has, if it has one.

Light changes a colour's lightness much and its hue little; white balance turns pale colours, hardly saturated ones. So
only saturated colours are compared, only by hue, and only where one hue clearly leads.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

SIDE_PX = 256
VIVID_CHROMA = 38.0
"""CIELAB chroma from which a colour counts as saturated."""
PALE_CHROMA = 12.0
"""Chroma from which a pixel has a hue at all."""
LEADING_DEG = 20.0
"""Half-width of the hue range of one colour."""
BACKGROUND_TONE = 14.0
"""CIELAB distance from the frame's own colour within which a pixel belongs to the backdrop."""

Angles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hues:
    """Colours of a picture's pixels, backdrop left out.

    Parameters
    ----------
    hue_deg : (K,) float64, -180 to 180
        CIELAB hue angle.
    chroma : (K,) float64, >= 0
        CIELAB chroma.
    is_central : (K,) bool
        Pixels of the middle half of the frame, in either direction.
    has_backdrop : bool
        An even backdrop was left out, so that what remains is the thing itself.
    """

    hue_deg: Angles
    chroma: Angles
    is_central: npt.NDArray[np.bool_]
    has_backdrop: bool

    def leading(self, *, central: bool) -> tuple[float, float]:
        """Return the hue angle of the leading saturated colour and its share of the pixels, in [0, 1]."""
        chosen = self.is_central if central else np.ones_like(self.is_central)
        vivid = chosen & (self.chroma > VIVID_CHROMA)
        if vivid.sum() < 50 or not chosen.any():
            return 0.0, 0.0
        histogram = np.histogram(self.hue_deg[vivid], bins=72, range=(-180, 180))[0]
        smooth = sum(np.roll(histogram, shift) for shift in range(-3, 4))
        hue_deg = float(np.argmax(smooth)) * 5 - 177.5
        near = vivid & (apart_deg(self.hue_deg, hue_deg) < LEADING_DEG)
        return hue_deg, float(near.sum() / chosen.sum())

    def share_near(self, hue_deg: float, *, within_deg: float) -> float:
        """Return the share of all pixels, backdrop left out, that have about this hue, pale ones included."""
        near = (self.chroma > PALE_CHROMA) & (apart_deg(self.hue_deg, hue_deg) < within_deg)
        return float(near.mean()) if near.size else 0.0


def apart_deg(first: Angles, second: float) -> Angles:
    """Return how far hue angles lie apart, 0 to 180 degrees."""
    return np.asarray(np.abs((first - second + 180) % 360 - 180), np.float64)


def read_hues(pixels: MatLike) -> Hues:
    """Read the colours of a picture, shape (M, N, 3), uint8; a plain backdrop that reaches the frame is left out."""
    scale = min(1.0, SIDE_PX / max(pixels.shape[:2]))
    size = (max(round(pixels.shape[1] * scale), 1), max(round(pixels.shape[0] * scale), 1))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    height, width = lab.shape[:2]
    rows, cols = np.mgrid[0:height, 0:width]
    central = (abs(rows - (height - 1) / 2) <= height / 4) & (abs(cols - (width - 1) / 2) <= width / 4)
    backdrop = _backdrop(lab)
    kept = ~backdrop
    chosen = lab[kept].astype(np.float64)
    return Hues(
        hue_deg=np.degrees(np.arctan2(chosen[:, 2], chosen[:, 1])),
        chroma=np.hypot(chosen[:, 1], chosen[:, 2]),
        is_central=central[kept],
        has_backdrop=bool(backdrop.any()),
    )


def _backdrop(lab: MatLike) -> npt.NDArray[np.bool_]:
    """Return the even backdrop: pixels like the frame's median colour, where most of the frame is like it."""
    frame = np.concatenate([lab[0], lab[-1], lab[:, 0], lab[:, -1]])
    tone = np.median(frame, axis=0)
    if float((np.linalg.norm(frame - tone, axis=1) < BACKGROUND_TONE).mean()) < 0.7:
        return np.zeros(lab.shape[:2], np.bool_)
    return np.asarray(np.linalg.norm(lab - tone, axis=2) < BACKGROUND_TONE)
