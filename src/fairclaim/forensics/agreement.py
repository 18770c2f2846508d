"""How far two registered photos agree, structure by structure, over the whole frame they share."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.forensics.features import WorkingPhoto

Plane = MatLike
"""Shape (M, N) or (M, N, 3), float32, in grey levels unless the name says otherwise."""
Mask = npt.NDArray[np.bool_]
Matrix = npt.NDArray[np.float64]

WINDOW_PX = 21
TEXTURE_LEVELS = 3.0
"""Standard deviation of the band-passed luma, in grey levels, above which a place has structure to compare."""
AGREES_AT = 0.6
"""Local correlation from which two places show the same structure."""
PLAIN_LEVELS = 6
"""Greatest spread of a row or column of one tone, in grey levels; compression leaves a few."""
MAX_DRIFT_SHARE = 0.012
"""Generators move content by a few pixels; more than this share of the diagonal is a change."""
MIN_FLOW_SIDE_PX = 32
"""Below it OpenCV's DIS pyramid has no level left and the call crashes (opencv issue 14554)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A reference laid on the claim's working grid.

    Parameters
    ----------
    claim, reference : (M, N, 3) uint8
        Red, green, blue.
    valid : (M, N) bool
        Where the reference covers the claim.
    softness_px : float
        Standard deviation of the blur, in claim pixels, that the enlargement of the reference amounts to.
    shown : (M, N) bool
        Where the claim shows anything: not in the bands of one tone that an app lays around a picture.
    """

    claim: MatLike
    reference: MatLike
    valid: Mask
    softness_px: float
    shown: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Where two photos show the same structure.

    Parameters
    ----------
    correlation : (M, N) float32, -1 to 1
        Local correlation of band-passed luma.
    textured : (M, N) bool
        Where there is structure to compare.
    reach : float
        Share of the textured frame that agrees, in [0, 1].
    cover : float
        Share of what the claim shows that the reference covers, in [0, 1].
    beyond : float
        Share of the uncovered part of the claim that has structure of its own, in [0, 1]: a table under a print has, the
        bars of an app hardly. 0 where everything is covered.
    """

    correlation: Plane
    textured: Mask
    reach: float
    cover: float
    beyond: float


def lay_over(claim: WorkingPhoto, reference: WorkingPhoto, matrix: Matrix) -> Overlay:
    """Warp the reference onto the claim's working grid by a 3 × 3 map of pixel centres."""
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))
    pixels = reference.pixels
    if scale < 0.9:
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.45 / scale)
    size = (claim.width, claim.height)
    warped = cv2.warpPerspective(pixels, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    inside = np.full(reference.grey.shape, 255, np.uint8)
    valid = cv2.warpPerspective(inside, matrix, size, flags=cv2.INTER_NEAREST) > 0
    valid = cv2.erode(valid.astype(np.uint8), np.ones((5, 5), np.uint8), borderValue=1) > 0
    shown = _beside_bands(claim.pixels)
    return Overlay(claim=claim.pixels, reference=warped, valid=valid, softness_px=0.5 * scale, shown=shown)


def without_bands(overlay: Overlay) -> Overlay:
    """Leave out whole rows and columns of one tone, as an app lays around a picture: they show nothing of it."""
    return replace(overlay, valid=overlay.valid & overlay.shown)


def _beside_bands(pixels: MatLike) -> Mask:
    shown = np.ones(pixels.shape[:2], np.bool_)
    shown[(np.ptp(pixels, axis=1) <= PLAIN_LEVELS).all(axis=1)] = False
    shown[:, (np.ptp(pixels, axis=0) <= PLAIN_LEVELS).all(axis=1)] = False
    return np.asarray(cv2.erode(shown.astype(np.uint8), np.ones((5, 5), np.uint8), borderValue=1) > 0)


def covered_share(claim: WorkingPhoto, reference: WorkingPhoto, matrix: Matrix) -> float:
    """Return the share of the claim that the reference covers under a map, in [0, 1]; quicker than laying it over."""
    inside = np.full(reference.grey.shape, 255, np.uint8)
    covered = cv2.warpPerspective(inside, matrix, (claim.width, claim.height), flags=cv2.INTER_NEAREST)
    return float((covered > 0).mean())


def compare(overlay: Overlay) -> Agreement:
    """Correlate band-passed luma in square windows.

    Band-passing leaves out what compression, noise (fine) and tone edits (coarse) change.
    """
    fine_px = max(1.2, overlay.softness_px)
    claim, reference = (_band_pass(_luma(pixels), fine_px) for pixels in (overlay.claim, overlay.reference))
    correlation, claim_texture, reference_texture = _correlate(claim, reference)
    textured = overlay.valid & (np.maximum(claim_texture, reference_texture) > TEXTURE_LEVELS)
    # a window's width away from the overlap, whose rim is an edge of its own
    rim = cv2.dilate(overlay.valid.astype(np.uint8), np.ones((WINDOW_PX, WINDOW_PX), np.uint8)) > 0
    uncovered = claim_texture[~rim]
    share = float((correlation[textured] > AGREES_AT).mean()) if textured.sum() > WINDOW_PX**2 else 0.0
    return Agreement(
        correlation=correlation,
        textured=textured,
        reach=share,
        cover=float((overlay.valid & overlay.shown).sum() / max(int(overlay.shown.sum()), 1)),
        beyond=float((uncovered > TEXTURE_LEVELS).mean()) if uncovered.size else 0.0,
    )


def follow_drift(overlay: Overlay, agreement: Agreement) -> Overlay:
    """Bend the reference smoothly after the claim, as far as a generator drifts.

    The dense flow (DIS, Kroeger et al. 2016) is kept only where both agree, and spread smoothly over the rest, so that
    it cannot swallow a local change. Very thin pictures are left as they are.
    """
    if min(overlay.valid.shape) < MIN_FLOW_SIDE_PX:
        return overlay
    claim, reference = (cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) for pixels in (overlay.claim, overlay.reference))
    # nothing is known outside the overlap: without this the flow pulls its rim towards whatever frames the claim
    reference = np.where(overlay.valid, reference, claim)
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST).calc(
        claim, reference, np.zeros((*claim.shape, 2), np.float32)
    )
    height, width = claim.shape
    diagonal_px = float(np.hypot(height, width))
    limit_px = diagonal_px * MAX_DRIFT_SHARE
    weight = (agreement.textured & (agreement.correlation > AGREES_AT)).astype(np.float32)
    weight *= (np.abs(flow).max(axis=2) < limit_px).astype(np.float32)
    spread_px = diagonal_px * 0.025
    smooth = _spread(flow, weight, spread_px)
    if float(np.abs(smooth).max()) < 0.15:
        return overlay
    rows, cols = np.mgrid[0:height, 0:width].astype(np.float32)
    bent = cv2.remap(
        overlay.reference, cols + smooth[..., 0], rows + smooth[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    return replace(overlay, reference=bent)


def _spread(flow: MatLike, weight: Plane, spread_px: float) -> MatLike:
    """Average a flow with weights over a wide neighbourhood (at an eighth of the size: it is smooth anyway)."""
    height, width = weight.shape
    small = (max(width // 8, 1), max(height // 8, 1))
    numerator = cv2.resize(flow * weight[..., None], small, interpolation=cv2.INTER_AREA)
    denominator = cv2.resize(weight, small, interpolation=cv2.INTER_AREA)
    sigma = max(spread_px / 8, 1.0)
    numerator = cv2.GaussianBlur(numerator, (0, 0), sigma)
    denominator = cv2.GaussianBlur(denominator, (0, 0), sigma)
    return cv2.resize(numerator / (denominator[..., None] + 0.02), (width, height), interpolation=cv2.INTER_LINEAR)


def _luma(pixels: MatLike) -> Plane:
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)


def _band_pass(luma: Plane, fine_px: float) -> Plane:
    return cv2.GaussianBlur(luma, (0, 0), fine_px) - cv2.GaussianBlur(luma, (0, 0), 6.5 * fine_px)


def _correlate(first: Plane, second: Plane) -> tuple[Plane, Plane, Plane]:
    """Return the local correlation, and the local standard deviation of each."""

    def mean(plane: Plane) -> Plane:
        return cv2.blur(plane, (WINDOW_PX, WINDOW_PX), borderType=cv2.BORDER_REFLECT)

    mean_1, mean_2 = mean(first), mean(second)
    variance_1 = np.maximum(mean(first * first) - mean_1 * mean_1, 0)
    variance_2 = np.maximum(mean(second * second) - mean_2 * mean_2, 0)
    covariance = mean(first * second) - mean_1 * mean_2
    correlation = covariance / np.sqrt(variance_1 * variance_2 + 1e-3)
    return correlation, np.sqrt(variance_1), np.sqrt(variance_2)
