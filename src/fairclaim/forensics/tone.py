"""Give one picture another's tone: filters, beautifiers and colour grading change every pixel and mean nothing.

Three layers, each robust against a local change: a quadratic of the colour, a table over colour space for what no
polynomial follows (gamma, saturation, curves, clipping), and the slow shading that light fall-off or a graded filter leaves.
"""

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike
from PIL import Image, ImageFilter

Plane = MatLike
"""Shape (M, N, 3), float32, 0 to 255."""
Mask = npt.NDArray[np.bool_]
Colours = npt.NDArray[np.floating]
"""Shape (K, 3), float32, 0 to 255."""

NODES = 13
"""Per axis of the colour table; 21 grey levels apart."""
SAMPLES = 40_000
FEW = 25
"""Samples from which a node of the table is trusted by half."""
MIN_SAMPLES = 100


def equal_tone(claim: Plane, reference: Plane, valid: Mask, alike: Mask) -> Plane:
    """Return the reference in the claim's tone.

    Parameters
    ----------
    claim, reference : (M, N, 3) float32, 0 to 255
        Registered, equally sharp.
    valid : (M, N) bool
        Where the reference covers the claim.
    alike : (M, N) bool
        Where both show the same structure; only these places teach the tone.

    Returns
    -------
    (M, N, 3) float32
        The reference, toned; unchanged where too little is known.
    """
    taught_by = _sample(alike) if _sample(alike).sum() >= MIN_SAMPLES else _sample(valid)
    if taught_by.sum() < MIN_SAMPLES:
        return reference
    table = _fit_table(np.asarray(reference[taught_by], np.float32), np.asarray(claim[taught_by], np.float32))
    toned = _apply_table(reference, table)
    return cv2.add(toned, _shading(claim - toned, valid))


def _sample(mask: Mask) -> Mask:
    step = max(int(np.sqrt(mask.sum() / SAMPLES)), 1)
    sample = np.zeros_like(mask)
    sample[::step, ::step] = mask[::step, ::step]
    return sample


def _fit_table(source: Colours, target: Colours) -> npt.NDArray[np.float32]:
    """Fit a colour table, shape (NODES, NODES, NODES, 3), axes blue, green, red as Pillow orders them."""
    solution = _fit_quadratic(source, target)
    levels = np.linspace(0, 255, NODES, dtype=np.float32)
    blue, green, red = np.meshgrid(levels, levels, levels, indexing="ij")
    nodes = np.stack([red, green, blue], axis=-1)
    table = (_terms(nodes.reshape(-1, 3)) @ solution).reshape(nodes.shape)
    residual, count = _residual_per_node(source, target - _terms(source) @ solution)
    weight = np.minimum(count / FEW, 4.0)
    numerator, denominator = _diffuse(residual * weight[..., None]), _diffuse(weight)
    correction = numerator / (denominator[..., None] + 0.5)
    # the smoothed correction leaves what a node itself knows well: add that back
    remaining = (residual - correction) * (weight / (weight + 0.25))[..., None]
    return np.clip(table + correction + remaining, 0, 255).astype(np.float32)


def _fit_quadratic(source: Colours, target: Colours) -> npt.NDArray[np.floating]:
    """Fit by trimmed least squares: places that do not follow the common tone are left out."""
    terms = _terms(source).astype(np.float64)
    kept = np.ones(len(source), dtype=np.bool_)
    solution: npt.NDArray[np.floating] = np.zeros((terms.shape[1], 3))
    ridge = 1e-6 * len(source) * np.eye(terms.shape[1])
    for _ in range(4):
        taught = terms[kept]
        # normal equations: seven terms are few enough, and this is ten times faster than by singular values
        solution = np.linalg.solve(taught.T @ taught + ridge, taught.T @ target[kept])
        error = _largest(np.abs(terms @ solution - target))
        kept = error <= max(2.5 * float(np.median(error)), 3.0)
    return solution


def _largest(values: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Return the largest of three channels; NumPy's own maximum over a short last axis is slow."""
    largest: npt.NDArray[np.floating] = np.maximum(np.maximum(values[..., 0], values[..., 1]), values[..., 2])
    return largest


def _terms(colours: Colours) -> Colours:
    scaled = colours / np.float32(255.0)
    return np.concatenate([np.ones((len(colours), 1), np.float32), scaled, scaled**2], axis=1)


def _residual_per_node(
    source: Colours, residual: npt.NDArray[np.floating]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the median residual around each node, and from how many samples."""
    nearest = np.clip(np.rint(source / 255 * (NODES - 1)), 0, NODES - 1).astype(np.int64)
    node = (nearest[:, 2] * NODES + nearest[:, 1]) * NODES + nearest[:, 0]
    count = np.bincount(node, minlength=NODES**3)
    first = np.concatenate([[0], np.cumsum(count)[:-1]])
    middle = np.minimum(first + count // 2, len(source) - 1)
    medians = np.zeros((NODES**3, 3))
    for channel in range(3):
        ordered = residual[np.lexsort((residual[:, channel], node)), channel]
        medians[:, channel] = np.where(count > 0, ordered[middle], 0.0)
    shape = (NODES, NODES, NODES)
    return medians.reshape(*shape, 3), count.reshape(shape).astype(np.float64)


def _diffuse(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Smooth over neighbouring nodes, [1 2 1] / 4 along each axis of colour space."""
    for axis in range(3):
        padding = [(1, 1) if i == axis else (0, 0) for i in range(values.ndim)]
        padded = np.pad(values, padding, mode="edge")
        length = values.shape[axis]
        below, here, above = (np.take(padded, range(k, k + length), axis=axis) for k in range(3))
        values = (below + 2 * here + above) / 4
    return values


def _apply_table(pixels: Plane, table: npt.NDArray[np.float32]) -> Plane:
    """Look colours up with trilinear interpolation. Pillow does it on eight bits; the fraction is carried over beside it."""
    whole = np.clip(pixels, 0, 255).astype(np.uint8)
    lookup = ImageFilter.Color3DLUT(NODES, (table / 255.0).reshape(-1, 3).ravel().tolist())
    toned = np.asarray(Image.fromarray(whole).filter(lookup), dtype=np.float32)
    return cv2.add(toned, (pixels - whole).astype(np.float32))


def _shading(residual: Plane, valid: Mask) -> Plane:
    """Slow part of a residual: light that falls off, vignetting, a graded filter. Strong local changes do not pull it."""
    height, width = valid.shape
    small = (max(width // 8, 1), max(height // 8, 1))
    spread = float(np.median(np.abs(residual[valid]))) * 4 + 4.0
    weight = (valid & (_largest(np.abs(residual)) < spread)).astype(np.float32)
    sigma = float(np.hypot(height, width)) * 0.08 / 8
    weighted = cv2.resize(residual * weight[..., None], small, interpolation=cv2.INTER_AREA)
    numerator = cv2.GaussianBlur(weighted, (0, 0), sigma)
    denominator = cv2.GaussianBlur(cv2.resize(weight, small, interpolation=cv2.INTER_AREA), (0, 0), sigma)
    slow: Plane = cv2.resize(
        numerator / (denominator[..., None] + 0.05), (width, height), interpolation=cv2.INTER_LINEAR
    )
    return slow
