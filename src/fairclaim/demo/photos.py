"""Photos of the goods: the shop's own, an honest buyer's, and copies of the shop's with damage painted in."""

from collections.abc import Callable
from enum import StrEnum

import cv2
import numpy as np

from fairclaim.benchmark.channels import jpeg, resize_jpeg
from fairclaim.benchmark.forge import Forgery, paint_crack, paint_mould, paint_stain, paint_tear
from fairclaim.demo.goods import GOODS, Good, Pixels, surface
from fairclaim.domain.box import Box

_Paint = Callable[..., Forgery]
DAMAGE: dict[str, _Paint] = {
    "ceramics": paint_crack,
    "clothes": paint_stain,
    "furniture": paint_tear,
    "fresh-food": paint_mould,
    "food": paint_tear,
}
"""What befalls goods of a category."""


SHOP_SEED = 1


class Story(StrEnum):
    """What lies behind a buyer's photos."""

    BROKEN = "broken"
    """The thing is broken, and was photographed."""
    WHOLE = "whole"
    """The thing is whole, and was photographed: there is nothing to see."""
    PAINTED = "painted"
    """The shop's picture with damage painted in, sent through a chat app."""
    COPIED = "copied"
    """The shop's picture as it is."""


def listing_photo(good: Good) -> bytes:
    """Return the shop's own picture; there is one of each of the goods."""
    return jpeg(_shop_shot(good), quality=92)


def packing_photo(good: Good, seed: int) -> bytes:
    """Return a photo of the thing as it was packed: another place, light and hand, and no damage."""
    return jpeg(_by_hand(_scene(good, seed, place=1), np.random.default_rng((seed, 2)))[0], quality=88)


def buyer_photos(good: Good, story: Story, seed: int, *, count: int) -> tuple[bytes, ...]:
    """Return what a buyer sends: the whole first, then close views of the spot.

    Parameters
    ----------
    seed : int
        Of the buyer's thing, hand and light, and of the damage.
    count : int
        1 or more; a copied picture is sent once.
    """
    if story is Story.COPIED:
        return (resize_jpeg(_shop_shot(good)).data,)
    if story is Story.PAINTED:
        forged = _damaged(good, _shop_shot(good), seed)
        return tuple(resize_jpeg(_near(forged, good.spot, number)).data for number in range(count))
    scene = _scene(good, seed, place=2)
    if story is Story.BROKEN:
        scene = _damaged(good, scene, seed)
    views = []
    for number in range(count):
        shot, spot = _by_hand(scene, np.random.default_rng((seed, 3, number)), good.spot)
        views.append(_near(shot, spot, number))
    return tuple(jpeg(view, quality=86) for view in views)


def _scene(good: Good, seed: int, *, place: int) -> Pixels:
    """Return the thing as it lies at the shop (0), at the packing table (1) or at the buyer's (2)."""
    own = GOODS.index(good)
    return good.draw(np.random.default_rng(seed), surface(np.random.default_rng((seed, place)), own + 2 * place))


def _shop_shot(good: Good) -> Pixels:
    return _exposed(_scene(good, SHOP_SEED, place=0), np.random.default_rng((SHOP_SEED, 1)))


def _damaged(good: Good, scene: Pixels, seed: int) -> Pixels:
    return DAMAGE[good.category](scene, np.random.default_rng((seed, 4)), within=good.spot).pixels


def _by_hand(scene: Pixels, generator: np.random.Generator, spot: Box | None = None) -> tuple[Pixels, Box]:
    """Photograph a scene from where a hand happens to be, and say where a part of it lies in the photo."""
    rows, cols = scene.shape[:2]
    corners = np.array([[0, 0], [cols, 0], [cols, rows], [0, rows]], np.float32)
    # The hand comes nearer, so that nothing beyond the drawing is seen, and is never square to the scene.
    reach = generator.uniform(0.03, 0.12, (4, 2)).astype(np.float32) * np.array([cols, rows], np.float32)
    inwards = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    seen = cv2.getPerspectiveTransform(corners + inwards * reach, corners)
    light = generator.uniform(0.86, 1.04) * generator.uniform(0.97, 1.03, 3)
    shot = np.clip(cv2.warpPerspective(scene, seen, (cols, rows), flags=cv2.INTER_CUBIC) * light, 0, 255)
    box = spot or Box(0, 0, rows, cols)
    edges = np.array(
        [[box.col0, box.row0], [box.col1, box.row0], [box.col1, box.row1], [box.col0, box.row1]], np.float32
    )
    moved = cv2.perspectiveTransform(edges[None], seen)[0]
    low, high = np.clip(moved.min(axis=0), 0, None), moved.max(axis=0)
    found = Box(int(low[1]), int(low[0]), min(int(high[1]), rows), min(int(high[0]), cols))
    return _exposed(np.asarray(shot, np.uint8), generator), found


def _exposed(scene: Pixels, generator: np.random.Generator) -> Pixels:
    """Add what a lens and a sensor add: a little blur, and noise that grows with the light."""
    soft = cv2.GaussianBlur(scene, (0, 0), 0.7).astype(np.float32)
    noise = generator.normal(0, 1, scene.shape) * np.sqrt(1.2 + 0.02 * soft)
    return np.asarray(np.clip(np.rint(soft + noise), 0, 255), np.uint8)


def _near(whole: Pixels, spot: Box, steps: int) -> Pixels:
    """Return the whole, or, some steps nearer, what is around the spot."""
    if not steps:
        return whole
    margin = 0.8 / steps
    rows, cols = whole.shape[:2]
    row, col = int((spot.row1 - spot.row0) * margin), int((spot.col1 - spot.col0) * margin)
    return whole[
        max(spot.row0 - row, 0) : min(spot.row1 + row, rows), max(spot.col0 - col, 0) : min(spot.col1 + col, cols)
    ]
