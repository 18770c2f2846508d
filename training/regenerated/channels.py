"""What happens to both halves of a pair after the decoder, in the same way: drift, resizing, tone, JPEG."""

import io
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image


@dataclass(frozen=True, slots=True)
class Channel:
    """One fate of a picture; the same numbers for both halves of a pair."""

    scale: float = 1.0
    kernel: int = cv2.INTER_AREA
    qualities: tuple[int, ...] = ()
    subsampling: int = 2
    shift: tuple[int, int] = (0, 0)
    gamma: float = 1.0

    def send(self, pixels: np.ndarray) -> np.ndarray:
        """Return what arrives, shape (P, Q, 3), uint8."""
        row, col = self.shift
        pixels = pixels[row:, col:]
        if self.gamma != 1:
            pixels = np.rint(((pixels / 255.0) ** self.gamma) * 255).astype(np.uint8)
        if self.scale != 1:
            size = (round(pixels.shape[1] * self.scale), round(pixels.shape[0] * self.scale))
            pixels = cv2.resize(pixels, size, interpolation=self.kernel)
        for quality in self.qualities:
            pixels = jpeg(pixels, quality, self.subsampling)
        return pixels


NAMED = {
    "lossless": Channel(),
    "jpeg-95": Channel(qualities=(95,)),
    "resized-75": Channel(scale=0.75, qualities=(75,)),
    "chat-70": Channel(scale=0.75, qualities=(70,)),
}
"""Channels on which everything is reported."""


def any_channel(generator: np.random.Generator, *, severity: float) -> Channel:
    """Draw a channel. ``severity`` 0 keeps it fine, 1 draws from everything down to quality 65."""
    lowest = 100 - 35 * severity
    qualities = [round(generator.uniform(lowest, 100))]
    if generator.random() < 0.3:
        qualities.insert(0, round(generator.uniform(min(max(lowest, 85), 98), 99)))
    if generator.random() < 0.12:
        qualities = []
    scale = 1.0
    if generator.random() < 0.2 + 0.3 * severity:
        scale = float(
            generator.choice([0.75, generator.uniform(0.6, 1.0), generator.uniform(1.0, 1.3)], p=[0.3, 0.5, 0.2])
        )
    kernel = cv2.INTER_AREA if scale < 1 and generator.random() < 0.6 else cv2.INTER_CUBIC
    shift = (0, 0) if generator.random() < 0.4 else tuple(int(number) for number in generator.integers(0, 16, 2))
    return Channel(
        scale=scale,
        kernel=kernel,
        qualities=tuple(qualities),
        subsampling=2 if generator.random() < 0.75 else 0,
        shift=shift,
        gamma=1.0 if generator.random() < 0.7 else float(generator.uniform(0.8, 1.25)),
    )


def jpeg(pixels: np.ndarray, quality: int, subsampling: int = 2) -> np.ndarray:
    """Compress and decode."""
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(out, "JPEG", quality=quality, subsampling=subsampling)
    out.seek(0)
    with Image.open(out) as image:
        return np.asarray(image.convert("RGB"))
