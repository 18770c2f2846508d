"""What the reference track tries: each trial is a recipe that any process can cook, from photos of a corpus.

A recipe names its files, its forgery, its channel and its seed, so that the same recipe always yields the same bytes.
Both classes go through the same channels: a format can never be the answer.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from PIL import Image

from fairclaim.benchmark.cases import Expected, reference_cases
from fairclaim.benchmark.channels import Delivery, Mask, Pixels, jpeg, resave, resize_jpeg, screenshot
from fairclaim.benchmark.forge import Forgery, paint_crack, paint_mould, paint_stain, paint_tear
from fairclaim.benchmark.rephotograph import rephotograph
from fairclaim.domain.box import Box

LONG_SIDE_PX = 1600
"""Photos are brought to phone-app size first; the corpus holds some of 12 MP."""


class Channel(StrEnum):
    """How the claim photo reached us."""

    ORIGINAL = "original"
    RESIZED = "resized-85"
    CHAT = "chat-70"
    TWICE = "twice"
    SCREENSHOT = "screenshot"


class Track(StrEnum):
    """Whose numbers must never be mixed."""

    REAL_EDIT = "real AI edits"
    PAINTED = "painted damage"
    COPY = "unchanged copies"
    HONEST = "honest pairs"
    LOOK_ALIKE = "rendered flat prints"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One trial to cook.

    Parameters
    ----------
    track : Track
        Which numbers it belongs to.
    name : str
        Unique together with track, forgery and channel.
    claim, reference : Path
        Photos; equal where the claim is made from the reference.
    forgery : str
        ``crack``, ``stain``, ``mould``, ``tear``; "" where nothing is painted.
    remade : bool
        Also crop, tone and mirror.
    channel : Channel
        How the claim photo arrives.
    """

    track: Track
    name: str
    claim: Path
    reference: Path
    channel: Channel
    forgery: str = ""
    remade: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Bytes to examine, and the truth."""

    recipe: Recipe
    claim: bytes
    reference: bytes
    mask: Mask | None


def recipes(corpus: Path) -> Iterator[Recipe]:
    """Yield every recipe that a corpus allows, in a fixed order."""
    yield from _real_edits(corpus)
    photos = _photos(corpus)
    for i, photo in enumerate(photos):
        yield from _painted(photo, i)
        for channel in (Channel.RESIZED, Channel.CHAT, Channel.TWICE, Channel.SCREENSHOT):
            yield Recipe(
                track=Track.COPY,
                name=f"{photo.parent.name}/{photo.stem}",
                claim=photo,
                reference=photo,
                channel=channel,
            )
    yield from _honest(corpus)
    yield from _prints(corpus, photos)


def cook(recipe: Recipe) -> Trial:
    """Make a recipe's bytes. Deterministic."""
    generator = np.random.default_rng(_seed(recipe))
    if recipe.track in {Track.HONEST, Track.REAL_EDIT}:
        return _from_files(recipe)
    original = load(recipe.reference)
    if recipe.track is Track.LOOK_ALIKE:
        claim = resize_jpeg(rephotograph(original, load(recipe.claim), generator), long_side_px=1600, quality=90)
        return Trial(recipe=recipe, claim=claim.data, reference=jpeg(original, quality=92), mask=None)
    forged = _forge(original, recipe.forgery, generator) if recipe.forgery else Forgery(original, _nothing(original))
    pixels, mask = _remake(forged, generator) if recipe.remade else (forged.pixels, forged.mask)
    delivery = send(pixels, recipe.channel)
    carried = delivery.placement.carry(mask) if recipe.forgery else None
    return Trial(recipe=recipe, claim=delivery.data, reference=jpeg(original, quality=92), mask=carried)


def load(path: Path) -> Pixels:
    """Decode a trusted photo of the corpus to RGB, at most ``LONG_SIDE_PX`` long."""
    with Image.open(path) as picture:
        picture.draft("RGB", (LONG_SIDE_PX, LONG_SIDE_PX))
        rgb = picture.convert("RGB")
        rgb.thumbnail((LONG_SIDE_PX, LONG_SIDE_PX))
        return np.asarray(rgb)


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


def _real_edits(corpus: Path) -> Iterator[Recipe]:
    for case in reference_cases(corpus):
        if case["expected"] == Expected.FORGED:
            for channel in Channel:
                yield Recipe(
                    track=Track.REAL_EDIT,
                    name=str(case["case"]),
                    claim=_path(case, "claim"),
                    reference=_path(case, "listing"),
                    channel=channel,
                )


def _painted(photo: Path, number: int) -> Iterator[Recipe]:
    for kind_number, forgery in enumerate(("crack", "stain", "mould", "tear")):
        for channel_number, channel in enumerate(Channel):
            yield Recipe(
                track=Track.PAINTED,
                name=f"{photo.parent.name}/{photo.stem}",
                claim=photo,
                reference=photo,
                channel=channel,
                forgery=forgery,
                remade=(number + kind_number + channel_number) % 3 == 0,
            )


def _honest(corpus: Path) -> Iterator[Recipe]:
    for case in reference_cases(corpus):
        if case["expected"] == Expected.FORGED:
            continue
        reference = _path(case, "listing" if case["listing"] else "dispatch")
        for channel in (Channel.ORIGINAL, Channel.CHAT):
            yield Recipe(
                track=Track.HONEST,
                name=str(case["case"]),
                claim=_path(case, "claim"),
                reference=reference,
                channel=channel,
            )


def _prints(corpus: Path, photos: list[Path]) -> Iterator[Recipe]:
    """Yield flat prints on a table: real artwork and package fronts, each before many backgrounds."""
    artworks = [*sorted(corpus.glob("prints/*/reference.jpg")), *sorted(corpus.glob("listing/*/listing.jpg"))]
    artworks = [path for path in artworks if photos and min(_size(path)) >= 190]
    for round_number in range(40):
        for i, artwork in enumerate(artworks):
            background = photos[(7 * i + 13 * round_number) % len(photos)]
            yield Recipe(
                track=Track.LOOK_ALIKE,
                name=f"{artwork.parent.name}/{round_number}",
                claim=background,
                reference=artwork,
                channel=Channel.ORIGINAL,
            )


def _photos(corpus: Path) -> list[Path]:
    """Return honest photos to paint on: things in rooms, on shelves, in hands, of many cameras."""
    found = [
        *sorted(corpus.glob("products/*/00.jpg")),
        *sorted(corpus.glob("clothes/*.jpg"))[::6],
        *sorted(corpus.glob("listing/*/inhand_0.jpg"))[::3],
        *sorted(corpus.glob("prints/*/photo.jpg"))[::3],
        *sorted(corpus.glob("damage/cars/*.jpg"))[::4],
    ]
    return [path for path in found if min(_size(path)) >= 300]


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def _forge(pixels: Pixels, kind: str, generator: np.random.Generator) -> Forgery:
    within = _somewhere(pixels, generator)
    match kind:
        case "crack":
            return paint_crack(pixels, generator, within=within)
        case "stain":
            return paint_stain(pixels, generator, within=within)
        case "mould":
            return paint_mould(pixels, generator, within=within)
        case _:
            return paint_tear(pixels, generator, within=within)


def _somewhere(pixels: Pixels, generator: np.random.Generator) -> Box:
    """Choose a box of 10 to 30 % of the sides, away from the border, where goods are likely to be."""
    height, width = pixels.shape[:2]
    rows, cols = (round(side * generator.uniform(0.10, 0.30)) for side in (height, width))
    row = round(generator.uniform(0.2, 0.8) * (height - rows))
    col = round(generator.uniform(0.2, 0.8) * (width - cols))
    return Box(row, col, row + rows, col + cols)


def _remake(forged: Forgery, generator: np.random.Generator) -> tuple[Pixels, Mask]:
    """Crop to another aspect, grade the tone, sometimes mirror: what hides the source from a careless comparison."""
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
    return pixels, mask


def _nothing(pixels: Pixels) -> Mask:
    return np.zeros(pixels.shape[:2], dtype=np.bool_)


def _seed(recipe: Recipe) -> int:
    text = f"{recipe.track}|{recipe.name}|{recipe.forgery}|{recipe.channel}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def _path(case: dict[str, object], role: str) -> Path:
    paths = case[role]
    return Path(str(paths[0])) if isinstance(paths, list) else Path()
