"""How often the shortlist of a case with hundreds of references holds the picture that the claim photo was made from."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from fairclaim.benchmark.cases import Expected, reference_cases
from fairclaim.benchmark.channels import Pixels, crop_jpeg, jpeg, resize_jpeg, screenshot
from fairclaim.benchmark.corpus_photos import MIN_SIDE_PX, decoded, real_photos, to_raster
from fairclaim.benchmark.trials import load
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.forensics.case import Case
from fairclaim.forensics.checks.derived_from_reference import CHECK
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.one_core import keep_to_one_core
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.structure import Structure
from fairclaim.matching.sketch import Sketchbook

REFERENCES = 500
FEW_OF = {"damage/tiles": 9}
"""Photos taken of a series that one fixed camera took of one thing after another."""
EVERY = 12
"""Of the references, every twelfth plays the source of a claim photo."""
COMPARED_EVERY = 12
"""Of those trials, every twelfth is carried through the whole check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One claim photo among many references.

    Parameters
    ----------
    source : str
        Where the true source lies in the corpus.
    channel : str
        What happened to it.
    is_listed : bool
        Whether the shortlist holds it.
    listed : int
        Length of the shortlist.
    seconds : float
        CPU time of shortlisting, the claim photo's own features included.
    check_seconds : float or None
        CPU time of the whole check, shortlisting included; None where it was not run.
    """

    source: str
    channel: str
    is_listed: bool
    listed: int
    seconds: float
    check_seconds: float | None

    def to_record(self) -> dict[str, object]:
        """Return the fields, for a JSON line."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The references, sketched.

    Parameters
    ----------
    names : tuple of str
        Places in the corpus.
    photos : tuple of Photo
        Decoded, at most 1,600 px long.
    book : Sketchbook
        Holds the sketch of each.
    seconds : float
        CPU time of sketching them all.
    """

    names: tuple[str, ...]
    photos: tuple[Photo, ...]
    book: Sketchbook
    seconds: float


def gather(corpus: Path, *, count: int = REFERENCES) -> References:
    """Open and sketch up to ``count`` real photos of the corpus."""
    keep_to_one_core()
    names = tuple(_real_photos(corpus))[:count]
    photos = tuple(_photo(load(corpus / name), Role.LISTING, number) for number, name in enumerate(names, start=1))
    book = Sketchbook()
    started = time.process_time()
    for photo in photos:
        book.sketch(photo.exhibit.sha256, photo.raster)
    return References(names=names, photos=photos, book=book, seconds=time.process_time() - started)


def trials(corpus: Path, references: References, *, step: int = 1) -> Iterator[Trial]:
    """Send sources through every channel, real edits as they are, and look for each among the references.

    Parameters
    ----------
    corpus : Path
        Folder of photos.
    references : References
        Of :func:`gather`.
    step : int
        Every how many-th source is tried.
    """
    for number, (source, channel, claim) in enumerate(_claims(corpus, references, step), start=1):
        yield _try(claim, source, channel, references, is_compared=number % COMPARED_EVERY == 0)


def _try(claim: Pixels, source: str, channel: str, references: References, *, is_compared: bool) -> Trial:
    photo = _photo(claim, Role.CLAIM, 1)
    case = Case(photos=(photo, *references.photos), sketchbook=references.book)
    started = time.process_time()
    listed = [one.id for one in case.likeliest(photo)]
    seconds = time.process_time() - started
    if is_compared:
        CHECK.read(case)
    return Trial(
        source=source,
        channel=channel,
        is_listed=references.photos[references.names.index(source)].id in listed,
        listed=len(listed),
        seconds=seconds,
        check_seconds=time.process_time() - started if is_compared else None,
    )


def _claims(corpus: Path, references: References, step: int) -> Iterator[tuple[str, str, Pixels]]:
    generator = np.random.default_rng(2026)
    for name, photo in list(zip(references.names, references.photos, strict=True))[:: EVERY * step]:
        pixels = np.asarray(photo.raster.pixels)
        if min(pixels.shape[:2]) >= MIN_SIDE_PX:
            for channel, send in CHANNELS.items():
                yield name, channel, decoded(send(pixels, generator))
    for case in list(_edits(corpus))[::step]:
        claim, original = case
        name = original.relative_to(corpus.resolve()).as_posix()
        if name in references.names:
            pixels = load(claim)
            yield name, "real edit, as it is", pixels
            yield name, "real edit, chat app", decoded(resize_jpeg(pixels).data)


def _edits(corpus: Path) -> Iterator[tuple[Path, Path]]:
    for case in reference_cases(corpus):
        if case["expected"] == Expected.FORGED:
            claim, listing = case["claim"], case["listing"]
            if isinstance(claim, list) and isinstance(listing, list):
                yield Path(claim[0]), Path(listing[0])


def _real_photos(corpus: Path) -> Iterator[str]:
    left = dict(FEW_OF)
    for name in real_photos(corpus):
        series = name.rsplit("/", 1)[0]
        if left.get(series, 1) > 0:
            if series in left:
                left[series] -= 1
            yield name


def _photo(pixels: Pixels, role: Role, number: int) -> Photo:
    raster = to_raster(pixels)
    identity = ExhibitId(f"{role.value}-{number}")
    return Photo(
        id=identity,
        exhibit=Exhibit(identity.encode(), role),
        structure=Structure(media_type="image/jpeg", parts=(), height=raster.height, width=raster.width),
        metadata=Metadata(),
        raster=raster,
    )


def _cut(pixels: Pixels, generator: np.random.Generator, *, rows: float, cols: float) -> bytes:
    """Cut shares of height and width away, at a random place."""
    height, width = pixels.shape[:2]
    row, col = (round(side * share * generator.random()) for side, share in ((height, rows), (width, cols)))
    kept = pixels[row : row + round(height * (1 - rows)), col : col + round(width * (1 - cols))]
    return jpeg(kept, quality=80)


Send = Callable[[Pixels, np.random.Generator], bytes]

CHANNELS: dict[str, Send] = {
    "cut by 10 %": lambda pixels, _: crop_jpeg(pixels, margin=0.05).data,
    "another aspect": lambda pixels, generator: _cut(pixels, generator, rows=0.04, cols=0.25),
    "mirrored": lambda pixels, _: jpeg(np.ascontiguousarray(pixels[:, ::-1]), quality=85),
    "chat app": lambda pixels, _: resize_jpeg(pixels).data,
    "screenshot": lambda pixels, _: screenshot(pixels).data,
    "cut by 30 %": lambda pixels, generator: _cut(pixels, generator, rows=0.30, cols=0.30),
}


def channels_of(results: Sequence[Trial]) -> list[str]:
    """Name the channels that were tried, in order."""
    return list(dict.fromkeys(result.channel for result in results))
