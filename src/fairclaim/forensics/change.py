"""Where two pictures of one exposure differ, after tone and sharpness are made alike."""

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.domain.box import Box
from fairclaim.forensics.agreement import AGREES_AT, Agreement, Overlay

Plane = MatLike
"""Shape (M, N) or (M, N, 3), float32, in grey levels unless the name says otherwise."""
Mask = npt.NDArray[np.bool_]

SEED_AT = 8.0
"""Strength, in units of the pair's own residual noise, from which a place starts a changed region."""
GROW_AT = 3.5
MIN_SHARE = 2e-4
"""Smallest changed region, of the frame."""
MAX_REGIONS = 12
FLAT_CONTRAST = 6.0
"""Gradient, in grey levels, up to which a place counts as flat."""
NOISE_FLOOR = np.array([2.0, 1.2, 1.2], dtype=np.float32)
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


def find_change(overlay: Overlay, agreement: Agreement) -> Change:
    """Compare an overlay whose two pictures show one exposure.

    Both are brought to the softer one's sharpness, the reference to the claim's tone; the residual is measured in units
    of its own robust spread among agreeing places of equal contrast, because re-encoding errs most at edges.
    """
    claim, reference = _equal_sharpness(overlay)
    reference = _equal_tone(claim, reference, overlay.valid)
    difference = cv2.subtract(cv2.cvtColor(claim, cv2.COLOR_RGB2YCrCb), cv2.cvtColor(reference, cv2.COLOR_RGB2YCrCb))
    residual = cv2.GaussianBlur(difference, (0, 0), 0.9)
    alike = overlay.valid & ~(agreement.textured & (agreement.correlation < AGREES_AT))
    noise = _expected_noise(residual, _contrast(reference), alike if alike.any() else overlay.valid)
    strength = np.sqrt(((residual / noise) ** 2).mean(axis=2)).astype(np.float32)
    strength = cv2.GaussianBlur(strength, (0, 0), 1.2)
    strength[~overlay.valid] = 0
    return _regions(strength, overlay.valid)


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
    luma = pixels @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    fine = np.abs(luma - cv2.GaussianBlur(luma, (0, 0), 1.0))[valid]
    return float(np.percentile(fine, 75)) if fine.size else 0.0


def _blur_to(pixels: Plane, detail: float, valid: Mask) -> Plane:
    blurred = pixels
    for sigma_px in (0.4, 0.55, 0.7, 0.9, 1.15, 1.5, 2.0):
        if _detail(blurred, valid) <= detail * 1.02:
            break
        blurred = cv2.GaussianBlur(pixels, (0, 0), sigma_px)
    return blurred


def _equal_tone(claim: Plane, reference: Plane, valid: Mask) -> Plane:
    """Fit claim colour as a quadratic of reference colour, robustly, then follow slow shading."""
    step = max(int(np.sqrt(valid.sum() / 40_000)), 1)
    sample = np.zeros_like(valid)
    sample[::step, ::step] = True
    sample &= valid
    if sample.sum() < 100:
        return reference
    target, terms = claim[sample], _colour_terms(reference[sample])
    kept = np.ones(len(target), dtype=np.bool_)
    for _ in range(4):
        solution = np.linalg.lstsq(terms[kept], target[kept], rcond=None)[0]
        error = np.abs(terms @ solution - target).max(axis=1)
        kept = error <= max(2.5 * float(np.median(error)), 3.0)
    toned = (_colour_terms(reference.reshape(-1, 3)) @ solution).reshape(reference.shape).astype(np.float32)
    return cv2.add(toned, _shading(claim - toned, valid))


def _colour_terms(colours: Plane) -> Plane:
    scaled = colours / 255.0
    return np.concatenate([np.ones((len(colours), 1), np.float32), scaled, scaled**2], axis=1)


def _shading(residual: Plane, valid: Mask) -> Plane:
    """Slow part of a residual: light that falls off, vignetting, a graded filter. Strong local changes do not pull it."""
    height, width = valid.shape
    small = (max(width // 8, 1), max(height // 8, 1))
    spread = float(np.median(np.abs(residual[valid]))) * 4 + 4.0
    weight = (valid & (np.abs(residual).max(axis=2) < spread)).astype(np.float32)
    sigma = float(np.hypot(height, width)) * 0.08 / 8
    numerator = cv2.GaussianBlur(
        cv2.resize(residual * weight[..., None], small, interpolation=cv2.INTER_AREA), (0, 0), sigma
    )
    denominator = cv2.GaussianBlur(cv2.resize(weight, small, interpolation=cv2.INTER_AREA), (0, 0), sigma)
    slow: Plane = cv2.resize(
        numerator / (denominator[..., None] + 0.05), (width, height), interpolation=cv2.INTER_LINEAR
    )
    return slow


def _contrast(pixels: Plane) -> Plane:
    """Local contrast of the luma: the largest gradient within three pixels."""
    luma = cv2.GaussianBlur(pixels @ np.array([0.299, 0.587, 0.114], dtype=np.float32), (0, 0), 0.8)
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


def _regions(strength: Plane, valid: Mask) -> Change:
    """Grow regions from strong seeds, join neighbours, drop specks."""
    height, width = strength.shape
    join_px = max(round(float(np.hypot(height, width)) * 0.008), 2)
    grown = (strength > GROW_AT).astype(np.uint8)
    joined = cv2.morphologyEx(grown, cv2.MORPH_CLOSE, np.ones((join_px, join_px), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    seeds = np.bincount(labels.ravel(), weights=(strength > SEED_AT).ravel(), minlength=count)
    total = np.bincount(labels.ravel(), weights=(strength * grown).ravel(), minlength=count)
    area = np.bincount(labels.ravel(), weights=grown.ravel(), minlength=count)
    least = max(MIN_SHARE * height * width, 30)
    kept = [i for i in range(1, count) if area[i] >= least and seeds[i] >= max(0.1 * area[i], 6)]
    kept.sort(key=lambda i: -total[i])
    changed = np.isin(labels, kept)
    boxes = tuple(
        Box(int(stats[i, 1]), int(stats[i, 0]), int(stats[i, 1] + stats[i, 3]), int(stats[i, 0] + stats[i, 2]))
        for i in kept[:MAX_REGIONS]
    )
    share = float(changed.sum() / max(valid.sum(), 1))
    peak = float(total[kept[0]] / max(area[kept[0]], 1)) if kept else 0.0
    return Change(strength=strength, changed=changed, regions=boxes, share=share, peak=peak)
