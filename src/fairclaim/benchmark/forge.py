"""Paint believable damage into a good photo, and say exactly where.

These are test pictures: numbers measured on them stand apart from numbers measured on real edits. Every function is
pure, takes its randomness as a ``numpy.random.Generator`` and leaves all pixels outside the returned mask as they were.
"""

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from fairclaim.domain.box import Box

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Layer = npt.NDArray[np.float32]
Point = tuple[float, float]

_SUPERSAMPLING = 4
_VISIBLE = 1 / 32
"""Opacity below which a painted pixel is left untouched; eight grey levels of pure black on white."""
_GRAIN = 2.0
"""Standard deviation of the grain laid over paint, in grey levels: bare paint is smoother than any photo."""


class Forgery(NamedTuple):
    """A photo with painted damage.

    Parameters
    ----------
    pixels : numpy.ndarray, shape (M, N, 3), uint8
        The forged photo.
    mask : numpy.ndarray, shape (M, N), bool
        True where paint lies; everywhere else ``pixels`` equals the photo that was given.
    """

    pixels: Pixels
    mask: Mask

    @property
    def box(self) -> Box:
        """The smallest box around all paint; empty when nothing was painted."""
        rows, cols = np.flatnonzero(self.mask.any(axis=1)), np.flatnonzero(self.mask.any(axis=0))
        if not rows.size:
            return Box(0, 0, 0, 0)
        return Box(int(rows[0]), int(cols[0]), int(rows[-1]) + 1, int(cols[-1]) + 1)


def paint_crack(
    pixels: Pixels, generator: np.random.Generator, *, within: Box, width_px: float | None = None, branches: int = 4
) -> Forgery:
    """Paint a branching crack: a dark core, a lit edge below it, a faint shadow around.

    Parameters
    ----------
    pixels : numpy.ndarray, shape (M, N, 3), uint8, sRGB
        A good photo; not changed.
    within : Box
        The main crack runs across this box along its longer side; branches stay inside it.
    width_px : float, optional
        Greatest width of the core; by default 1/60 of the box's longer side, at least 1.5.
    branches : int, default 4
        Side cracks leaving the main one.
    """
    width = width_px or max(max(within.row1 - within.row0, within.col1 - within.col0) / 60, 1.5)
    canvas = _Canvas(_shape(pixels), within)
    trunk = _walk(generator, *_ends(within, generator), roughness=0.05)
    canvas.draw(trunk, _taper(len(trunk), generator, width_px=width))
    for node in generator.choice(np.arange(3, len(trunk) - 3), size=branches, replace=False):
        branch = _branch(generator, trunk, int(node), within)
        canvas.draw(branch, _taper(len(branch), generator, width_px=width * 0.6, opens=True))
    core = canvas.layer(blur_px=0.35)
    lit = np.clip(_shifted(core, row=width * 0.45, col=width * 0.35) - core, 0, 1)
    shadow = canvas.layer(blur_px=width)
    photo = pixels.astype(np.float32)
    painted = photo * (1 - 0.25 * shadow[..., None])
    painted += lit[..., None] * 0.4 * (255 - painted)
    painted *= 1 - 0.88 * core[..., None]
    return _laid_over(pixels, painted, np.maximum.reduce([core, lit * 0.5, shadow * 0.25]), generator)


def paint_stain(
    pixels: Pixels,
    generator: np.random.Generator,
    *,
    within: Box,
    tint: tuple[float, float, float] = (0.66, 0.50, 0.32),
) -> Forgery:
    """Paint a dried liquid stain: an uneven blot, darkest along its rim, that keeps the texture beneath it.

    Parameters
    ----------
    tint : tuple of 3 floats in [0, 1], default coffee
        Share of red, green and blue that the stain lets through where it is thickest.
    """
    shape = _shape(pixels)
    reach = _reach(shape, within) + 0.35 * _cloud(shape, generator, grain_px=_side(within) / 3)
    body = _smoothstep(reach, 0.86, 0.78)
    rim = np.exp(-(((reach - 0.78) / 0.045) ** 2)) * body
    thickness = np.clip(
        0.55 * body * (0.8 + 0.3 * _cloud(shape, generator, grain_px=_side(within) / 8)) + 0.45 * rim, 0, 1
    )
    filtered = 1 - thickness[..., None] * (1 - np.asarray(tint, np.float32))
    return _laid_over(pixels, pixels * filtered, thickness, generator)


def paint_mould(
    pixels: Pixels, generator: np.random.Generator, *, within: Box, colonies: int = 3, spots: int = 160
) -> Forgery:
    """Paint mould: fuzzy grey-green specks, dense in the middle of each colony and sparse around."""
    canvas = _Canvas(_shape(pixels), within)
    side = _side(within)
    for _ in range(colonies):
        centre = generator.normal(_centre(within), side / 7)
        for _ in range(spots // colonies):
            row, col = generator.normal(centre, side / 9)
            radius = min(float(generator.lognormal(np.log(side / 90), 0.6)), side / 25)
            canvas.dot((float(row), float(col)), radius_px=radius)
    ragged = 0.75 + 0.35 * _cloud(_shape(pixels), generator, grain_px=max(side / 50, 2.0))
    fuzz = np.clip((0.8 * canvas.layer(blur_px=side / 220) + 0.6 * canvas.layer(blur_px=side / 30)) * ragged, 0, 0.92)
    hue = (
        np.asarray([118, 122, 100], np.float32) + 30 * _cloud(_shape(pixels), generator, grain_px=side / 12)[..., None]
    )
    painted = pixels * (1 - fuzz[..., None]) + hue * fuzz[..., None]
    return _laid_over(pixels, painted, fuzz, generator)


def paint_tear(pixels: Pixels, generator: np.random.Generator, *, within: Box) -> Forgery:
    """Paint a tear in cloth or carton: a ragged opening, dark inside, with pale fibres along its lips."""
    start, end = _ends(within, generator)
    upper = _walk(generator, start, end, roughness=0.025)
    across = np.asarray([end[1] - start[1], start[0] - end[0]])
    gape = 0.09 * np.sin(np.pi * np.linspace(0, 1, len(upper))) * generator.normal(1, 0.15, len(upper))
    lower = upper + gape[:, None] * across
    hole, fibres = _Canvas(_shape(pixels), within), _Canvas(_shape(pixels), within)
    hole.fill(np.vstack([upper, lower[::-1]]))
    for lip, side in ((upper, 1.0), (lower, -1.0)):
        _fray(fibres, lip, generator, inwards=side * across)
    opening, lips = hole.layer(blur_px=0.6), 0.8 * fibres.layer(blur_px=0.45)
    fold = np.clip(hole.layer(blur_px=_side(within) / 30) - opening, 0, 1)
    around = pixels.astype(np.float32).mean(axis=(0, 1))
    inside = 0.16 * around * (1 + 0.25 * _cloud(_shape(pixels), generator, grain_px=_side(within) / 4)[..., None])
    painted = pixels * (1 - 0.4 * fold[..., None])
    painted += opening[..., None] * (inside - painted)
    painted += lips[..., None] * (np.minimum(0.5 * around + 105, 235) - painted)
    return _laid_over(pixels, painted, np.maximum.reduce([opening, lips, 0.4 * fold]), generator)


class _Canvas:
    """A supersampled layer of ink over a whole photo, drawn in photo coordinates ``(row, col)``."""

    def __init__(self, shape: tuple[int, int], within: Box) -> None:
        self._shape = shape
        margin = 4 + max(within.row1 - within.row0, within.col1 - within.col0) // 8
        self._row0, self._col0 = max(within.row0 - margin, 0), max(within.col0 - margin, 0)
        rows = min(within.row1 + margin, self._shape[0]) - self._row0
        cols = min(within.col1 + margin, self._shape[1]) - self._col0
        self._ink = np.zeros((rows * _SUPERSAMPLING, cols * _SUPERSAMPLING), np.uint8)

    def draw(self, line: npt.NDArray[np.float64], widths_px: npt.NDArray[np.float64]) -> None:
        """Draw a polyline whose width changes from node to node."""
        nodes = self._fixed(line)
        for tail, head, width in zip(nodes[:-1], nodes[1:], widths_px, strict=False):
            thickness = max(round(float(width) * _SUPERSAMPLING), 1)
            cv2.line(self._ink, tail.tolist(), head.tolist(), 255, thickness, cv2.LINE_AA, 4)

    def fill(self, outline: npt.NDArray[np.float64]) -> None:
        """Fill a polygon."""
        cv2.fillPoly(self._ink, [self._fixed(outline)], 255, cv2.LINE_AA, 4)

    def dot(self, centre: Point, *, radius_px: float) -> None:
        """Draw a disc."""
        at = self._fixed(np.asarray([centre]))[0]
        cv2.circle(self._ink, at.tolist(), max(round(radius_px * _SUPERSAMPLING * 16), 16), 255, -1, cv2.LINE_AA, 4)

    def layer(self, *, blur_px: float) -> Layer:
        """Return the ink's opacity per pixel of the photo, in [0, 1]."""
        rows, cols = (side // _SUPERSAMPLING for side in self._ink.shape)
        ink = cv2.resize(self._ink, (cols, rows), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        whole = np.zeros(self._shape, np.float32)
        whole[self._row0 : self._row0 + rows, self._col0 : self._col0 + cols] = ink
        return np.asarray(cv2.GaussianBlur(whole, (0, 0), blur_px), np.float32)

    def _fixed(self, line: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
        """Turn ``(row, col)`` into OpenCV's ``(x, y)`` with four fractional bits."""
        moved = (line - [self._row0, self._col0]) * (_SUPERSAMPLING * 16)
        return np.rint(moved[:, ::-1]).astype(np.int32)


def _laid_over(
    pixels: Pixels, painted: npt.NDArray[np.floating], opacity: Layer, generator: np.random.Generator
) -> Forgery:
    """Keep paint where it can be seen, with grain; keep the photo everywhere else."""
    mask = opacity > _VISIBLE
    grain = generator.normal(0, _GRAIN, opacity.shape)[..., None] * opacity[..., None]
    shown = np.clip(np.rint(painted + grain), 0, 255).astype(np.uint8)
    return Forgery(np.where(mask[..., None], shown, pixels), mask)


def _ends(within: Box, generator: np.random.Generator) -> tuple[Point, Point]:
    """Return two points on opposite short sides of a box."""
    height, width = within.row1 - within.row0, within.col1 - within.col0
    first, second = generator.uniform(0.2, 0.8, 2)
    if height >= width:
        return (within.row0, within.col0 + first * width), (within.row1 - 1, within.col0 + second * width)
    return (within.row0 + first * height, within.col0), (within.row0 + second * height, within.col1 - 1)


def _walk(generator: np.random.Generator, start: Point, end: Point, *, roughness: float) -> npt.NDArray[np.float64]:
    """Return a broken line of 33 nodes by midpoint displacement (Fournier, Fussell, Carpenter 1982)."""
    line = np.asarray([start, end], np.float64)
    swing = roughness * float(np.hypot(end[0] - start[0], end[1] - start[1]))
    while len(line) < 33:
        middles = (line[:-1] + line[1:]) / 2 + generator.normal(0, swing, (len(line) - 1, 2))
        woven = np.empty((2 * len(line) - 1, 2))
        woven[::2], woven[1::2] = line, middles
        line, swing = woven, swing * 0.55
    return line


def _branch(
    generator: np.random.Generator, trunk: npt.NDArray[np.float64], node: int, within: Box
) -> npt.NDArray[np.float64]:
    """Return a side crack that leaves the trunk at a node, 25 to 60 degrees off its heading."""
    forward = trunk[min(node + 2, len(trunk) - 1)] - trunk[node - 2]
    angle = np.deg2rad(generator.uniform(25, 60)) * generator.choice([-1, 1])
    turned = np.asarray([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ forward
    reach = generator.uniform(0.15, 0.35) * float(np.linalg.norm(trunk[-1] - trunk[0]))
    tip = trunk[node] + turned / max(float(np.linalg.norm(turned)), 1e-9) * reach
    tip = np.clip(tip, [within.row0, within.col0], [within.row1 - 1, within.col1 - 1])
    start = (float(trunk[node][0]), float(trunk[node][1]))
    return _walk(generator, start, (float(tip[0]), float(tip[1])), roughness=0.06)


def _fray(
    canvas: _Canvas,
    lip: npt.NDArray[np.float64],
    generator: np.random.Generator,
    *,
    inwards: npt.NDArray[np.float64],
) -> None:
    """Draw short threads that hang from one lip of a tear into its opening."""
    for _ in range(2 * len(lip)):
        place = generator.uniform(0.05, 0.95) * (len(lip) - 1)
        root = lip[int(place)] + (place % 1) * (lip[int(place) + 1] - lip[int(place)])
        tip = root + inwards * generator.exponential(0.012) + generator.normal(0, 2.5, 2)
        canvas.draw(np.vstack([root, tip]), np.asarray([generator.uniform(0.3, 0.9)]))


def _taper(
    nodes: int, generator: np.random.Generator, *, width_px: float, opens: bool = False
) -> npt.NDArray[np.float64]:
    """Return widths that vanish at the tips (with ``opens``: only at the far one) and waver between."""
    along = np.linspace(0, 1, nodes)
    profile = 1 - along if opens else np.sin(np.pi * np.clip(along, 0.04, 0.96))
    return np.asarray(width_px * np.sqrt(profile) * generator.uniform(0.55, 1.0, nodes))


def _shifted(layer: Layer, *, row: float, col: float) -> Layer:
    """Move a layer by a fraction of a pixel or more."""
    move = np.asarray([[1, 0, col], [0, 1, row]], np.float32)
    return np.asarray(cv2.warpAffine(layer, move, (layer.shape[1], layer.shape[0])), np.float32)


def _cloud(shape: tuple[int, int], generator: np.random.Generator, *, grain_px: float) -> Layer:
    """Return smooth noise of four octaves, about in [-1, 1]; its largest lumps measure ``grain_px``."""
    cloud = np.zeros(shape, np.float32)
    for octave in range(4):
        step = max(grain_px / 2**octave, 1.0)
        coarse = generator.uniform(-1, 1, (int(shape[0] / step) + 3, int(shape[1] / step) + 3)).astype(np.float32)
        rows, cols = round(coarse.shape[0] * step), round(coarse.shape[1] * step)
        smooth = cv2.resize(coarse, (cols, rows), interpolation=cv2.INTER_CUBIC)
        cloud += smooth[: shape[0], : shape[1]] / 2**octave
    return cloud


def _reach(shape: tuple[int, int], within: Box) -> Layer:
    """Return the elliptical distance from the box's centre: 0 there, 1 where the ellipse touches the box."""
    row, col = _centre(within)
    rows = (np.arange(shape[0], dtype=np.float32) - row) / max((within.row1 - within.row0) / 2, 1)
    cols = (np.arange(shape[1], dtype=np.float32) - col) / max((within.col1 - within.col0) / 2, 1)
    return np.asarray(np.hypot(rows[:, None], cols[None, :]), np.float32)


def _smoothstep(value: Layer, outside: float, inside: float) -> Layer:
    """Return 0 where ``value`` is at ``outside``, 1 at ``inside``, with a smooth passage."""
    share = np.clip((value - outside) / (inside - outside), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def _centre(within: Box) -> Point:
    return (within.row0 + within.row1) / 2, (within.col0 + within.col1) / 2


def _side(within: Box) -> float:
    return float(min(within.row1 - within.row0, within.col1 - within.col0))


def _shape(pixels: Pixels) -> tuple[int, int]:
    return int(pixels.shape[0]), int(pixels.shape[1])
