"""Tell overlay drawings (circles, arrows, captions, stickers, covering boxes) from other differences.

Buyers mark the damage on a copy of their own photo, and that copy must not count against them. What a drawing program lays
on a photo is *flat*: one saturated colour along strokes of even width, a few flat colours in a sticker, one tone in a box or
in the signs of a caption. Damage, painted or real, keeps the grain and shading of what lies below it. The answer leans
towards "no drawing": only what a drawing explains nearly completely is taken for one.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.forensics.lettering import find_rows

Pixels = MatLike
Mask = npt.NDArray[np.bool_]
Plane = MatLike
Rows = npt.NDArray[np.intp]

MIN_CHROMA = 45.0
"""CIELAB chroma of a drawing colour after compression; pure red has 104, brown stains up to 40 or so."""
HUE_RANGE_DEG = 22.0
OWN_HUE_DEG = 30.0
"""Hue angle from which an ink has a colour of its own, and not that of a saturated ground."""
EXPLAINED = 0.85
"""Share of a changed place that a drawing must account for."""
ELONGATION = 12.0
"""Area over squared stroke width, from which a figure is a stroke and no blot."""
EVEN_LIGHTNESS = 9.0
"""Spread of CIELAB lightness along the middle of a stroke (JPEG 70 leaves up to 6 on pure inks)."""
SAME_TONE = 9.0
"""CIELAB distance within which two pixels have one flat colour."""
BOX_TONE = 4.0
BOX_APART = 15.0
"""CIELAB distance of a covering box from what surrounds it: a smooth retouch matches its surroundings."""
MIN_COVER_SIDE_PX = 12
CORNER = 0.3
"""Least share of each corner of a covering box, a sixth of its side, that has the box's tone; rounded corners keep three quarters."""
EXACT_TONE = 1.2
"""CIELAB distance within which 90 % of a covering figure that is no box have its tone. Measured on half of the reference track: rot
blended in and holes filled from around, which have no corners either, keep above it but for one whose filling was bare ground."""
NEW_TONE = 14.0
"""CIELAB distance from the picture below from which a pixel is new."""
GROUND = 128
GROUND_SHARE = 0.15
"""Share of the surroundings from which a colour belongs to them and is no ink."""
WHOLE = 0.95


@dataclass(frozen=True, slots=True)
class _Patch:
    """A changed component with its surroundings: CIELAB colours, shape (M, N, 3), and the component, (M, N)."""

    lab: Plane
    mask: Mask
    below: Plane | None = None
    """What lay below, in CIELAB too, if it is known."""

    @property
    def is_new(self) -> Mask | None:
        """Where the picture clearly differs from what lay below: ink there is no ground."""
        return None if self.below is None else np.asarray(np.linalg.norm(self.lab - self.below, axis=2) > NEW_TONE)


def is_annotation(pixels: Pixels, region_mask: Mask, *, before: Pixels | None = None) -> bool:
    """Tell whether a changed region is nothing but an overlay drawing.

    Parameters
    ----------
    pixels : (M, N, 3) uint8
        The picture that may carry the drawing, red, green, blue, at working size.
    region_mask : (M, N) bool
        What changed; may consist of several components, and every one must be drawn.
    before : (M, N, 3) uint8, optional
        What lay below, where it is known.
    """
    changed = int(region_mask.sum())
    return changed > 0 and int(find_drawn(pixels, region_mask, before=before).sum()) >= WHOLE * changed


def find_drawn(pixels: Pixels, changed: Mask, *, before: Pixels | None = None) -> Mask:
    """Return the components of a change that are overlay drawings, shape (M, N), bool.

    A crack with a circle around it stays: the circle is returned, the crack is not. Where the picture below the drawing is
    known, ink need not stand out from the ground: it is what is new.
    """
    drawn = np.zeros_like(changed)
    lettered = _lettered(pixels if before is None else _alone(pixels, before, changed), changed)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(changed.astype(np.uint8), connectivity=8)
    for number in range(1, count):
        col, row, width, height, area = (int(value) for value in stats[number])
        place = np.s_[max(row - 8, 0) : row + height + 8, max(col - 8, 0) : col + width + 8]
        own = labels[place] == number
        patch = _Patch(_to_lab(pixels[place]), own, None if before is None else _to_lab(before[place]))
        is_lettered = (own & lettered[place]).sum() >= EXPLAINED * area
        if is_lettered or _is_stroke(patch) or _is_sticker(patch) or _is_cover(patch):
            drawn[place] |= own
    return drawn


def _to_lab(pixels: Pixels) -> Plane:
    return cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)


def _alone(pixels: Pixels, before: Pixels, changed: Mask) -> Pixels:
    """Return what is new on an even grey ground, so that signs stand out from any texture."""
    first, second = (_to_lab(cv2.GaussianBlur(picture, (0, 0), 0.7)) for picture in (pixels, before))
    is_new = changed & (np.linalg.norm(first - second, axis=2) > NEW_TONE)
    return np.where(is_new[..., None], pixels, np.uint8(GROUND))


def _lettered(pixels: Pixels, changed: Mask) -> Mask:
    """Return the lines on which rows of signs lie in what changed: a word that is not read stands beside one that is."""
    near = np.zeros_like(changed)
    if not changed.any():
        return near
    rows, cols = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    row0, col0 = max(int(rows[0]) - 40, 0), max(int(cols[0]) - 40, 0)
    for row in find_rows(pixels[row0 : rows[-1] + 40, col0 : cols[-1] + 40]):
        box, pad = row.box, max((row.box.row1 - row.box.row0) // 2, 4)
        top, left = row0 + box.row0, col0 + box.col0
        bottom, right = row0 + box.row1, col0 + box.col1
        if changed[top:bottom, left:right].mean() > 0.25:
            line = np.s_[max(top - pad, 0) : bottom + pad]
            near[line] |= _touched(changed[line], np.s_[:, left:right])
    return near


def _touched(changed: Mask, place: tuple[slice, slice]) -> Mask:
    """Return the whole of every component that reaches into a place."""
    labels = cv2.connectedComponents(changed.astype(np.uint8), connectivity=8)[1]
    numbers = np.unique(labels[place])
    return np.isin(labels, numbers[numbers > 0])


def _is_stroke(patch: _Patch) -> bool:
    """Tell whether strokes of one saturated colour, even in width and lightness, explain the whole component."""
    chroma, hue = _polar(patch.lab)
    inside, is_new = patch.mask & (chroma > MIN_CHROMA / 2), patch.is_new
    if is_new is not None:
        inside &= is_new
    if inside.sum() < 12:
        return False
    # the ink is the most saturated part: take its hue there, where little of the ground shines through; but where the ground is
    # known, most of what is new is ink, and the ground may be more saturated than it
    vivid = inside if is_new is not None else inside & (chroma > 0.8 * np.percentile(chroma[inside], 95))
    tint = _main_hue(hue[vivid], chroma[vivid])
    close = np.abs((hue - tint + 180) % 360 - 180) < HUE_RANGE_DEG
    if not (close & inside).any():
        return False
    full = float(np.percentile(chroma[close & vivid], 75)) if (close & vivid).any() else 0.0
    ground = _ground_chroma(chroma, close, patch.mask) if is_new is None else 0.0
    least = max(0.55 * full, ground)
    around = cv2.dilate(patch.mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    ink = close & (chroma > least) & around
    if is_new is not None:
        ink &= is_new
    if full < MIN_CHROMA or least > 0.85 * full or not ink.any() or _shines_through(patch, ink, full):
        return False
    depth = cv2.distanceTransform(np.pad(ink.astype(np.uint8), 1), cv2.DIST_L2, 3)[1:-1, 1:-1]
    width_px = max(4 * float(depth[ink].mean()) - 1, 1.0)
    middle = ink & (chroma > 0.85 * full)
    lightness = patch.lab[..., 0][middle]
    spread = 1.4826 * float(np.median(np.abs(lightness - np.median(lightness)))) if lightness.size else np.inf
    return (
        float(ink.sum()) >= ELONGATION * width_px**2
        and spread <= EVEN_LIGHTNESS
        and _explains(ink, patch.mask, reach_px=round(width_px / 2) + 6)
    )


def _shines_through(patch: _Patch, ink: Mask, full: float) -> bool:
    """Tell whether the ink's colour is that of what lay below or lies around.

    Damage darkens or greys a colour, it brings none of its own; and where the other picture has the damage, this one shows ground.
    """
    if patch.below is None:
        return False
    if not _stands_off(patch, np.median(patch.lab[ink], axis=0), most=GROUND_SHARE):
        return True
    chroma_below, hue_below = _polar(patch.below)
    _, hue = _polar(patch.lab)
    apart_deg = np.abs((hue - hue_below + 180) % 360 - 180)[ink]
    return bool(np.median(chroma_below[ink]) > 0.6 * full and np.median(apart_deg) < OWN_HUE_DEG)


def _is_sticker(patch: _Patch) -> bool:
    """Tell whether a few flat colours, the largest of them saturated, fill the component."""
    inner = cv2.erode(patch.mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    colours = patch.lab[inner]
    if len(colours) < 60:
        return False
    tones = _main_tones(colours, reach=SAME_TONE, most=3)
    first, share = tones[0]
    chroma = float(np.hypot(first[1], first[2]))
    is_even = _unevenness(patch.lab, inner, first) <= 1.2
    fills = share >= 0.4 and sum(part for _, part in tones) >= 0.72
    return chroma >= MIN_CHROMA and fills and is_even and _stands_off(patch, first, most=0.1)


def _is_cover(patch: _Patch) -> bool:
    """Tell whether it is a box of one exact tone that stands off from its surroundings; signs may stand on it.

    A figure without corners, as an oval over a face, must be more exact: a rotten spot has nearly one tone, too.
    """
    if patch.mask.sum() < 150:
        return False
    tone, share = _main_tones(patch.lab[patch.mask], reach=BOX_TONE, most=1)[0]
    if share < 0.3:
        return False
    own = patch.mask & (np.linalg.norm(patch.lab - tone, axis=2) <= BOX_TONE)
    opened = cv2.morphologyEx(own.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)) > 0
    if not opened.any():
        return False
    rows, cols = np.flatnonzero(opened.any(axis=1)), np.flatnonzero(opened.any(axis=0))
    inner = np.zeros_like(patch.mask)
    inner[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1] = True
    side_px = min(len(rows), len(cols))
    return (
        side_px >= MIN_COVER_SIDE_PX
        and float(own[inner].mean()) >= 0.55
        and (_has_corners(own, rows, cols) or _is_exact(patch.lab, opened, tone))
        and _unevenness(patch.lab, inner, tone) <= 0.6
        and _stands_off(patch, tone, most=0.5)
        # a large box upsets the comparison of tones around it
        and _explains(inner, patch.mask, reach_px=4 + round(0.3 * side_px))
    )


def _has_corners(own: Mask, rows: Rows, cols: Rows) -> bool:
    """Tell whether a figure fills the corners of its upright rectangle."""
    box = own[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]
    side_px = max(min(box.shape) // 6, 2)
    edges = np.s_[:side_px], np.s_[-side_px:]
    return min(float(box[row, col].mean()) for row in edges for col in edges) >= CORNER


def _is_exact(lab: Plane, opened: Mask, tone: Plane) -> bool:
    """Tell whether a figure has one tone as only a drawing has, away from its rim."""
    core = cv2.erode(opened.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    off = np.linalg.norm(lab[core] - tone, axis=1)
    return bool(off.size) and float(np.percentile(off, 90)) <= EXACT_TONE


def _stands_off(patch: _Patch, tone: Plane, *, most: float) -> bool:
    """Tell whether at most a share of the surroundings has about this tone."""
    outside = cv2.dilate(patch.mask.astype(np.uint8), np.ones((5, 5), np.uint8)) == 0
    if not outside.any():
        return False
    return float((np.linalg.norm(patch.lab[outside] - tone, axis=1) < BOX_APART).mean()) < most


def _polar(lab: Plane) -> tuple[Plane, Plane]:
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    return chroma, np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))


def _main_hue(hue: Plane, chroma: Plane) -> float:
    """Return the hue angle, in degrees, around which most saturated pixels lie."""
    histogram = np.histogram(hue, bins=72, range=(-180, 180), weights=chroma.astype(np.float64) ** 2)[0]
    smooth = sum(np.roll(histogram, shift) for shift in (-2, -1, 0, 1, 2))
    return float(np.argmax(smooth)) * 5 - 177.5


def _ground_chroma(chroma: Plane, close: Mask, mask: Mask) -> float:
    """Return the chroma that the surroundings reach in the ink's hue: only what exceeds it stands out as ink."""
    outside = cv2.dilate(mask.astype(np.uint8), np.ones((7, 7), np.uint8)) == 0
    same = outside & close
    return float(np.percentile(chroma[same], 95)) + 3 if same.sum() > 0.02 * max(outside.sum(), 1) else 0.0


def _explains(ink: Mask, mask: Mask, *, reach_px: int) -> bool:
    side = 2 * reach_px + 1
    near = cv2.dilate(ink.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))) > 0
    return float((near & mask).sum()) >= EXPLAINED * float(mask.sum())


def _main_tones(colours: Plane, *, reach: float, most: int) -> list[tuple[Plane, float]]:
    """Return the most frequent colours and the share of pixels within ``reach`` of each, greatest first."""
    tones: list[tuple[Plane, float]] = []
    rest, total = colours, len(colours)
    while len(rest) and len(tones) < most:
        cells = np.rint(rest / (reach / 1.5)).astype(np.int32)
        _, inverse, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
        tone = np.median(rest[inverse.ravel() == counts.argmax()], axis=0)
        near = np.linalg.norm(rest - tone, axis=1) <= reach
        if not near.any():
            break
        tones.append((tone.astype(np.float32), float(near.sum()) / total))
        rest = rest[~near]
    return tones or [(np.zeros(3, np.float32), 0.0)]


def _unevenness(lab: Plane, inner: Mask, tone: Plane) -> float:
    """Median lightness step between neighbours within one tone: flat colour has none, a photographed thing has grain."""
    own = inner & (np.linalg.norm(lab - tone, axis=2) <= SAME_TONE)
    both = own[:, 1:] & own[:, :-1]
    steps = np.abs(np.diff(lab[..., 0], axis=1))[both]
    return float(np.median(steps)) if steps.size else np.inf
