"""Every recipe that a corpus allows, in a fixed order.

How many of each kind is a budget: the whole track should fit into twenty minutes on two cores. Since the prints
are so many that the promise holds with its interval (``PRINT_ROUNDS``) it takes about twenty-five.
"""

from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

from PIL import Image

from fairclaim.benchmark.cases import Expected, reference_cases
from fairclaim.benchmark.recipe import Channel, Recipe, Track, Treatment
from fairclaim.domain.exhibit import Role

MIN_PHOTO_PX = 300
MIN_ARTWORK_PX = 190
PRINT_ROUNDS = 27
"""So many that no false link among all honest pairs would say less than one in a thousand with its interval, too: 3,689 are needed."""
PAGES = 100
FRAME_STEPS = (1, 4)
"""Frames between the two shots of a clip."""
FRAMES = 40

CHANNELS = tuple(Channel)
BOTH_WAYS = (Channel.ORIGINAL, Channel.CHAT)
THREE_WAYS = (*BOTH_WAYS, Channel.RESIZED)
"""Of honest pairs of files."""
FORGERIES = {
    Track.PAINTED: (Treatment.CRACK, Treatment.STAIN, Treatment.MOULD, Treatment.TEAR),
    Track.BLENDED: (Treatment.REAL_CRACK, Treatment.REAL_ROT),
    Track.FILLED: (Treatment.PATCHES, Treatment.DIFFUSION),
    Track.REGENERATED: (Treatment.FRAME, Treatment.REGION),
}


def recipes(corpus: Path, *, autoencoder: Path | None = None) -> Iterator[Recipe]:
    """Yield every recipe.

    Parameters
    ----------
    corpus : Path
        Laid out as :mod:`fairclaim.benchmark.cases` says.
    autoencoder : Path, optional
        ONNX file of a generator's autoencoder; without it nothing is regenerated.
    """
    photos = photos_to_work_on(corpus)
    yield from _real_edits(corpus)
    yield from _forgeries(corpus, photos, autoencoder)
    yield from _copies(photos)
    yield from _honest(corpus)
    yield from _other_goods(corpus)
    yield from _prints(corpus, photos)
    yield from _second_shots(corpus, photos)


def photos_to_work_on(corpus: Path) -> list[Path]:
    """Return photos of things in rooms, on shelves, in hands, of many cameras, and catalogue pictures on plain grounds."""
    found = [
        *sorted(corpus.glob("products/*/00.jpg")),
        *sorted(corpus.glob("clothes/*.jpg"))[::6],
        *sorted(corpus.glob("listing/*/inhand_0.jpg"))[::3],
        *sorted(corpus.glob("prints/*/photo.jpg"))[::3],
        *sorted(corpus.glob("damage/cars/*.jpg"))[::4],
        *sorted(corpus.glob("generated/[0-9]*.png"))[::3],
        *sorted(corpus.glob("damage/lemons/*.png"))[::4],
    ]
    return [path for path in found if _short_side_px(path) >= MIN_PHOTO_PX]


def _real_edits(corpus: Path) -> Iterator[Recipe]:
    for case in reference_cases(corpus):
        if case["expected"] == Expected.FORGED:
            for channel in CHANNELS:
                yield _of_case(Track.REAL_EDIT, case, channel)


def _forgeries(corpus: Path, photos: list[Path], autoencoder: Path | None) -> Iterator[Recipe]:
    """Yield some of the five channels for every photo and forgery, in turn, so that all pairs of them are met."""
    cracks = sorted(corpus.glob("damage/cracks/*.jpg"))
    rot = sorted(corpus.glob("damage/rotten_fruit/test_*"))
    donors = {Treatment.REAL_CRACK: cracks, Treatment.REAL_ROT: rot}
    for number, photo in enumerate(photos):
        for kind, (track, treatment) in enumerate(_KINDS):
            donor = donors.get(treatment)
            if (donor is not None and not donor) or (track is Track.REGENERATED and autoencoder is None):
                continue
            if treatment is Treatment.FRAME and number % 2:
                continue  # seconds of work each
            for turn in _TURNS.get(treatment, (0, 2)):
                yield Recipe(
                    track=track,
                    name=_name(photo),
                    claim=photo,
                    reference=photo,
                    channel=CHANNELS[(number + kind + turn) % len(CHANNELS)],
                    treatment=treatment,
                    remade=(number + kind + turn) % 3 == 0,
                    donor=donor[number % len(donor)] if donor else None,
                    autoencoder=autoencoder if track is Track.REGENERATED else None,
                )


_ONCE = (Treatment.STAIN, Treatment.MOULD, Treatment.REGION, Treatment.PATCHES, Treatment.DIFFUSION)
_TURNS = {Treatment.FRAME: (0, 2, 4), **dict.fromkeys(_ONCE, (0,))}
"""Channels of one forgery, counted from the first that is its photo's turn; two where nothing else is said."""

_KINDS = tuple((track, treatment) for track, treatments in FORGERIES.items() for treatment in treatments)


_DRESSES = (Treatment.CAPTION, Treatment.CIRCLE, Treatment.COLLAGE, Treatment.FILTER, Treatment.SCREEN)


def _copies(photos: list[Path]) -> Iterator[Recipe]:
    for number, photo in enumerate(photos):
        for channel in CHANNELS[1 + number % 2 :: 2]:
            yield Recipe(track=Track.COPY, name=_name(photo), claim=photo, reference=photo, channel=channel)
        for turn, treatment in enumerate(_DRESSES):
            yield Recipe(
                track=Track.DRESSED,
                name=_name(photo),
                claim=photo,
                reference=photo,
                channel=CHANNELS[(number + turn) % len(CHANNELS)],
                treatment=treatment,
                donor=photos[(number + 11) % len(photos)],
            )


def _honest(corpus: Path) -> Iterator[Recipe]:
    for case in reference_cases(corpus):
        if case["expected"] != Expected.FORGED:
            for channel in THREE_WAYS:
                yield _of_case(Track.HONEST, case, channel)


def _other_goods(corpus: Path) -> Iterator[Recipe]:
    """Yield one shop's goods beside the picture of another article, and near-equal plates under one fixed camera.

    The plates come as chat pictures: what shares a camera with the buyer's photo can only be the buyer's.
    """
    shelves = sorted(corpus.glob("listing/*/inhand_0.jpg"))
    pairs = [("other-article", photo, other.with_name("listing.jpg")) for photo, other in pairwise(shelves)]
    plates = sorted(corpus.glob("damage/tiles/*.jpg"))
    pairs += [("near-equal-plates", plate, other) for plate, other in pairwise(plates)]
    for kind, claim, reference in pairs:
        for channel in THREE_WAYS:
            name = f"{kind}/{_name(claim)}~{_name(reference)}"
            role = Role.CHAT if kind == "near-equal-plates" else Role.LISTING
            yield Recipe(track=Track.HONEST, name=name, claim=claim, reference=reference, channel=channel, role=role)


def _prints(corpus: Path, photos: list[Path]) -> Iterator[Recipe]:
    """Yield flat prints on a table: real artwork, package fronts and pages of text, each before many backgrounds."""
    if not photos:
        return
    artworks = [*sorted(corpus.glob("prints/*/reference.jpg")), *sorted(corpus.glob("listing/*/listing.jpg"))]
    artworks = [path for path in artworks if _short_side_px(path) >= MIN_ARTWORK_PX]
    for round_number in range(PRINT_ROUNDS):
        for i, artwork in enumerate(artworks):
            background = photos[(7 * i + 13 * round_number) % len(photos)]
            yield _look_alike(f"{artwork.parent.name}/{round_number}", background, artwork, Treatment.NOTHING)
    for number in range(PAGES if artworks else 0):
        background = photos[number % len(photos)]
        yield _look_alike(f"page/{number}", background, background, Treatment.PAGE)


def _look_alike(name: str, background: Path, artwork: Path, treatment: Treatment) -> Recipe:
    return Recipe(
        track=Track.LOOK_ALIKE,
        name=name,
        claim=background,
        reference=artwork,
        channel=Channel.ORIGINAL,
        treatment=treatment,
    )


def _second_shots(corpus: Path, photos: list[Path]) -> Iterator[Recipe]:
    """Yield two shots of one scene by the buyer's own camera; only an earlier picture from the chat can be one of them."""
    for photo in photos:
        for treatment in (Treatment.HAND, Treatment.STAND):
            for channel in BOTH_WAYS:
                yield Recipe(
                    track=Track.RESHOT,
                    name=_name(photo),
                    claim=photo,
                    reference=photo,
                    channel=channel,
                    treatment=treatment,
                    role=Role.CHAT,
                )
    clips = sorted(corpus.glob("video/*.m*"))
    for clip, step, channel in (
        (clip, step, channel) for clip in clips for step in FRAME_STEPS for channel in BOTH_WAYS
    ):
        for first in islice(range(0, 10_000, 3), FRAMES // 2):
            yield Recipe(
                track=Track.RESHOT,
                name=f"{_name(clip)}/{first}+{step}",
                claim=clip,
                reference=clip,
                channel=channel,
                treatment=Treatment.FRAMES,
                role=Role.CHAT,
                frames=(first + step, first),
            )


def _of_case(track: Track, case: dict[str, object], channel: Channel) -> Recipe:
    reference = _path(case, "listing" if case["listing"] else "dispatch")
    return Recipe(track=track, name=str(case["case"]), claim=_path(case, "claim"), reference=reference, channel=channel)


def _path(case: dict[str, object], role: str) -> Path:
    paths = case[role]
    return Path(str(paths[0])) if isinstance(paths, list) else Path()


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _short_side_px(path: Path) -> int:
    with Image.open(path) as picture:
        return min(picture.size)
