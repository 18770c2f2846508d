"""Lay one photo on the other, and say on which pixel grid it lies.

An edited picture keeps its source's pixel grid up to crop, resize (also unequal in the two directions), mirror and
quarter turns: an *axis-aligned* map; or it was straightened, which turns it but keeps one scale. A hand that photographs
the same thing again keeps neither: it adds perspective and parallax. A general map is fitted beside, and how much of it
the grid explains, and how exactly, is the evidence.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.forensics.features import Points, WorkingPhoto, match

TOLERANCE_PERMILLE = 2.5
"""How far a point may lie from the map, of the claim's diagonal: generators drift by a pixel or two."""

GRID_PRECISION_PERMILLE = 0.2
"""Distances below this are the precision of the features themselves, of the claim's diagonal."""

STRAIGHT_GAIN = 1.15
"""Gain up to which a map leaves no trace of a hand. Measured over a turned grid: at most 1.02 for straightened copies, at least
2.05 for rendered and 2.9 for real photographs of prints."""

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
        Matches that obey the grid's map.
    axis_share : float
        Share of the projective inliers that the grid's map explains, in [0, 1].
    residual_permille : float
        Median distance of the axis inliers from their map, in permille of the claim's diagonal.
    hand_gain : float
        How many times smaller the matches' distances become when turn, shear and perspective are allowed, corrected for
        the four parameters more. 1 for a copy on its source's grid; a hand-held photo of even a flat print has more.
    second_motion : int
        Matches that disobey the axis-aligned map but agree on another motion: something moved between two exposures.
    is_mirrored : bool
        The reference had to be mirrored.
    quarter_turns : int
        Anticlockwise quarter turns of the reference, 0 to 3.
    turn_deg : float
        What a gallery's "straighten" turned besides, in degrees; 0 for a copy on its source's own axes.
    """

    matrix: Matrix
    homography: Matrix
    matches: int
    projective_inliers: int
    axis_inliers: int
    axis_share: float
    residual_permille: float
    hand_gain: float
    second_motion: int
    is_mirrored: bool
    quarter_turns: int
    turn_deg: float


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
    turns, upright = _most_upright(source[is_projective], target[is_projective], source, reference)
    fitted = _fit_grid(upright, target, is_projective, tolerance_px)
    if fitted is None:
        return None
    grid, is_on_grid, gain, turn_deg = fitted
    distance_px = np.linalg.norm(_apply(grid, upright) - target, axis=1)
    mirror = _mirror_matrix(reference) if is_mirrored else np.eye(3)
    return Registration(
        matrix=grid @ _turn_matrix(turns, reference) @ mirror,
        homography=homography @ mirror,
        matches=len(source),
        projective_inliers=int(is_projective.sum()),
        axis_inliers=int(is_on_grid.sum()),
        axis_share=float((is_on_grid & is_projective).sum() / max(is_projective.sum(), 1)),
        residual_permille=float(np.median(distance_px[is_on_grid]) / claim.diagonal_px * 1000),
        hand_gain=gain,
        second_motion=_second_motion(upright, target, distance_px, tolerance_px),
        is_mirrored=is_mirrored,
        quarter_turns=turns,
        turn_deg=turn_deg,
    )


def _fit_grid(
    source: Points, target: Points, is_projective: npt.NDArray[np.bool_], tolerance_px: float
) -> tuple[Matrix, npt.NDArray[np.bool_], float, float] | None:
    """Fit the axis-aligned grid; where that leaves a hand's trace, a straightened one: turned, but with one scale.

    Returns
    -------
    tuple or None
        The map, which matches obey it, how much the general map gains over it, and its turn in degrees.
    """
    fitted = _fit_axis_aligned(source, target, tolerance_px)
    if fitted is None:
        return None
    axis, is_axis = fitted
    gain = _hand_gain(source[is_projective], target[is_projective], tolerance_px, _axis_fit)
    if gain <= STRAIGHT_GAIN:
        return axis, is_axis, gain, 0.0
    turned_gain = _hand_gain(source[is_projective], target[is_projective], tolerance_px, _similarity)
    if turned_gain > STRAIGHT_GAIN:
        return axis, is_axis, gain, 0.0
    turned = _similarity(source[is_projective], target[is_projective])
    is_turned = np.linalg.norm(_apply(turned, source) - target, axis=1) < tolerance_px
    return turned, is_turned, turned_gain, float(np.degrees(np.arctan2(turned[1, 0], turned[0, 0])))


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
        [_votes(chunk, source, target, tolerance_px) for chunk in np.array_split(models, max(len(models) // 128, 1))]
    )
    scale, shift = models[votes.argmax()]
    return scale.copy(), shift.copy()


def _hand_gain(source: Points, target: Points, tolerance_px: float, fit: Callable[[Points, Points], Matrix]) -> float:
    """Compare the best map of a kind with the best general map of the same matches, both by least squares."""
    count = len(source)
    homography = cv2.findHomography(source, target, 0)[0] if count >= 8 else None
    if homography is None or not np.isfinite(homography).all():
        return 1.0
    projected = np.column_stack([source, np.ones(count)]) @ homography.T
    kind_px = float(np.median(np.linalg.norm(_apply(fit(source, target), source) - target, axis=1)))
    general_px = float(np.median(np.linalg.norm(projected[:, :2] / projected[:, 2:] - target, axis=1)))
    floor_px = tolerance_px * GRID_PRECISION_PERMILLE / TOLERANCE_PERMILLE
    return max(kind_px, floor_px) / max(general_px, floor_px) * float(np.sqrt((2 * count - 8) / (2 * count - 4)))


def _axis_fit(source: Points, target: Points) -> Matrix:
    """Two scales and two shifts by least squares."""
    (scale_col, col), (scale_row, row) = (np.polyfit(source[:, axis], target[:, axis], 1) for axis in (0, 1))
    return np.array([[scale_col, 0, col], [0, scale_row, row], [0, 0, 1.0]])


def _similarity(source: Points, target: Points) -> Matrix:
    """Turn, one scale and two shifts by least squares: complex numbers do it in one line."""
    first, second = source[:, 0] + 1j * source[:, 1], target[:, 0] + 1j * target[:, 1]
    centred = first - first.mean()
    factor = (np.conj(centred) @ (second - second.mean())) / max(float((np.abs(centred) ** 2).sum()), 1e-9)
    shift = second.mean() - factor * first.mean()
    return np.array([[factor.real, -factor.imag, shift.real], [factor.imag, factor.real, shift.imag], [0, 0, 1.0]])


def _votes(
    models: npt.NDArray[np.float64], source: Points, target: Points, tolerance_px: float
) -> npt.NDArray[np.int64]:
    """Count the matches that obey each model, axis by axis: a maximum over a last axis of two would be slow."""
    off_col, off_row = (
        np.abs(np.outer(models[:, 0, axis], source[:, axis]) + models[:, 1, axis, None] - target[:, axis])
        for axis in (0, 1)
    )
    counted: npt.NDArray[np.int64] = ((off_col < tolerance_px) & (off_row < tolerance_px)).sum(axis=1)
    return counted


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
