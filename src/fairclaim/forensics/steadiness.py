"""Whether a verdict stands when the claim photos are saved once more: one that falls rests on too little.

Chat apps, albums and claim portals save photos again all the time. Evidence that such a saving would wipe out is evidence of
nothing that lasts, and a second examiner who got the photo by another way would answer otherwise.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from fairclaim.domain.finding import Finding
from fairclaim.domain.verdict import Call
from fairclaim.forensics.case import Case
from fairclaim.forensics.fusion import fuse
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster

COMPARES_PIXELS = frozenset({"derived-from-reference", "views-disagree"})
"""Checks whose evidence a saving can weaken; labels and credentials are read from the original bytes, once."""

QUALITY, SCALE = 90, 0.9
"""Of the saving. Of 125 forged verdicts sampled from the reference track, a saving at quality 85 without scaling overturned none; this
one, of all verdicts, 6 of 1,064 that were right and 2 of 8 that were wrong."""


def is_steady(
    case: Case, findings: Sequence[Finding], *, ask: Callable[[Case, frozenset[str]], Sequence[Finding]]
) -> bool:
    """Return whether the findings still make ``forged`` when the claim photos are saved once more.

    Parameters
    ----------
    case : Case
        As examined.
    findings : sequence of Finding
        Of all checks; those of other checks than ``COMPARES_PIXELS`` are kept.
    ask : callable
        Runs the named checks on a case and calibrates them.
    """
    names = frozenset(finding.check for finding in findings) & COMPARES_PIXELS
    others = [finding for finding in findings if finding.check not in names]
    saved = case.with_claims(_saved)
    return fuse([*ask(saved, names), *others]).call is Call.FORGED


def _saved(photo: Photo) -> Photo:
    """Save a photo's pixels and read them back; what is read was written here, so no sandbox is needed."""
    height, width = (max(round(side * SCALE), 1) for side in (photo.raster.height, photo.raster.width))
    small = cv2.resize(photo.raster.pixels, (width, height), interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    pixels = np.ascontiguousarray(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[..., ::-1])
    return replace(photo, raster=Raster(pixels))
