"""Lay one photo on the other, and say on which pixel grid it lies.

An edited picture keeps its source's pixel grid up to crop, resize (also unequal in the two directions), mirror and
quarter turns: an *axis-aligned* map. A hand that photographs the same thing again never does: it adds perspective,
rotation and parallax. Both maps are fitted, and how much of the general one the axis-aligned one explains is the evidence.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.forensics.features import Points, WorkingPhoto, match

TOLERANCE_PERMILLE = 2.5
"""How far a point may lie from the map, of the claim's diagonal: generators drift by a pixel or two."""

SEED = 20260101
SAMPLES = 1500
MIN_BASELINE_PX = 16
CLEAR_INLIERS = 20
CLEAR_SHARE = 0.8
"""From here on an upright axis-aligned map is beyond doubt, and the mirrored reference need not be tried."""
MAX_STRETCH = 2.0
"""Ratio of the two scales; stretches of 1.5 occur in real edits."""

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """How a reference lies in a claim photo, both at working size.

    Parameters
    ----------
    matrix : (3, 3) float64
        From reference to claim pixel centres (column, row, 1), mirror and turns included; axis-aligned.
    homography : (3, 3) float64
        The best general map, same direction.
    matches : int
        Features that the two share.
    projective_inliers : int
        Matches that obey the general map.
    axis_inliers : int
        Matches that obey the axis-aligned map.
    axis_share : float
        Share of the projective inliers that the axis-aligned map explains, in [0, 1].
    residual_permille : float
        Median distance of the axis inliers from their map, in permille of the claim's diagonal.
    second_motion : int
        Matches that disobey the axis-aligned map but agree on another motion: something moved between two exposures.
    is_mirrored : bool
        The reference had to be mirrored.
    quarter_turns : int
        Anticlockwise quarter turns of the reference, 0 to 3.
    """

    matrix: Matrix
    homography: Matrix
    matches: int
    projective_inliers: int
    axis_inliers: int
    axis_share: float
    residual_permille: float
    second_motion: int
    is_mirrored: bool
    quarter_turns: int


def register(claim: WorkingPhoto, reference: WorkingPhoto) -> Registration | None:
    """Register a reference on a claim photo.

    Tries the reference as it is, then mirrored; the mirrored one is kept only where it keeps the pixel grid far better. Deterministic.

    Returns
    -------
    Registration or None
        None where the two share too few features for any map.
    """
    upright = _register(claim, reference, is_mirrored=False)
    if upright is not None and upright.axis_inliers >= CLEAR_INLIERS and upright.axis_share > CLEAR_SHARE:
        return upright
    mirrored = _register(claim, reference, is_mirrored=True)
    if upright is None or mirrored is None:
        return upright or mirrored
    keeps_grid = mirrored.axis_share > CLEAR_SHARE and mirrored.axis_inliers > 2 * upright.axis_inliers
    return mirrored if keeps_grid else upright


def _register(claim: WorkingPhoto, reference: WorkingPhoto, *, is_mirrored: bool) -> Registration | None:
    features = reference.mirrored_features if is_mirrored else reference.features
    source, target = match(features, claim.features)
    tolerance_px = max(claim.diagonal_px * TOLERANCE_PERMILLE / 1000, 1.0)
    homography, is_projective = _fit_homography(source, target, tolerance_px)
    if homography is None:
        return None
    turns, turned = _most_upright(source[is_projective], target[is_projective], source, reference)
    fitted = _fit_axis_aligned(turned, target, tolerance_px)
    if fitted is None:
        return None
    axis, is_axis = fitted
    distance_px = np.linalg.norm(_apply(axis, turned) - target, axis=1)
    unfold = _turn_matrix(turns, reference) @ (_mirror_matrix(reference) if is_mirrored else np.eye(3))
    return Registration(
        matrix=axis @ unfold,
        homography=homography @ (_mirror_matrix(reference) if is_mirrored else np.eye(3)),
        matches=len(source),
        projective_inliers=int(is_projective.sum()),
        axis_inliers=int(is_axis.sum()),
        axis_share=float((is_axis & is_projective).sum() / max(is_projective.sum(), 1)),
        residual_permille=float(np.median(distance_px[is_axis]) / claim.diagonal_px * 1000),
        second_motion=_second_motion(turned, target, distance_px, tolerance_px),
        is_mirrored=is_mirrored,
        quarter_turns=turns,
    )


def _fit_homography(source: Points, target: Points, tolerance_px: float) -> tuple[Matrix | None, npt.NDArray[np.bool_]]:
    """Fit the general map by USAC with MAGSAC++ scoring (Barath et al. 2020)."""
    nothing = np.zeros(len(source), dtype=np.bool_)
    if len(source) < 6:
        return None, nothing
    cv2.setRNGSeed(SEED % 2**31)
    homography, mask = cv2.findHomography(
        source, target, cv2.USAC_MAGSAC, tolerance_px, maxIters=5000, confidence=0.999
    )
    if homography is None or not np.isfinite(homography).all():
        return None, nothing
    return np.asarray(homography, dtype=np.float64), mask.ravel() > 0


def _most_upright(source: Points, target: Points, every: Points, reference: WorkingPhoto) -> tuple[int, Points]:
    """Turn the reference's points by the quarter that makes the map to the claim most nearly upright."""
    turns = 0
    if len(source) >= 4:
        linear = np.linalg.lstsq(source - source.mean(axis=0), target - target.mean(axis=0), rcond=None)[0].T
        angle_deg = float(np.degrees(np.arctan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1])))
        turns = round(-angle_deg / 90) % 4
    return turns, _apply(_turn_matrix(turns, reference), every)


def _fit_axis_aligned(
    source: Points, target: Points, tolerance_px: float
) -> tuple[Matrix, npt.NDArray[np.bool_]] | None:
    """Fit two scales and two shifts by sampling pairs of matches (RANSAC), then by least squares on the inliers."""
    models = _sample_models(source, target)
    if not len(models):
        return None
    scale, shift = _best_model(models, source, target, tolerance_px)
    for _ in range(4):
        inlier = np.abs(source * scale + shift - target).max(axis=1) < tolerance_px
        if inlier.sum() < 4 or np.ptp(source[inlier], axis=0).min() < MIN_BASELINE_PX:
            break
        for axis in (0, 1):
            scale[axis], shift[axis] = np.polyfit(source[inlier, axis], target[inlier, axis], 1)
    inlier = np.abs(source * scale + shift - target).max(axis=1) < tolerance_px
    if not inlier.any():
        return None
    return np.array([[scale[0], 0, shift[0]], [0, scale[1], shift[1]], [0, 0, 1.0]]), inlier


def _sample_models(source: Points, target: Points) -> npt.NDArray[np.float64]:
    """Return (S, 2, 2): scale and shift per axis of every plausible sampled pair of matches."""
    if len(source) < 4:
        return np.zeros((0, 2, 2))
    rng = np.random.default_rng(SEED)
    first, second = rng.integers(0, len(source), (2, SAMPLES))
    apart = source[second] - source[first]
    far = (np.abs(apart) > MIN_BASELINE_PX).all(axis=1)
    first, second, apart = first[far], second[far], apart[far]
    scale = (target[second] - target[first]) / apart
    plausible = (scale > 0.05).all(axis=1) & (scale < 20).all(axis=1)
    stretch = np.divide(scale[:, 0], scale[:, 1], out=np.zeros(len(scale)), where=plausible)
    plausible &= (stretch < MAX_STRETCH) & (stretch > 1 / MAX_STRETCH)
    shift = target[first] - scale * source[first]
    return np.stack([scale[plausible], shift[plausible]], axis=1)


def _best_model(
    models: npt.NDArray[np.float64], source: Points, target: Points, tolerance_px: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return scale and shift of the model that most matches obey."""
    votes = np.concatenate(
        [
            (np.abs(source * chunk[:, None, 0] + chunk[:, None, 1] - target).max(axis=2) < tolerance_px).sum(axis=1)
            for chunk in np.array_split(models, max(len(models) // 128, 1))
        ]
    )
    scale, shift = models[votes.argmax()]
    return scale.copy(), shift.copy()


def _second_motion(source: Points, target: Points, distance_px: npt.NDArray[np.float64], tolerance_px: float) -> int:
    """Count the matches, clearly off the main map, that agree on one other motion."""
    off = distance_px > 3 * tolerance_px
    homography, inlier = _fit_homography(source[off], target[off], tolerance_px)
    return 0 if homography is None else int(inlier.sum())


def _apply(matrix: Matrix, points: Points) -> Points:
    return points @ matrix[:2, :2].T + matrix[:2, 2]


def _mirror_matrix(photo: WorkingPhoto) -> Matrix:
    return np.array([[-1, 0, photo.width - 1.0], [0, 1, 0], [0, 0, 1]])


def _turn_matrix(turns: int, photo: WorkingPhoto) -> Matrix:
    """Anticlockwise quarter turns of a picture, as a map of pixel centres (rows run downwards)."""
    width, height = photo.width - 1.0, photo.height - 1.0
    return (
        np.eye(3),
        np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1.0]]),
        np.array([[-1, 0, width], [0, -1, height], [0, 0, 1.0]]),
        np.array([[0, -1, height], [1, 0, 0], [0, 0, 1.0]]),
    )[turns]
