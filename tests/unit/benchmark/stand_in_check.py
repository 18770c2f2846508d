"""Checks that stand in for those that score pixels: an honest one, one that reads the file's format, one with two questions."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.domain.finding import Grade, GreyMap, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Cost, Reading, Signal
from fairclaim.imaging.encode import to_png_grey
from fairclaim.imaging.photo import Photo

TEXT = Bilingual("替身", "a stand-in")
BLOCK_PX = 16
SMALLEST_PX = 64


def smoothest(photo: Photo) -> tuple[float, GreyMap, Box]:
    """How much less noise the smoothest block has than most, where it lies."""
    luma = photo.raster.pixels.mean(axis=2, dtype=np.float32)
    fine = np.abs(luma - cv2.GaussianBlur(luma, (0, 0), 1.5))
    rows, cols = (side // BLOCK_PX for side in fine.shape)
    noise = cv2.resize(fine[: rows * BLOCK_PX, : cols * BLOCK_PX], (cols, rows), interpolation=cv2.INTER_AREA)
    row, col = divmod(int(noise.argmin()), cols)
    grey = np.zeros(fine.shape, np.uint8)
    box = Box(row * BLOCK_PX, col * BLOCK_PX, (row + 1) * BLOCK_PX, (col + 1) * BLOCK_PX)
    grey[box.row0 : box.row1, box.col0 : box.col1] = 255
    score = float(np.log1p(np.median(noise)) - np.log1p(noise.min()))
    return score, GreyMap(fine.shape[0], fine.shape[1], to_png_grey(grey)), box


def read_noise(case: Case) -> Sequence[Reading]:
    return [_noise(photo) for photo in case.claims]


def read_format(case: Case) -> Sequence[Reading]:
    """Cheat: a PNG, or a coarse JPEG, or a small picture, must be forged."""
    readings = []
    for photo in case.claims:
        coding = photo.metadata.jpeg
        quality = 100 if coding is None else coding.quality
        score = abs(quality - 95) + 1e4 / photo.raster.width
        readings.append(Reading(signal="inconsistent", exhibits=(photo.id,), reason=TEXT, score=score))
    return readings


def read_both(case: Case) -> Sequence[Reading]:
    readings = []
    for photo in case.claims:
        score = smoothest(photo)[0]
        readings += [
            Reading(signal="no-sign", exhibits=(photo.id,), reason=TEXT, score=-score),
            Reading(signal="region-regenerated", exhibits=(photo.id,), reason=TEXT, score=score),
        ]
    return readings


def _noise(photo: Photo) -> Reading:
    if min(photo.raster.height, photo.raster.width) < SMALLEST_PX:
        return Reading(signal="too-small", exhibits=(photo.id,), reason=TEXT)
    score, grey, box = smoothest(photo)
    return Reading(
        signal="inconsistent" if score > 1 else "consistent",
        exhibits=(ExhibitId("claim-1"),),
        reason=TEXT,
        regions=(box,),
        map=grey,
        score=score,
    )


def _check(name: str, read: Callable[[Case], Sequence[Reading]], *adverse: str, silent: Sequence[str]) -> Check:
    return Check(
        name=name,
        title=TEXT,
        reads=frozenset({Role.CLAIM}),
        cost=Cost.LIGHT,
        source="none",
        fooled_by=TEXT,
        worthless_when=TEXT,
        signals=(
            *(Signal(signal, Outcome.WARN, Grade.C, TEXT) for signal in adverse),
            *(Signal(signal, Outcome.CANNOT_TELL, None, TEXT) for signal in silent[:1]),
            *(Signal(signal, Outcome.NOT_APPLICABLE, None, TEXT) for signal in silent[1:]),
        ),
        read=read,
    )


NOISE = _check("noise-level", read_noise, "inconsistent", silent=("consistent", "too-small"))
CHEAT = _check("resampling", read_format, "inconsistent", silent=("consistent",))
BOTH = _check("regenerated", read_both, "re-rendered", "region-regenerated", silent=("no-sign", "too-small"))
