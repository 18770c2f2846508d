"""Cook a recipe of the blind track: the bytes that are examined, and where they were changed.

Deterministic. Both classes are decoded, brought to one size by one rule and sent through the same encoder.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from fairclaim.benchmark.blind_photos import averaged, canonical, mask_of
from fairclaim.benchmark.blind_recipe import AGAIN, FULL_SIDE_PX, BlindRecipe, Kind, Way
from fairclaim.benchmark.channels import (
    Delivery,
    Mask,
    Pixels,
    png,
    resave,
    resaved,
    resize_jpeg,
    screenshot,
    webp_jpeg,
)
from fairclaim.benchmark.forge import Forgery
from fairclaim.benchmark.photograph_screen import Panel, photograph_screen
from fairclaim.benchmark.recipe import Treatment
from fairclaim.benchmark.regenerate import regenerate_frame, regenerate_region
from fairclaim.benchmark.trials import damage_somewhere

_ANY_PAINT = (Treatment.CRACK, Treatment.STAIN, Treatment.MOULD, Treatment.TEAR)
_REDRAWN = 0.9
"""Share of changed pixels above which a mask tells no place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindTrial:
    """Bytes to examine; ``mask`` is True where they were changed, or None where there is no such place or none is known."""

    recipe: BlindRecipe
    data: bytes
    mask: Mask | None


def cook_blind(recipe: BlindRecipe) -> BlindTrial:
    """Make a recipe's bytes."""
    if recipe.way is Way.UNTOUCHED:
        return BlindTrial(recipe=recipe, data=recipe.photo.read_bytes(), mask=None)
    pixels, mask = _pixels(recipe if recipe.way in AGAIN else recipe.through(Way.ORIGINAL))
    delivery = resave(pixels, quality=qualities(recipe)[1]) if recipe.way in AGAIN else send_blind(pixels, recipe.way)
    return BlindTrial(recipe=recipe, data=delivery.data, mask=None if mask is None else delivery.placement.carry(mask))


def send_blind(pixels: Pixels, way: Way) -> Delivery:
    """Send a picture through a channel, or save it in a format.

    Raises
    ------
    KeyError
        For untouched files and those saved again: the first are not sent, and the others begin before the forgery.
    """
    return _SENDERS[way](pixels)


def qualities(recipe: BlindRecipe) -> tuple[int, int]:
    """Draw the libjpeg qualities of the first and the second saving; genuine and forged photos of one take share them.

    Raises
    ------
    KeyError
        If the recipe's channel saves otherwise.
    """
    (low, high), (finer_low, finer_high) = _AGAIN[recipe.way]
    first, second = recipe.generator_of_channel().integers((low, finer_low), (high + 1, finer_high + 1))
    return int(first), int(second)


_AGAIN = {
    Way.AGAIN_FINE: ((60, 85), (90, 97)),
    Way.AGAIN_MEDIUM: ((45, 68), (75, 88)),
    Way.AGAIN_COARSE: ((30, 52), (60, 73)),
}
"""Qualities, ends included, of the first and of the second saving."""


def _shrunk(pixels: Pixels, *, scale: float, quality: int) -> Delivery:
    return resize_jpeg(pixels, long_side_px=round(max(pixels.shape[:2]) * scale), quality=quality)


def _as_png(pixels: Pixels) -> Delivery:
    return Delivery(png(pixels), resave(pixels, quality=95).placement)


_SENDERS: dict[Way, Callable[[Pixels], Delivery]] = {
    Way.ORIGINAL: partial(resave, quality=95),
    Way.RESIZED: partial(_shrunk, scale=0.75, quality=75),
    Way.CHAT: resize_jpeg,
    Way.TWICE: partial(resave, quality=72, times=2),
    Way.SCREENSHOT: screenshot,
    Way.FROM_WEBP: webp_jpeg,
    Way.AS_PNG: _as_png,
    Way.AS_JPEG: partial(resave, quality=95),
    Way.AS_COARSE_JPEG: partial(resave, quality=75),
    Way.AS_SMALLER: partial(_shrunk, scale=0.8, quality=95),
}


@lru_cache(maxsize=2)
def _pixels(recipe: BlindRecipe) -> tuple[Pixels, Mask | None]:
    """Return a recipe's picture before its channel, kept for the next channel of the same picture."""
    if recipe.kind is Kind.RERENDERED:
        return _redrawn(recipe), None
    pixels = canonical(recipe.photo, recipe.side_px, recipe.take)
    if recipe.kind is Kind.SCREEN:
        return _on_screen(pixels, recipe), None
    if recipe.way in AGAIN:
        pixels = resaved(pixels, quality=qualities(recipe)[0])
    if recipe.kind is Kind.PASTED:
        forged = _pasted(pixels, recipe)
        return forged.pixels, forged.mask | (forged.pixels != pixels).any(axis=2)
    return pixels, None if recipe.mask is None else _known(recipe, pixels)


def _known(recipe: BlindRecipe, pixels: Pixels) -> Mask | None:
    """Return where a real edit was changed; None for a mask of nearly all or of nothing."""
    assert recipe.mask is not None  # noqa: S101  (for the type checker: the caller asked)
    mask = mask_of(recipe.mask, *pixels.shape[:2])
    return mask if 0 < mask.mean() < _REDRAWN else None


def _pasted(pixels: Pixels, recipe: BlindRecipe) -> Forgery:
    generator = recipe.generator()
    if recipe.treatment is Treatment.REGION:
        if recipe.autoencoder is None:
            raise ValueError("a region cannot be drawn anew without an autoencoder")
        painted = damage_somewhere(pixels, _ANY_PAINT[int(generator.integers(4))], generator, None)
        return regenerate_region(painted, autoencoder=recipe.autoencoder)
    return damage_somewhere(pixels, recipe.treatment, generator, recipe.donor)


def _on_screen(pixels: Pixels, recipe: BlindRecipe) -> Pixels:
    """Photograph a screen that shows the photo; half of the cameras have twice the pixels, averaged down as a phone's album does."""
    generator = recipe.generator()
    finer = int(generator.integers(1, 3))
    height, width = (finer * side for side in pixels.shape[:2])
    seen = photograph_screen(pixels, generator, height=height, width=width, panel=Panel(recipe.source))
    return averaged(seen, max(pixels.shape[:2]))


def _redrawn(recipe: BlindRecipe) -> Pixels:
    """Paint damage into the photo at full size, as a genuine one has it, and draw the whole anew at a generator's size.

    Nothing drifts: bending the picture would leave traces of interpolation that no generator leaves.
    """
    if recipe.autoencoder is None:
        raise ValueError("a frame cannot be drawn anew without an autoencoder")
    generator = recipe.generator()
    full = canonical(recipe.photo, FULL_SIDE_PX, recipe.take)
    painted = damage_somewhere(full, _ANY_PAINT[int(generator.integers(4))], generator, None)
    small = averaged(painted.pixels, recipe.side_px)
    nowhere = np.zeros(small.shape[:2], np.bool_)
    redrawn = regenerate_frame(Forgery(small, nowhere), generator, autoencoder=recipe.autoencoder, drift_px=0)
    return redrawn.pixels
