"""Where two pictures of one exposure differ, after tone and sharpness are made alike."""

import itertools
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.domain.box import Box
from fairclaim.forensics.agreement import AGREES_AT, Agreement, Overlay
from fairclaim.forensics.tone import equal_tone

Plane = MatLike
"""Shape (M, N) or (M, N, 3), float32, in grey levels unless the name says otherwise."""
Mask = npt.NDArray[np.bool_]

SEED_AT = 8.0
"""Strength, in units of the pair's own residual noise, from which a place starts a changed region."""
GROW_AT = 3.5

LONE_SHARE = 0.85
"""Share of all that differs that lies at one place, from which that place stands alone. A filter errs here and there; who forges
damage works at one place."""
LONE_NEAR = 0.08
"""How far a place reaches around its strongest region, of the diagonal: a crack leaves several regions, mould many spots."""
LONE_MOST = 0.35
"""Greatest share of the frame that is still one place."""
LONE_SEED_AT = 5.0
"""``SEED_AT`` of a place that stands alone. Of 342 copies that nobody changed locally, 190 of them under strong filters, it shows a change
in none that ``SEED_AT`` did not: four, under filters. Chosen on these."""
LONE_SUBSTANCE = 0.1
SHARPEST = 0.9
"""Quantile of the contrast above which standing alone is no evidence: what a filter adds at its one sharpest edge stands alone, too."""
REPLACED_AT = 0.3
"""Local correlation below which structure was replaced, not toned: unchanged copies keep above 0.6 everywhere."""
REPLACED_PX = 25
"""Side of the smallest square of replaced structure that counts; smaller ones are noise under a strong filter."""

RIM_PX = 13
"""Twice the strip along the reference's edge, inside the claim, where whatever frames it bleeds in: an app's bars, a margin."""

BULK_PX = 13
SUBSTANCE = 0.25
"""Share of a region that must show new structure, or a difference that does not cancel out over ``BULK_PX``."""
MIN_SHARE = 2e-4
"""Smallest changed region, of the frame."""
MAX_REGIONS = 12
MIN_LEFT = 0.25
"""Share of a region that must be left, once drawings are taken out, for it to count."""
LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
FLAT_CONTRAST = 6.0
"""Gradient, in grey levels, up to which a place counts as flat."""
NOISE_FLOOR = np.array([1.5, 1.2, 1.2], dtype=np.float32)
"""Least residual noise of Y, Cr, Cb in grey levels: identical pictures must not divide by zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs.

    Parameters
    ----------
    strength : (M, N) float32, >= 0
        Residual in units of the pair's noise at the same kind of place; 0 outside the overlap.
    changed : (M, N) bool
        Compact regions that stand out.
    regions : tuple of Box
        Around them, strongest first, in the working grid.
    share : float
        Changed share of the overlap, in [0, 1].
    peak : float
        Mean strength of the strongest region.
    """

    strength: Plane
    changed: Mask
    regions: tuple[Box, ...]
    share: float
    peak: float

    def without(self, drawn: Mask) -> "Change":
        """Return the change with drawings taken out, and with the regions of which enough is left."""
        left = self.changed & ~drawn
        kept = tuple(box for box in self.regions if _inside(left, box) >= MIN_LEFT * _inside(self.changed, box))
        share = self.share * float(left.sum()) / max(float(self.changed.sum()), 1.0)
        return replace(self, changed=left, regions=kept, share=share)


def _inside(mask: Mask, box: Box) -> int:
    return int(mask[box.row0 : box.row1, box.col0 : box.col1].sum())


def find_change(overlay: Overlay, agreement: Agreement, *, is_copy: bool = False) -> Change:
    """Compare an overlay whose two pictures show one exposure.

    Both are brought to the softer one's sharpness, the reference to the claim's tone; the residual is measured in units
    of its own robust spread among agreeing places of equal contrast, because re-encoding errs most at edges.

    Parameters
    ----------
    overlay, agreement : Overlay, Agreement
        The two pictures, and where they agree.
    is_copy : bool, default False
        One was surely made from the other. Then a fainter difference counts where it stands alone; between two shots from one stand
        something small may have moved.
    """
    claim, reference = _equal_sharpness(overlay)
    alike = overlay.valid & ~(agreement.textured & (agreement.correlation < AGREES_AT))
    toned = equal_tone(claim, reference, overlay.valid, alike)
    caution = _filter_caution(reference, toned, overlay.valid)
    reference = toned
    difference = cv2.subtract(cv2.cvtColor(claim, cv2.COLOR_RGB2YCrCb), cv2.cvtColor(reference, cv2.COLOR_RGB2YCrCb))
    residual = cv2.GaussianBlur(difference, (0, 0), 0.9)
    learned_from = alike if alike.any() else overlay.valid
    contrast = _contrast(reference)
    noise = _expected_noise(residual, contrast, learned_from)
    units: Plane = np.asarray(residual / noise, np.float32)
    units = np.asarray(units / _brightness_factor(units, reference, learned_from)[..., None], np.float32)
    strength = cv2.GaussianBlur(_strength(units), (0, 0), 1.2)
    inner = cv2.erode(overlay.valid.astype(np.uint8), np.ones((RIM_PX, RIM_PX), np.uint8), borderValue=1) > 0
    strength[~inner] = 0
    is_new = agreement.correlation < AGREES_AT
    is_bulky = _strength(cv2.blur(units, (BULK_PX, BULK_PX))) > GROW_AT
    # no filter makes new structure: there the ordinary strength is enough
    is_replaced = agreement.textured & (agreement.correlation < REPLACED_AT)
    solid = (
        cv2.morphologyEx(is_replaced.astype(np.uint8), cv2.MORPH_OPEN, np.ones((REPLACED_PX, REPLACED_PX), np.uint8))
        > 0
    )
    grown = _grow(strength)
    alone = _stands_alone(grown, strength, overlay.valid) if is_copy else np.zeros_like(overlay.valid)
    sharpest = contrast > _quantile(contrast, SHARPEST, overlay.valid)
    seed_at = np.where(alone & ~sharpest, LONE_SEED_AT * np.sqrt(caution), SEED_AT * caution)
    seeds = (strength > seed_at) | (solid & (strength > GROW_AT))
    return _regions(grown, strength, overlay.valid, seeds=seeds, alone=alone, is_substantial=is_new | is_bulky)


def _equal_sharpness(overlay: Overlay) -> tuple[Plane, Plane]:
    """Blur the sharper of the two until both carry the same fine detail."""
    claim: Plane = overlay.claim.astype(np.float32)
    reference: Plane = overlay.reference.astype(np.float32)
    detail_claim, detail_reference = _detail(claim, overlay.valid), _detail(reference, overlay.valid)
    if detail_claim > detail_reference:
        return _blur_to(claim, detail_reference, overlay.valid), reference
    return claim, _blur_to(reference, detail_claim, overlay.valid)


def _detail(pixels: Plane, valid: Mask) -> float:
    """Median absolute Laplacian-like detail of the luma where the picture covers."""
    luma = pixels @ LUMA
    fine = np.abs(luma - cv2.GaussianBlur(luma, (0, 0), 1.0))[valid]
    return float(np.percentile(fine, 75)) if fine.size else 0.0


def _blur_to(pixels: Plane, detail: float, valid: Mask) -> Plane:
    blurred = pixels
    for sigma_px in (0.4, 0.55, 0.7, 0.9, 1.15, 1.5, 2.0):
        if _detail(blurred, valid) <= detail * 1.02:
            break
        blurred = cv2.GaussianBlur(pixels, (0, 0), sigma_px)
    return blurred


def _contrast(pixels: Plane) -> Plane:
    """Local contrast of the luma: the largest gradient within three pixels."""
    luma = cv2.GaussianBlur(pixels @ LUMA, (0, 0), 0.8)
    gradient = cv2.magnitude(cv2.Sobel(luma, cv2.CV_32F, 1, 0), cv2.Sobel(luma, cv2.CV_32F, 0, 1))
    return cv2.dilate(gradient, np.ones((7, 7), np.uint8))


def _expected_noise(residual: Plane, contrast: Plane, valid: Mask) -> Plane:
    """Robust spread of each channel's residual among places of like contrast, shape (M, N, 3)."""
    structured = contrast[valid & (contrast > FLAT_CONTRAST)]
    inner = np.quantile(structured, np.linspace(0, 1, 11)) if structured.size else np.array([FLAT_CONTRAST + 1.0])
    edges = np.concatenate([[0.0], inner])
    centres, spreads, least = [], [], max(0.004 * valid.sum(), 100)
    for low, high in itertools.pairwise(edges):
        place = valid & (contrast >= low) & (contrast <= high)
        if place.sum() >= least:
            centres.append((low + high) / 2)
            spreads.append(1.4826 * np.median(np.abs(residual[place]), axis=0))
    if not spreads:
        return np.broadcast_to(NOISE_FLOOR, residual.shape).astype(np.float32)
    table = np.maximum.accumulate(np.maximum(np.array(spreads), NOISE_FLOOR), axis=0)
    # beyond the last measured contrast the error grows in proportion: it is misregistration and ringing
    top = max(float(contrast.max()), centres[-1] + 1.0)
    centres, table = [*centres, top], np.vstack([table, table[-1] * top / max(centres[-1], 1.0)])
    return np.stack([np.interp(contrast, centres, table[:, channel]) for channel in range(3)], axis=2).astype(
        np.float32
    )


def _quantile(plane: Plane, share: float, valid: Mask) -> float:
    return float(np.quantile(plane[valid][::7], share)) if valid.any() else 0.0


def _filter_caution(reference: Plane, toned: Plane, valid: Mask) -> float:
    """Return by how much stronger a change must be under a strong filter, which errs at edges and in rare colours.

    Measured on 40 photos under eight strong filters, without any change: what is left stays below a strength of 20 in 98 %
    of them; painted damage below light filters reaches 19 in 97 %.
    """
    shift = float(np.abs(toned - reference)[valid].mean()) if valid.any() else 0.0
    return 1.0 + min(shift / 4.0, 1.5)


def _brightness_factor(units: Plane, reference: Plane, valid: Mask) -> Plane:
    """Return by how much darker or brighter places err more than others of equal contrast, shape (M, N), at least 1.

    A curve that lifts the shadows lifts their noise.
    """
    luma = reference @ LUMA
    edges = np.linspace(0, 256, 9)
    factors, centres = [], []
    for low, high in itertools.pairwise(edges):
        place = valid & (luma >= low) & (luma < high)
        if place.sum() >= max(0.004 * valid.sum(), 100):
            centres.append((low + high) / 2)
            factors.append(max(1.4826 * float(np.median(np.abs(units[place]), axis=0).max()), 1.0))
    if not factors:
        return np.ones(luma.shape, np.float32)
    return np.asarray(np.interp(luma, centres, factors), np.float32)


def _strength(units: Plane) -> Plane:
    """Take the stronger of brightness and colour: a grey crack has no colour to show, a faint stain hardly a shade."""
    colour = np.sqrt((units[..., 1:] ** 2).mean(axis=2))
    return np.asarray(np.maximum(np.abs(units[..., 0]), colour), np.float32)


@dataclass(frozen=True, slots=True)
class _Grown:
    """Places where the strength exceeds ``GROW_AT``, neighbours joined; of each, what lies in the places themselves.

    ``stats`` are those of OpenCV; number 0 is the ground.
    """

    mask: Mask
    labels: MatLike
    stats: MatLike
    total: npt.NDArray[np.float64]
    area: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.area)

    def count(self, places: Mask) -> npt.NDArray[np.float64]:
        """Count the given pixels in each."""
        return np.bincount(self.labels.ravel(), weights=places.ravel(), minlength=len(self)).astype(np.float64)

    def box(self, number: int) -> Box:
        col, row, width, height = (int(value) for value in self.stats[number, :4])
        return Box(row, col, row + height, col + width)


def _grow(strength: Plane) -> _Grown:
    mask = np.asarray(strength > GROW_AT)
    join_px = max(round(float(np.hypot(*strength.shape)) * 0.008), 2)
    joined = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((join_px, join_px), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    flat = labels.ravel()
    total, area = (
        np.bincount(flat, weights=weights.ravel(), minlength=count).astype(np.float64)
        for weights in (strength * mask, mask)
    )
    return _Grown(mask, labels, stats, total, area)


def _stands_alone(grown: _Grown, strength: Plane, valid: Mask) -> Mask:
    """Return the one place at which nearly all lies that differs, as a rectangle; nothing where differences lie about."""
    alone = np.zeros(strength.shape, np.bool_)
    if len(grown) < 2:
        return alone
    near_px = round(float(np.hypot(*strength.shape)) * LONE_NEAR)
    box = grown.box(1 + int(grown.total[1:].argmax()))
    place = np.s_[
        max(box.row0 - near_px, 0) : box.row1 + near_px,
        max(box.col0 - near_px, 0) : box.col1 + near_px,
    ]
    inside = float((strength * grown.mask)[place].sum())
    is_one_place = alone[place].size <= LONE_MOST * max(int(valid.sum()), 1)
    alone[place] = is_one_place and inside >= LONE_SHARE * float(grown.total.sum())
    return alone


def _regions(grown: _Grown, strength: Plane, valid: Mask, *, seeds: Mask, alone: Mask, is_substantial: Mask) -> Change:
    """Keep what grew from strong seeds; drop specks and mere edges.

    A filter that sharpens or lifts a curve errs along edges that both pictures have, to either side in turn. A change is
    substantial: its structure is new, or its difference does not cancel out over a small neighbourhood.
    """
    area, total = grown.area, grown.total
    seeded, substance = grown.count(seeds), grown.count(is_substantial & grown.mask)
    substance_at = np.where(grown.count(alone & grown.mask) > 0, LONE_SUBSTANCE, SUBSTANCE)
    least = max(MIN_SHARE * strength.size, 30)
    kept = [
        i
        for i in range(1, len(grown))
        if area[i] >= least and seeded[i] >= max(0.1 * area[i], 6) and substance[i] >= substance_at[i] * area[i]
    ]
    kept.sort(key=lambda i: -total[i])
    changed = np.isin(grown.labels, kept)
    boxes = tuple(grown.box(i) for i in kept[:MAX_REGIONS])
    share = float(changed.sum() / max(valid.sum(), 1))
    peak = float(total[kept[0]] / max(area[kept[0]], 1)) if kept else 0.0
    return Change(strength=strength, changed=changed, regions=boxes, share=share, peak=peak)
