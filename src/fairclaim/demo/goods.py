"""Goods of the shop, drawn: each lies on a surface with grain, lit from one side, so that photos of it behave like photos.

Nothing here is a photo of anything, so nothing has a licence but ours.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box

HEIGHT_PX, WIDTH_PX = 960, 1280
Pixels = npt.NDArray[np.uint8]
Layer = npt.NDArray[np.float32]
Colour = tuple[int, int, int]


Drawing = Callable[[np.random.Generator, Layer], Pixels]
"""Lays a thing on a surface."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """Something that the shop sells.

    Parameters
    ----------
    amount_minor : int
        Price in fen.
    spot : Box
        A part of the drawing on the thing itself, where damage would be.
    """

    id: str
    title: Bilingual
    category: str
    amount_minor: int
    spot: Box
    draw: Drawing


def _cloud(generator: np.random.Generator, rows: int, cols: int, *, octaves: int = 5) -> Layer:
    """Return soft noise with mean 0 and spread 1: several sizes of grain on top of each other."""
    found = np.zeros((HEIGHT_PX, WIDTH_PX), np.float32)
    for octave in range(octaves):
        size = (min(rows * 2**octave, HEIGHT_PX), min(cols * 2**octave, WIDTH_PX))
        grain = generator.normal(0, 1, size).astype(np.float32)
        found += cv2.resize(grain, (WIDTH_PX, HEIGHT_PX), interpolation=cv2.INTER_CUBIC) * np.float32(0.6**octave)
    return np.asarray((found - found.mean()) / found.std(), np.float32)


def _surface(generator: np.random.Generator, colour: Colour, *, grain: tuple[int, int], depth: float) -> Layer:
    """Return a surface: its colour, its grain (fine across, long along), light from the upper left."""
    texture = _cloud(generator, *grain) * depth + generator.normal(0, 2.5, (HEIGHT_PX, WIDTH_PX))
    rows, cols = np.mgrid[0:HEIGHT_PX, 0:WIDTH_PX]
    light = 1.12 - 0.25 * (rows / HEIGHT_PX) - 0.1 * (cols / WIDTH_PX)
    return np.asarray((np.array(colour, np.float32) + texture[..., None]) * light[..., None], np.float32)


def _laid(scene: Layer, mask: MatLike, thing: Layer, *, shadow_px: int = 26) -> Layer:
    """Lay a thing on a scene with its shadow to the lower right."""
    alpha = cv2.GaussianBlur(mask, (0, 0), 0.8).astype(np.float32)[..., None] / 255
    moved = np.roll(mask, (shadow_px, shadow_px), (0, 1))
    shade = cv2.GaussianBlur(moved, (0, 0), shadow_px * 0.8).astype(np.float32)[..., None] / 255
    return np.asarray(scene * (1 - 0.55 * shade) * (1 - alpha) + thing * alpha, np.float32)


def _finished(scene: Layer) -> Pixels:
    return np.asarray(np.clip(np.rint(scene), 0, 255), np.uint8)


def _mask() -> Pixels:
    return np.zeros((HEIGHT_PX, WIDTH_PX), np.uint8)


def _shaded(generator: np.random.Generator, colour: Colour, *, centre: tuple[int, int], radius: int) -> Layer:
    """Return a glazed, slightly curved body with a highlight."""
    rows, cols = np.mgrid[0:HEIGHT_PX, 0:WIDTH_PX].astype(np.float32)
    away = np.hypot(rows - centre[0], cols - centre[1]) / radius
    shine = np.exp(
        -((rows - centre[0] + 0.45 * radius) ** 2 + (cols - centre[1] + 0.4 * radius) ** 2) / (0.12 * radius**2)
    )
    body = np.array(colour, np.float32) * (1.05 - 0.22 * np.clip(away, 0, 1.4) ** 2)[..., None]
    return np.asarray(body + 26 * shine[..., None] + _cloud(generator, 30, 40)[..., None] * 2.2, np.float32)


def _print(
    body: Layer, words: str, *, at: tuple[int, int], face: int, scale: float, colour: Colour, thick_px: int
) -> None:
    """Print words on a body, which is changed."""
    ink = cv2.putText(_mask(), words, at, face, scale, 255, thick_px, cv2.LINE_AA)
    alpha = ink.astype(np.float32)[..., None] / 255
    body[...] = body * (1 - alpha) + np.array(colour, np.float32) * alpha


SURFACES: tuple[tuple[Colour, tuple[int, int], float], ...] = (
    ((150, 112, 78), (90, 6), 13.0),
    ((196, 190, 178), (120, 160), 9.0),
    ((128, 130, 132), (24, 32), 15.0),
    ((172, 140, 98), (8, 70), 10.0),
    ((92, 70, 58), (60, 10), 12.0),
)
"""Wood, linen, stone, bamboo, dark wood: colour, grain down and across, depth of the grain."""


def surface(generator: np.random.Generator, kind: int) -> Layer:
    """Return what a thing is laid on: its colour, its grain, light from the upper left."""
    colour, grain, depth = SURFACES[kind % len(SURFACES)]
    return _surface(generator, colour, grain=grain, depth=depth)


def _plate(generator: np.random.Generator, surface: Layer) -> Pixels:
    centre, radius = (480, 640), 380
    mask = cv2.circle(_mask(), centre[::-1], radius, 255, -1)
    body = _shaded(generator, (232, 230, 222), centre=centre, radius=radius)
    for ring, colour in ((352, (46, 76, 140)), (338, (46, 76, 140)), (236, (170, 172, 176))):
        cv2.circle(body, centre[::-1], ring, colour, 4, cv2.LINE_AA)
    for step in range(18):
        angle = 2 * np.pi * step / 18
        at = (int(centre[1] + 294 * np.cos(angle)), int(centre[0] + 294 * np.sin(angle)))
        cv2.ellipse(body, at, (34, 13), np.degrees(angle) + 35, 0, 360, (52, 88, 156), -1, cv2.LINE_AA)
        cv2.circle(body, at, 9, (196, 90, 70), -1, cv2.LINE_AA)
    return _finished(_laid(surface, mask, body))


def _mug(generator: np.random.Generator, surface: Layer) -> Pixels:
    mask = cv2.rectangle(_mask(), (430, 260), (800, 780), 255, -1)
    cv2.ellipse(mask, (615, 780), (185, 46), 0, 0, 360, 255, -1)
    cv2.ellipse(mask, (615, 260), (185, 46), 0, 0, 360, 255, -1)
    cv2.ellipse(mask, (820, 500), (120, 150), 0, -95, 95, 255, 44)
    body = _shaded(generator, (188, 84, 62), centre=(500, 600), radius=330)
    cv2.ellipse(body, (615, 260), (170, 36), 0, 0, 360, (70, 44, 34), -1, cv2.LINE_AA)
    for row in (360, 700):
        cv2.line(body, (430, row), (800, row), (236, 214, 180), 8, cv2.LINE_AA)
    _print(
        body,
        "GOOD MORNING",
        at=(452, 470),
        face=cv2.FONT_HERSHEY_TRIPLEX,
        scale=1.25,
        colour=(244, 230, 206),
        thick_px=3,
    )
    for step in range(9):
        cv2.circle(body, (462 + step * 38, 560 + int(26 * np.sin(step * 1.1))), 14, (240, 196, 96), -1, cv2.LINE_AA)
    return _finished(_laid(surface, mask, body))


def _shirt(generator: np.random.Generator, surface: Layer) -> Pixels:
    half = [(640, 190), (560, 190), (430, 150), (220, 300), (300, 440), (400, 380), (390, 860), (640, 860)]
    outline = np.array([*half, *((2 * 640 - col, row) for col, row in reversed(half))], np.int32)
    mask = cv2.fillPoly(_mask(), [outline], 255)
    cv2.ellipse(mask, (640, 172), (96, 54), 0, 0, 360, 0, -1)
    weave = _surface(generator, (58, 86, 112), grain=(200, 260), depth=7) + _cloud(generator, 5, 4)[..., None] * 9
    for row in range(300, 860, 64):
        cv2.line(weave, (200, row), (1080, row + 6), (214, 208, 190), 14, cv2.LINE_AA)
    cv2.circle(weave, (760, 380), 34, (190, 62, 52), -1, cv2.LINE_AA)
    _print(weave, "M", at=(744, 394), face=cv2.FONT_HERSHEY_DUPLEX, scale=1.1, colour=(240, 236, 226), thick_px=3)
    return _finished(_laid(surface, mask, weave, shadow_px=10))


def _lamp(generator: np.random.Generator, surface: Layer) -> Pixels:
    shade = np.array([[520, 180], [760, 180], [880, 520], [400, 520]], np.int32)
    mask = cv2.fillPoly(_mask(), [shade], 255)
    cv2.rectangle(mask, (622, 520), (658, 800), 255, -1)
    cv2.ellipse(mask, (640, 800), (170, 48), 0, 0, 360, 255, -1)
    body = _shaded(generator, (222, 196, 142), centre=(360, 640), radius=420)
    for step in range(-6, 7):
        cv2.line(body, (640 + step * 20, 180), (640 + step * 40, 520), (176, 138, 88), 3, cv2.LINE_AA)
    body[520:] = _shaded(generator, (92, 74, 60), centre=(700, 600), radius=320)[520:]
    for row in (560, 620, 700):
        cv2.line(body, (600, row), (680, row), (190, 160, 90), 7, cv2.LINE_AA)
    return _finished(_laid(surface, mask, body))


def _fruit(generator: np.random.Generator, surface: Layer) -> Pixels:
    scene = surface
    for row in range(3):
        for col in range(4):
            centre = (230 + row * 245 + int(generator.normal(0, 8)), 250 + col * 260 + int(generator.normal(0, 8)))
            mask = cv2.circle(_mask(), centre[::-1], 112, 255, -1)
            hue = generator.uniform(-14, 14)
            body = _shaded(generator, (int(196 + hue), int(54 - hue), 44), centre=centre, radius=116)
            for _ in range(40):
                angle, away = generator.uniform(0, 2 * np.pi), generator.uniform(0.3, 0.95) * 104
                at = (int(centre[1] + away * np.cos(angle)), int(centre[0] + away * np.sin(angle)))
                cv2.ellipse(body, at, (2, 9), np.degrees(angle) + 90, 0, 360, (226, 160, 84), -1, cv2.LINE_AA)
            cv2.line(body, centre[::-1], (centre[1] + 12, centre[0] - 26), (74, 50, 28), 8, cv2.LINE_AA)
            scene = _laid(scene, mask, body, shadow_px=12)
    return _finished(scene)


def _box(generator: np.random.Generator, surface: Layer) -> Pixels:
    mask = cv2.rectangle(_mask(), (330, 170), (950, 800), 255, -1)
    card = _surface(generator, (66, 104, 92), grain=(60, 60), depth=5)
    cv2.rectangle(card, (372, 214), (908, 756), (232, 220, 186), 6, cv2.LINE_AA)
    _print(
        card, "TEA No. 7", at=(420, 330), face=cv2.FONT_HERSHEY_TRIPLEX, scale=2.2, colour=(238, 226, 196), thick_px=5
    )
    _print(
        card,
        "spring harvest 2026  100 g",
        at=(424, 400),
        face=cv2.FONT_HERSHEY_COMPLEX,
        scale=0.95,
        colour=(216, 206, 178),
        thick_px=2,
    )
    for step in range(7):
        angle = np.pi * step / 6
        tip = (int(640 + 190 * np.cos(angle)), int(650 - 190 * np.sin(angle)))
        middle = ((640 + tip[0]) // 2, (650 + tip[1]) // 2)
        cv2.ellipse(card, middle, (94, 24), -np.degrees(angle), 0, 360, (156, 186, 104), -1, cv2.LINE_AA)
        cv2.line(card, (640, 650), tip, (70, 110, 60), 3, cv2.LINE_AA)
    return _finished(_laid(surface, mask, card))


def _good(  # noqa: PLR0917  (a row of the table below)
    name: str, title: Bilingual, category: str, amount_minor: int, spot: Box, draw: Drawing
) -> Good:
    return Good(id=name, title=title, category=category, amount_minor=amount_minor, spot=spot, draw=draw)


GOODS = (
    _good("plate", Bilingual("青花餐盘", "blue rim plate"), "ceramics", 8_900, Box(360, 470, 560, 790), _plate),
    _good("mug", Bilingual("早安马克杯", "morning mug"), "ceramics", 4_900, Box(500, 470, 680, 760), _mug),
    _good("shirt", Bilingual("条纹棉衬衫", "striped cotton shirt"), "clothes", 15_900, Box(480, 470, 700, 800), _shirt),
    _good("lamp", Bilingual("布艺台灯", "fabric table lamp"), "furniture", 32_900, Box(250, 500, 480, 780), _lamp),
    _good("fruit", Bilingual("红苹果12个", "red apples, twelve"), "fresh-food", 5_900, Box(400, 420, 570, 870), _fruit),
    _good("tea", Bilingual("七号春茶", "spring tea no. 7"), "food", 26_800, Box(430, 420, 700, 860), _box),
)
"""Six things, of as many kinds as claims are about."""
