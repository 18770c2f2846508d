"""Lines of text as if they had been read, for rules that need no picture."""

from fairclaim.domain.box import Box
from fairclaim.forensics.inscriptions import Inscription

HEIGHT, WIDTH = 1000, 1500


def line(
    text: str, *, row: int = 940, col: int = 1200, size: int = 40, tilt: float = 0.0, score: float = 0.95
) -> Inscription:
    """Return a line at a place of a picture of 1000 × 1500 pixels; by default at the lower right corner."""
    box = Box(row, col, row + size, min(col + size * max(len(text) // 2, 2), WIDTH))
    return Inscription(text=text, score=score, box=box, tilt_deg=tilt, height_px=float(size))
