"""Cook a recipe of the reference track: from photos of a corpus to the bytes that are examined, and the truth.

Deterministic. Both classes go through the same channels: a format can never be the answer.
"""

from functools import lru_cache
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from PIL import Image

from fairclaim.benchmark import dress
from fairclaim.benchmark.blend import blend_crack, blend_rot
from fairclaim.benchmark.channels import Delivery, Mask, Pixels, jpeg, resave, resize_jpeg, screenshot
from fairclaim.benchmark.fill import fill_by_diffusion, fill_by_patches
from fairclaim.benchmark.forge import Forgery, paint_crack, paint_mould, paint_stain, paint_tear
from fairclaim.benchmark.photograph_screen import Panel, photograph_screen
from fairclaim.benchmark.recipe import Channel, Recipe, Track, Treatment, Trial
from fairclaim.benchmark.regenerate import regenerate_frame, regenerate_region
from fairclaim.benchmark.rephotograph import rephotograph
from fairclaim.benchmark.reshoot import draw_page, shoot_twice
from fairclaim.domain.box import Box

LONG_SIDE_PX = 1440
"""Photos are brought to this size first (the corpus holds some of 12 MP), so that the chat channel is 0.75 times and JPEG 70."""
REFERENCE_QUALITY = 92
PLACES = 8
"""Places among which the liveliest is filled."""


def cook(recipe: Recipe) -> Trial:
    """Make a recipe's bytes."""
    match recipe.track:
        case Track.REAL_EDIT | Track.HONEST:
            return _from_files(recipe)
        case Track.LOOK_ALIKE:
            return _flat_print(recipe)
        case Track.RESHOT:
            return _second_shot(recipe)
        case Track.COPY | Track.DRESSED:
            original = load(recipe.reference)
            claim = send(_dressed(original, recipe), recipe.channel).data
            return Trial(recipe=recipe, claim=claim, reference=jpeg(original, quality=REFERENCE_QUALITY), mask=None)
        case _:
            return _forgery(recipe)


@lru_cache(maxsize=8)
def load(path: Path) -> Pixels:
    """Decode a trusted photo of the corpus to RGB, at most ``LONG_SIDE_PX`` long; read-only."""
    with Image.open(path) as picture:
        picture.draft("RGB", (LONG_SIDE_PX, LONG_SIDE_PX))
        rgb = picture.convert("RGB")
        rgb.thumbnail((LONG_SIDE_PX, LONG_SIDE_PX))
        pixels = np.array(rgb)
    pixels.setflags(write=False)
    return pixels


def send(pixels: Pixels, channel: Channel) -> Delivery:
    """Send a photo through a channel."""
    match channel:
        case Channel.ORIGINAL:
            return resave(pixels, quality=95)
        case Channel.RESIZED:
            return resize_jpeg(pixels, long_side_px=round(max(pixels.shape[:2]) * 0.75), quality=85)
        case Channel.CHAT:
            return resize_jpeg(pixels)
        case Channel.TWICE:
            return resave(pixels, quality=72, times=2)
        case Channel.SCREENSHOT:
            return screenshot(pixels)


def _from_files(recipe: Recipe) -> Trial:
    is_as_it_is = recipe.channel is Channel.ORIGINAL
    claim = recipe.claim.read_bytes() if is_as_it_is else send(load(recipe.claim), recipe.channel).data
    return Trial(recipe=recipe, claim=claim, reference=recipe.reference.read_bytes(), mask=None)


def _flat_print(recipe: Recipe) -> Trial:
    generator = recipe.generator()
    artwork = draw_page(generator) if recipe.treatment is Treatment.PAGE else load(recipe.reference)
    photo = rephotograph(artwork, load(recipe.claim), generator)
    claim = resize_jpeg(photo, long_side_px=LONG_SIDE_PX, quality=90)
    return Trial(recipe=recipe, claim=claim.data, reference=jpeg(artwork, quality=REFERENCE_QUALITY), mask=None)


def _second_shot(recipe: Recipe) -> Trial:
    """Two frames of a clip, or one photo as if it had been taken twice; both go through the channel."""
    if recipe.frames is not None:
        claim, reference = (_frame(recipe.claim, number) for number in recipe.frames)
    else:
        from_stand = recipe.treatment is Treatment.STAND
        reference, claim = shoot_twice(load(recipe.reference), recipe.generator(), from_stand=from_stand)
    return Trial(
        recipe=recipe,
        claim=send(claim, recipe.channel).data,
        reference=send(reference, recipe.channel).data,
        mask=None,
    )


def _frame(clip: Path, number: int) -> Pixels:
    film = cv2.VideoCapture(str(clip))
    try:
        film.set(cv2.CAP_PROP_POS_FRAMES, number)
        is_there, frame = film.read()
    finally:
        film.release()
    if not is_there:
        raise ValueError(f"{clip.name} has no frame {number}")
    return np.ascontiguousarray(frame[..., ::-1])


def _dressed(original: Pixels, recipe: Recipe) -> Pixels:
    generator = recipe.generator()
    match recipe.treatment:
        case Treatment.CAPTION:
            return dress.caption(original, generator)
        case Treatment.CIRCLE:
            return dress.circle(original, generator)
        case Treatment.COLLAGE if recipe.donor is not None:
            return dress.collage(original, load(recipe.donor), generator)
        case Treatment.FILTER:
            return dress.strong_filter(original, generator)
        case Treatment.SCREEN:
            height, width = original.shape[:2]
            panel = list(Panel)[int(generator.integers(len(Panel)))]
            return photograph_screen(original, generator, height=height, width=width, panel=panel)
        case _:
            return original


def _forgery(recipe: Recipe) -> Trial:
    original = load(recipe.reference)
    forged = _forged(recipe)
    pixels, mask = _remade(forged, recipe.generator()) if recipe.remade else (forged.pixels, forged.mask)
    delivery = send(pixels, recipe.channel)
    return Trial(
        recipe=recipe,
        claim=delivery.data,
        reference=jpeg(original, quality=REFERENCE_QUALITY),
        mask=delivery.placement.carry(mask),
    )


def _forged(recipe: Recipe) -> Forgery:
    """Forge a photo; a generator's slow work is kept for the next channel of the same forgery."""
    generator = recipe.generator_of_forgery()
    match recipe.treatment:
        case Treatment.FRAME:
            return _drawn_anew(recipe.reference, int(generator.integers(2**31)), recipe.autoencoder)
        case Treatment.REGION if recipe.autoencoder is not None:
            damaged = damage_somewhere(load(recipe.reference), _ANY_PAINT[int(generator.integers(4))], generator, None)
            return regenerate_region(damaged, autoencoder=recipe.autoencoder)
        case _:
            return damage_somewhere(load(recipe.reference), recipe.treatment, generator, recipe.donor)


@lru_cache(maxsize=2)
def _drawn_anew(photo: Path, seed: int, autoencoder: Path | None) -> Forgery:
    if autoencoder is None:
        raise ValueError("a frame cannot be regenerated without an autoencoder")
    generator = np.random.default_rng(seed)
    damaged = damage_somewhere(load(photo), _ANY_PAINT[int(generator.integers(4))], generator, None)
    return regenerate_frame(damaged, generator, autoencoder=autoencoder)


_ANY_PAINT = (Treatment.CRACK, Treatment.STAIN, Treatment.MOULD, Treatment.TEAR)


def damage_somewhere(
    pixels: Pixels, treatment: Treatment, generator: np.random.Generator, donor: Path | None
) -> Forgery:
    """Put damage somewhere. Only the surroundings are worked on: the rest stays as it is anyway."""
    within = _somewhere(pixels, generator)
    if treatment in {
        Treatment.PATCHES,
        Treatment.DIFFUSION,
    }:  # a hole in an even wall is filled with wall: nothing changes
        places = [within, *(_somewhere(pixels, generator) for _ in range(PLACES))]
        within = max(places, key=lambda box: float(pixels[box.row0 : box.row1, box.col0 : box.col1].std()))
    rows, cols = _surroundings(within, pixels)
    inside = Box(within.row0 - rows.start, within.col0 - cols.start, within.row1 - rows.start, within.col1 - cols.start)
    part = _damaged_part(np.ascontiguousarray(pixels[rows, cols]), treatment, generator, donor, inside)
    whole, mask = pixels.copy(), np.zeros(pixels.shape[:2], np.bool_)
    whole[rows, cols], mask[rows, cols] = part.pixels, part.mask
    return Forgery(whole, mask)


def _surroundings(within: Box, pixels: Pixels) -> tuple[slice, slice]:
    spare = max(within.row1 - within.row0, within.col1 - within.col0) // 2
    return (
        slice(max(within.row0 - spare, 0), min(within.row1 + spare, pixels.shape[0])),
        slice(max(within.col0 - spare, 0), min(within.col1 + spare, pixels.shape[1])),
    )


def _damaged_part(
    pixels: Pixels, treatment: Treatment, generator: np.random.Generator, donor: Path | None, within: Box
) -> Forgery:
    if treatment in _FORGERS:
        return _FORGERS[treatment](pixels, generator, within=within)
    if donor is None:
        raise ValueError(f"{treatment!r} is no forgery, or its donor is missing")
    if treatment is Treatment.REAL_ROT:
        return blend_rot(pixels, load(donor), rotten_part(donor), generator, within=within)
    return blend_crack(pixels, load(donor), generator, within=within)


class _Forger(Protocol):
    def __call__(self, pixels: Pixels, generator: np.random.Generator, /, *, within: Box) -> Forgery: ...


_FORGERS: dict[Treatment, _Forger] = {
    Treatment.CRACK: paint_crack,
    Treatment.STAIN: paint_stain,
    Treatment.MOULD: paint_mould,
    Treatment.TEAR: paint_tear,
    Treatment.PATCHES: fill_by_patches,
    Treatment.DIFFUSION: fill_by_diffusion,
}


def rotten_part(donor: Path) -> Mask:
    """Return where a fruit is rotten: blue in the picture of the same number that the corpus keeps beside it."""
    truth = load(donor.with_name(donor.name.replace("test_", "groundtruth_")).with_suffix(".png"))
    return np.asarray((truth[..., 2] > 128) & (truth[..., 0] < 128))


def _somewhere(pixels: Pixels, generator: np.random.Generator) -> Box:
    """Choose a box of 10 to 30 % of the sides, away from the border, where goods are likely to be."""
    height, width = pixels.shape[:2]
    rows, cols = (round(side * generator.uniform(0.10, 0.30)) for side in (height, width))
    row = round(generator.uniform(0.2, 0.8) * (height - rows))
    col = round(generator.uniform(0.2, 0.8) * (width - cols))
    return Box(row, col, row + rows, col + cols)


def _remade(forged: Forgery, generator: np.random.Generator) -> tuple[Pixels, Mask]:
    """Crop to another aspect, grade the tone, sometimes mirror or enlarge: what hides the source from a careless look."""
    height, width = forged.mask.shape
    top, left = round(generator.uniform(0, 0.12) * height), round(generator.uniform(0, 0.12) * width)
    bottom, right = (
        height - round(generator.uniform(0, 0.12) * height),
        width - round(generator.uniform(0, 0.12) * width),
    )
    pixels, mask = forged.pixels[top:bottom, left:right], forged.mask[top:bottom, left:right]
    graded = (pixels / 255.0) ** generator.uniform(0.8, 1.25) * generator.normal(1.0, 0.05, 3)
    pixels = np.clip(graded * 255, 0, 255).astype(np.uint8)
    if generator.random() < 0.33:
        pixels, mask = np.ascontiguousarray(pixels[:, ::-1]), np.ascontiguousarray(mask[:, ::-1])
    if generator.random() < 0.33:
        pixels, mask = _enlarged(pixels, mask, generator.uniform(1.2, 1.6))
    return pixels, mask


def _enlarged(pixels: Pixels, mask: Mask, scale: float) -> tuple[Pixels, Mask]:
    size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
    large = cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, np.uint8), cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
