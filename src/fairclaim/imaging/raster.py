"""Decoded pixels."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Raster:
    """A photo as shown: EXIF orientation applied, converted to sRGB, alpha laid over white.

    Parameters
    ----------
    pixels : numpy.ndarray, shape (M, N, 3), uint8, 0 to 255
        Red, green, blue; read-only. Eight bits hold the whole of a 12 MP photo in 36 MB; deeper files are
        reduced with rounding, and ``bit_depth`` remembers what they had.
    bit_depth : int
        Bits per channel in the file.
    """

    pixels: npt.NDArray[np.uint8]
    bit_depth: int = 8

    def __post_init__(self) -> None:
        self.pixels.flags.writeable = False

    @property
    def height(self) -> int:
        """Number of rows."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Number of columns."""
        return int(self.pixels.shape[1])
