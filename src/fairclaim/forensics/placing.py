"""From the working grid, where photos are compared, back to the photo that people see."""

import cv2
import numpy as np

from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.domain.finding import Alignment, GreyMap
from fairclaim.forensics.change import GROW_AT, SEED_AT, Change
from fairclaim.forensics.features import WorkingPhoto
from fairclaim.forensics.registration import Matrix
from fairclaim.imaging.encode import to_png_grey


def to_full_box(box: Box, photo: WorkingPhoto) -> Box:
    """Return a box of the working grid in full-size pixels, rounded outwards and kept inside the photo."""
    rows, cols = photo.full_height / photo.height, photo.full_width / photo.width
    return Box(
        int(box.row0 * rows),
        int(box.col0 * cols),
        min(int(np.ceil(box.row1 * rows)), photo.full_height),
        min(int(np.ceil(box.col1 * cols)), photo.full_width),
    )


def to_change_map(change: Change, photo: WorkingPhoto) -> GreyMap:
    """Return a change's strength at full size: the growing threshold is a third of full, twice the seed is full."""
    levels = np.clip((change.strength - GROW_AT / 2) / (2 * SEED_AT - GROW_AT / 2), 0, 1) * 255
    grey = cv2.resize(levels.astype(np.uint8), (photo.full_width, photo.full_height), interpolation=cv2.INTER_LINEAR)
    return GreyMap(photo.full_height, photo.full_width, to_png_grey(grey))


def to_alignment(reference: ExhibitId, matrix: Matrix, claim: WorkingPhoto, other: WorkingPhoto) -> Alignment:
    """Return a map between working grids (from ``other`` to ``claim``) as one between full-size pixel centres."""
    full = claim.to_full() @ matrix @ np.linalg.inv(other.to_full())
    return Alignment(reference, tuple(float(value) for value in (full / full[2, 2]).ravel()))
