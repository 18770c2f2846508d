"""Which photos the blind track tries, in a fixed order.

How many of each is a budget: what is held out has to fit into about fifteen minutes on two cores once every check is there.
What calibration learns from is cooked only where calibration is asked for; it takes longer, because a promise about few
photos in a thousand needs many.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from fairclaim.benchmark.blind_photos import Material, generated_photos, honest_photos, real_edits, window
from fairclaim.benchmark.blind_recipe import (
    AGAIN,
    CHANNELS,
    FORMATS,
    FRAME_SIDE_PX,
    FULL_SIDE_PX,
    BlindRecipe,
    Kind,
    Split,
    Way,
    split_of,
    subject_number,
)
from fairclaim.benchmark.learned import LEARNED_QUESTIONS, is_learned
from fairclaim.benchmark.photograph_screen import Panel
from fairclaim.benchmark.recipe import Treatment
from fairclaim.forensics.quality import SMALL_PX, Quality

FIT_GENUINE = 600
"""Genuine trials per quality that calibration learns from, where the corpus allows: a share of 0.2 % needs 499 scores."""
FIT_AGAIN = 700
"""Genuine photos saved twice, per quality, besides: not every earlier saving shows, and 499 scores are needed."""
FIT_UNLEARNED = {Quality.FINE: 350, Quality.MEDIUM: 350, Quality.COARSE: 350}
"""Further ones of subjects that no network learned from, for the questions that networks answer. None of small ones, so that they have
no threshold: with one, 3 of 78 held-out photos converted from WebP were asked about. Screenshots of a whole screen are too large."""
ASKS_AGAIN = frozenset({"double-compression"})
"""What is asked about photos saved twice: the question for which too few others have an answer."""
ASKS_SCREEN = frozenset({"screen-recapture"})
"""What is asked about rendered photos of a screen."""
QUICK_STEP = 24
"""A quick run tries one subject of so many: those furthest in the half that is held out."""
TAKES = 24
"""Takes of one photo at most."""
DAMAGED_TAKES = 3
"""Takes of a held-out photo of damaged goods: at 1 % false alarms a hundred photos are the least."""
FORGED_PHOTOS, FRAMES, FORMAT_PHOTOS, COST_PHOTOS, SCREEN_PHOTOS = 30, 16, 48, 24, 20
SENT = CHANNELS[:-1]
"""All channels but the screenshot."""
TREATMENTS = (
    Treatment.CRACK,
    Treatment.REAL_CRACK,
    Treatment.PATCHES,
    Treatment.REGION,
    Treatment.STAIN,
    Treatment.REAL_ROT,
    Treatment.DIFFUSION,
    Treatment.MOULD,
    Treatment.TEAR,
)
_FORGED_EACH = 2
_TO_FORGE = ("products", "prints", "damage/cars", "camera", "clothes", "listing", "damage/lemons")
_LARGE_DAMAGED = frozenset({"damage/cars", "damage/lemons"})
_MIN_FORGED_PX = 300


def held_out_recipes(corpus: Path, *, autoencoder: Path | None, enlarged: Path | None = None) -> list[BlindRecipe]:
    """Return what is measured: held-out subjects, as files and through channels, every real edit and generator output.

    Parameters
    ----------
    corpus : Path
        Laid out as docs/how-to/measure-on-your-own-photos.md says.
    autoencoder : Path or None
        ONNX file of a generator's autoencoder; without it nothing of our own is re-rendered.
    enlarged : Path, optional
        Folder of photos that a network enlarged (``training/enlarge_photos.py`` fills it).
    """
    ours = _of(honest_photos(corpus), Split.HELD_OUT)
    return [
        *_honest(ours),
        *_forged(corpus, ours, autoencoder),
        *_screens(ours),
        *(_enlarged(ours, enlarged) if enlarged else ()),
        *_real(corpus),
        *_untouched(ours),
    ]


def format_recipes(corpus: Path) -> list[BlindRecipe]:
    """Return a few photos of both classes in every file format."""
    ours = _of(honest_photos(corpus), Split.HELD_OUT)
    chosen = _spread(ours, FORMAT_PHOTOS)
    pairs: list[BlindRecipe] = []
    for number, photo in enumerate(chosen):
        for way in FORMATS:
            pairs += [
                _recipe(photo, way, FRAME_SIDE_PX),
                _forgery(corpus, photo, _PAINTS[number % 4], way, FRAME_SIDE_PX),
            ]
    return pairs


def fit_recipes(corpus: Path, *, autoencoder: Path | None) -> list[BlindRecipe]:
    """Return what calibration learns from; parameters as :func:`held_out_recipes`."""
    ours = _of(honest_photos(corpus), Split.FIT)
    return [
        *_many_honest(ours),
        *_untouched(ours),
        *_many_saved_again(ours),
        *_many_unlearned(ours),
        *_forged(corpus, ours, autoencoder),
    ]


def photos_to_enlarge(corpus: Path) -> dict[str, Path]:
    """Return the photos of which the held-out half tries enlarged copies, by the names under which those are looked for."""
    ours = _of(honest_photos(corpus), Split.HELD_OUT)
    return {_enlarged_name(photo): photo.path for photo in _chosen(ours)[:FRAMES]}


def cost_recipes(corpus: Path) -> list[BlindRecipe]:
    """Return a few large genuine photos, on which time and memory are measured in one fresh process."""
    large = [photo for photo in honest_photos(corpus) if photo.long_side_px >= FULL_SIDE_PX]
    return [_recipe(photo, Way.ORIGINAL) for photo in _spread(large or honest_photos(corpus), COST_PHOTOS)]


def quick_sample(recipes: list[BlindRecipe]) -> list[BlindRecipe]:
    """Return all trials of a few subjects of every kind, so that a forgery keeps its twin."""
    chosen: set[str] = set()
    for kind in Kind:
        subjects = sorted({one.subject for one in recipes if one.kind is kind}, key=subject_number, reverse=True)
        chosen.update(subjects[: max(len(subjects) // QUICK_STEP, 1)])
    return [one for one in recipes if one.subject in chosen]


def expected_quality(recipe: BlindRecipe, photo: Material) -> Quality:
    """Foretell a trial's quality from the size of its photo and from its channel."""
    _, _, rows, cols = window(photo.short_side_px, photo.long_side_px, recipe.take)
    long_side_px = min(max(rows, cols), recipe.side_px)
    match recipe.way:
        case Way.SCREENSHOT | Way.AS_PNG:
            quality, scale = Quality.LOSSLESS, float(SMALL_PX)
        case Way.RESIZED:
            quality, scale = Quality.MEDIUM, 0.75
        case Way.AGAIN_MEDIUM:
            quality, scale = Quality.MEDIUM, 1.0
        case Way.CHAT | Way.TWICE | Way.AGAIN_COARSE:
            quality, scale = Quality.COARSE, 1.0
        case _:
            quality, scale = Quality.FINE, 1.0
    return quality if long_side_px * scale >= SMALL_PX else Quality.SMALL


def _honest(photos: list[Material]) -> Iterator[BlindRecipe]:
    """Yield what is damaged or is forged, too, through every channel; of the many small ones of whole goods each through one.

    A screenshot holds five times the pixels of most photos: it is taken of those alone.
    """
    twins = _chosen(photos)
    for number, photo in enumerate(photos):
        for side_px in _sides(photo):
            is_whole = side_px == FULL_SIDE_PX
            forged_so = twins if is_whole or photo.long_side_px <= FRAME_SIDE_PX else twins[:FRAMES]
            if photo.kind is Kind.DAMAGED or photo in forged_so:
                ways: tuple[Way, ...] = CHANNELS
            elif _is_many(photo):
                ways = (CHANNELS[number % len(CHANNELS)],)
            else:
                ways = SENT if is_whole or number % 2 else ()
            yield from (_recipe(photo, way, side_px) for way in ways)
        if number % 3 == 0:
            yield _recipe(photo, Way.FROM_WEBP, _sides(photo)[0])
        if photo in twins:
            yield from (_saved_again(photo, way) for way in AGAIN)
        elif not _is_many(photo):
            yield _saved_again(photo, AGAIN[number % len(AGAIN)])
        for take in range(1, DAMAGED_TAKES if photo.source in _LARGE_DAMAGED else 1):
            yield from (_recipe(photo, way, _sides(photo)[0], take) for way in SENT)


def _many_honest(photos: list[Material]) -> Iterator[BlindRecipe]:
    """Yield takes until every quality has enough of them."""
    scattered = _scattered(photos)
    filled: Counter[Quality] = Counter()
    for take in range(TAKES):
        for number, photo in enumerate(scattered):
            ways = (*CHANNELS, Way.FROM_WEBP) if number % 4 == take % 4 else CHANNELS
            for side_px in _sides(photo):
                for way in ways:
                    recipe = _recipe(photo, way, side_px, take)
                    quality = expected_quality(recipe, photo)
                    if filled[quality] < FIT_GENUINE:
                        filled[quality] += 1
                        yield recipe


def _many_unlearned(photos: list[Material]) -> Iterator[BlindRecipe]:
    """Yield further takes of subjects that no network learned from, for the questions that networks answer."""
    unlearned = [photo for photo in _scattered(photos) if not is_learned(photo.subject)]
    filled: Counter[Quality] = Counter()
    for take in range(TAKES, 2 * TAKES):
        for photo in unlearned:
            for way in (*CHANNELS, Way.FROM_WEBP):
                recipe = replace(_recipe(photo, way, _sides(photo)[0], take), asks=LEARNED_QUESTIONS)
                quality = expected_quality(recipe, photo)
                if filled[quality] < FIT_UNLEARNED.get(quality, 0):
                    filled[quality] += 1
                    yield recipe


def _many_saved_again(photos: list[Material]) -> Iterator[BlindRecipe]:
    """Yield takes saved twice until every quality but the lossless has enough of them."""
    scattered = _scattered(photos)
    filled: Counter[Quality] = Counter()
    for take in range(TAKES):
        for photo in scattered:
            for way in AGAIN:
                recipe = _saved_again(photo, way, take)
                quality = expected_quality(recipe, photo)
                if filled[quality] < FIT_AGAIN:
                    filled[quality] += 1
                    yield recipe


def _saved_again(photo: Material, way: Way, take: int = 0) -> BlindRecipe:
    return replace(_recipe(photo, way, _sides(photo)[0], take), asks=ASKS_AGAIN)


def _scattered(photos: list[Material]) -> list[Material]:
    """Return the photos that are forged, then the others, each in an order that follows no folder."""
    twins = _chosen(photos)
    return sorted(photos, key=lambda photo: (photo not in twins, _recipe(photo, Way.ORIGINAL).file))


def _untouched(photos: list[Material]) -> Iterator[BlindRecipe]:
    """Yield the files themselves, at whatever size a camera gave them; of the many small ones a third."""
    for number, photo in enumerate(photos):
        if number % 3 == 0 or not _is_many(photo):
            yield _recipe(photo, Way.UNTOUCHED)


def _enlarged(photos: list[Material], folder: Path) -> Iterator[BlindRecipe]:
    for photo in _chosen(photos)[:FRAMES]:
        path = folder / _enlarged_name(photo)
        if path.is_file():
            made = replace(photo, kind=Kind.ENLARGED, source=Kind.ENLARGED, path=path, mask=None)
            yield from (replace(_recipe(made, way, FRAME_SIDE_PX), sizes=(FRAME_SIDE_PX,)) for way in CHANNELS)


def _enlarged_name(photo: Material) -> str:
    return hashlib.sha256(photo.name.encode()).hexdigest()[:16] + ".png"


def _forged(corpus: Path, photos: list[Material], autoencoder: Path | None) -> Iterator[BlindRecipe]:
    chosen = _chosen(photos)
    for number, photo in enumerate(chosen):
        for turn in range(_FORGED_EACH):
            treatment = TREATMENTS[(_FORGED_EACH * number + turn) % len(TREATMENTS)]
            is_missing = treatment is Treatment.REGION and autoencoder is None
            if is_missing or (treatment in _DONORS and not _donors(corpus, treatment, photo)):
                continue
            for way in (*CHANNELS, *AGAIN):
                yield _forgery(corpus, photo, treatment, way, FULL_SIDE_PX, autoencoder=autoencoder, number=number)
    for number, photo in enumerate(chosen[:FRAMES] if autoencoder else ()):
        for way in CHANNELS:
            yield _forgery(corpus, photo, Treatment.FRAME, way, FRAME_SIDE_PX, autoencoder=autoencoder, number=number)


def _screens(photos: list[Material]) -> Iterator[BlindRecipe]:
    """Yield photos of either kind of screen that shows a large photo; the genuine ones are tried through the same channels."""
    large = [photo for photo in _chosen(photos) if photo.short_side_px >= SMALL_PX]
    for photo in large[:SCREEN_PHOTOS]:
        for panel in Panel:
            shot = replace(photo, kind=Kind.SCREEN, source=panel.value, mask=None)
            yield from (replace(_recipe(shot, way), sizes=(FULL_SIDE_PX,), asks=ASKS_SCREEN) for way in CHANNELS)


def _real(corpus: Path) -> Iterator[BlindRecipe]:
    for photo in real_edits(corpus):
        yield from (_recipe(photo, way) for way in CHANNELS)
    for photo in generated_photos(corpus):
        yield from (_recipe(photo, way, FRAME_SIDE_PX) for way in CHANNELS)


def _recipe(photo: Material, way: Way, side_px: int = FULL_SIDE_PX, take: int = 0) -> BlindRecipe:
    return BlindRecipe(
        kind=photo.kind,
        source=photo.source,
        subject=photo.subject,
        photo=photo.path,
        name=f"{photo.name}#{take}" if take else photo.name,
        way=way,
        side_px=side_px,
        sizes=(side_px,) if photo.long_side_px > FRAME_SIDE_PX or way in FORMATS else (FULL_SIDE_PX, FRAME_SIDE_PX),
        take=take,
        mask=photo.mask,
    )


def _forgery(
    corpus: Path,
    photo: Material,
    treatment: Treatment,
    way: Way,
    side_px: int,
    *,
    autoencoder: Path | None = None,
    number: int = 0,
) -> BlindRecipe:
    donors = _donors(corpus, treatment, photo)
    is_frame = treatment is Treatment.FRAME
    needs_generator = treatment in {Treatment.FRAME, Treatment.REGION}
    return BlindRecipe(
        kind=Kind.RERENDERED if is_frame else Kind.PASTED,
        source=treatment.value,
        subject=photo.subject,
        photo=photo.path,
        name=photo.name,
        way=way,
        side_px=side_px,
        sizes=(side_px,),
        treatment=treatment,
        donor=donors[number % len(donors)] if donors else None,
        autoencoder=autoencoder if needs_generator else None,
        asks=ASKS_AGAIN if way in AGAIN else frozenset(),
    )


_PAINTS = (Treatment.CRACK, Treatment.STAIN, Treatment.MOULD, Treatment.TEAR)
_DONORS = {Treatment.REAL_CRACK: "damage/cracks/*.jpg", Treatment.REAL_ROT: "damage/rotten_fruit/test_*"}


def _donors(corpus: Path, treatment: Treatment, photo: Material) -> list[Path]:
    """Return photos of real damage on the photo's side of the split."""
    donors = sorted(corpus.glob(_DONORS[treatment])) if treatment in _DONORS else []
    side = split_of(photo.subject)
    return [path for path in donors if split_of(f"damage/{path.parent.name}/{path.stem}") is side]


def _sides(photo: Material) -> tuple[int, ...]:
    """Return the sizes at which a photo is tried; a small one is the same at both."""
    return (FULL_SIDE_PX, FRAME_SIDE_PX) if photo.long_side_px > FRAME_SIDE_PX else (FRAME_SIDE_PX,)


def _is_many(photo: Material) -> bool:
    """Whether it is one of hundreds of small photos of whole goods."""
    return photo.kind is Kind.GENUINE and photo.long_side_px < SMALL_PX and photo.source in {"clothes", "listing"}


def _of(photos: Iterable[Material], split: Split) -> list[Material]:
    return [photo for photo in photos if split_of(photo.subject) is split]


def _chosen(photos: list[Material]) -> list[Material]:
    """Return the photos that are forged; the same ones are tried as they are, so that nothing but the forgery differs."""
    return _spread([photo for photo in photos if photo.short_side_px >= _MIN_FORGED_PX], FORGED_PHOTOS)


def _spread(photos: list[Material], count: int) -> list[Material]:
    """Choose photos from all sources in turn."""
    by_source = [[photo for photo in photos if photo.source == source] for source in _TO_FORGE]
    longest = max((len(group) for group in by_source), default=0)
    return [group[place] for place in range(longest) for group in by_source if place < len(group)][:count]
