"""Results of the blind track to numbers, each with the count that it rests on; pages only write them down."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

import numpy as np

from fairclaim.benchmark.blind_comparison import FORGED, ScoreOf, answered, compare, every, score_of_key
from fairclaim.benchmark.blind_recipe import AGAIN, CHANNELS, GENUINE_ONLY, HONEST, MADE_HERE, Kind, Split, Way
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.hypotheses import is_meant
from fairclaim.benchmark.scores import Scored, auc_estimate, found_at
from fairclaim.benchmark.weighing import Weighing
from fairclaim.domain.intervals import clopper_pearson

FUSED = "all together"
FOLDER, EVERY_WAY = "folder ", "all channels"
SHARES = (0.01, 0.001)
"""Shares of genuine damaged photos at which the finding of forgeries is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How well one question tells one kind of forgery in one channel.

    Parameters
    ----------
    key, way, kind, source : str
        ``source`` is ``all`` or one way of forging.
    is_own : bool
        Whether the forgeries are of our own making.
    is_meant : bool
        Whether the question is about such forgeries.
    genuine, forged : int
        Trials that were answered.
    auc, low, high : float or None
        With its interval; None where a class has no answer.
    found : tuple of (share, found, low, high)
        Share of all forgeries found where at most ``share`` of ``damaged`` genuine damaged photos is exceeded.
    unforged : tuple of (share, exceeded, low, high)
        Share of the genuine photos of the same comparison that exceed the same cut: what is found beyond it was found because of
        the forgery, not because of the photo.
    abstained : float
        Share of the forgeries that were not answered.
    """

    key: str
    way: str
    kind: str
    source: str
    is_own: bool
    is_meant: bool
    genuine: int
    forged: int
    auc: float | None
    low: float | None
    high: float | None
    damaged: int
    found: tuple[tuple[float, float, float, float], ...]
    unforged: tuple[tuple[float, float, float, float], ...]
    abstained: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """So many of so many, with the Clopper–Pearson interval; ``subjects`` is how many objects they show."""

    key: str
    group: str
    way: str
    hits: int
    total: int
    subjects: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a question saw it: medians over the forgeries whose place is known, one without a mark counting 0."""

    key: str
    way: str
    source: str
    is_own: bool
    total: int
    iou: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What a check costs a photo: median and 95th percentile of CPU seconds, the same per 1.5 megapixels, greatest peak memory."""

    check: str
    photos: int
    seconds: float
    seconds_p95: float
    seconds_per_photo_of_1_5_mp: float
    peak_mb: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Everything measured but curves."""

    told: tuple[Told, ...]
    asked: tuple[Counted, ...]
    abstained: tuple[Counted, ...]
    placed: tuple[Placed, ...]
    costs: tuple[Costs, ...]

    def to_record(self) -> dict[str, object]:
        """Return what is written as JSON."""
        return asdict(self)


def numbers(
    results: Sequence[BlindResult],
    keys: Sequence[str],
    weighing: Weighing,
    *,
    alone: Sequence[BlindResult] = (),
) -> Numbers:
    """Compute all numbers of held-out photos.

    Parameters
    ----------
    results : sequence of BlindResult
        Without those that swap formats, and without those that calibration learned from, but for untouched files.
    keys : sequence of str
        Questions, in the order in which they are told.
    weighing : Weighing
        By which looks are asked for and questions are fused.
    alone : sequence of BlindResult
        Read in one process that did nothing else: what time and memory are told of.
    """
    scores = {**{key: score_of_key(key) for key in keys}, FUSED: weighing.fused}
    return Numbers(
        told=tuple(_told(results, scores)),
        asked=tuple(_asked(results, keys, weighing)),
        abstained=tuple(_abstained(results, keys)),
        placed=tuple(_placed(results, keys)),
        costs=tuple(_costs(alone)),
    )


def _told(results: Sequence[BlindResult], scores: dict[str, ScoreOf]) -> Iterable[Told]:
    for key, score_of in scores.items():
        for kind in FORGED:
            sources = sorted({one.source for one in results if one.kind is kind}) if kind is Kind.PASTED else []
            for source in (None, *sources):
                for way in (*CHANNELS, *AGAIN):
                    one = tell(results, key, score_of, kind=kind, way=way, source=source)
                    if one is not None:
                        yield one


def tell(
    results: Sequence[BlindResult], key: str, score_of: ScoreOf, *, kind: Kind, way: Way, source: str | None = None
) -> Told | None:
    """Measure one question, or any other detector's scores, on one kind of forgery in one channel; None without forgeries."""
    comparison = compare(results, kind, way, source=source)
    if not comparison.forged:
        return None
    genuine, forged = answered(comparison.genuine, score_of), answered(comparison.forged, score_of)
    estimate = auc_estimate(genuine, forged)
    damaged, sought = every(comparison.damaged, score_of), every(comparison.forged, score_of)
    return Told(
        key=key,
        way=way.value,
        kind=kind.value,
        source=source or "all",
        is_own=kind in MADE_HERE,
        is_meant=is_meant(key, kind),
        genuine=len(genuine),
        forged=len(forged),
        auc=None if estimate is None else estimate.value,
        low=None if estimate is None else estimate.interval.low,
        high=None if estimate is None else estimate.interval.high,
        damaged=len(damaged),
        found=_at_each_share(damaged, sought),
        unforged=_at_each_share(damaged, every(comparison.genuine, score_of)),
        abstained=1 - len(forged) / len(sought),
    )


def _at_each_share(damaged: Scored, sought: Scored) -> tuple[tuple[float, float, float, float], ...]:
    found = ((share, found_at(damaged.scores, sought.scores, share)) for share in SHARES)
    return tuple((share, one.value, one.interval.low, one.interval.high) for share, one in found if one is not None)


def _asked(results: Sequence[BlindResult], keys: Sequence[str], weighing: Weighing) -> Iterable[Counted]:
    """Count the photos about which a look is asked for, by class and channel; the last key is any question at all."""
    for key in (*keys, FUSED):
        asked_keys = keys if key == FUSED else (key,)
        for group, way, chosen in (*_groups(results), *_folders(results)):
            hits = [any(weighing.asks(one, asked) for asked in asked_keys) for one in chosen]
            yield _counted(key, group, way, hits, chosen)


def _folders(results: Sequence[BlindResult]) -> Iterable[tuple[str, str, list[BlindResult]]]:
    """Yield held-out genuine photos by folder of the corpus, all channels together."""
    honest = [one for one in results if one.kind in HONEST and one.split is Split.HELD_OUT and one.way in CHANNELS]
    for source in dict.fromkeys(one.source for one in honest):
        yield f"{FOLDER}{source}", EVERY_WAY, [one for one in honest if one.source == source]


def _abstained(results: Sequence[BlindResult], keys: Sequence[str]) -> Iterable[Counted]:
    for key in keys:
        for group, way, chosen in _groups(results):
            yield _counted(key, group, way, [one.score(key) is None for one in chosen], chosen)


def _groups(results: Sequence[BlindResult]) -> Iterable[tuple[str, str, list[BlindResult]]]:
    """Yield groups of photos that answers are counted in, by channel: untouched files of both halves, the rest held out.

    Photos of a screen stand apart (:mod:`fairclaim.benchmark.blind_screens`).
    """
    for way in (*CHANNELS, *AGAIN, *GENUINE_ONLY):
        for split in (Split.HELD_OUT, Split.FIT):
            for kind in Kind:
                chosen = [
                    one
                    for one in results
                    if one.way is way and one.kind is kind and (one.split is split or kind not in HONEST)
                ]
                is_told_already = split is Split.FIT and kind not in HONEST
                if chosen and not is_told_already and kind is not Kind.SCREEN:
                    yield kind.value if split is Split.HELD_OUT else f"{kind.value}, fit half", way.value, chosen


def _counted(key: str, group: str, way: str, hits: Sequence[bool], chosen: Sequence[BlindResult]) -> Counted:
    interval = clopper_pearson(sum(hits), len(hits))
    return Counted(
        key=key,
        group=group,
        way=way,
        hits=sum(hits),
        total=len(hits),
        subjects=len({one.subject for one in chosen}),
        low=interval.low,
        high=interval.high,
    )


def _placed(results: Sequence[BlindResult], keys: Sequence[str]) -> Iterable[Placed]:
    for key in keys:
        for kind in (Kind.PASTED, Kind.REAL_EDIT):
            for source in (None, *sorted({one.source for one in results if one.kind is kind and kind in MADE_HERE})):
                for way in (*CHANNELS, *AGAIN):
                    here = [one for one in results if one.kind is kind and one.way is way]
                    marks = [
                        (score.iou, score.f1)
                        for one in here
                        if source in {None, one.source}
                        for score in one.scores
                        if score.key == key
                    ]
                    known = [(iou, f1) for iou, f1 in marks if iou is not None and f1 is not None]
                    if known:
                        yield Placed(
                            key=key,
                            way=way.value,
                            source=source or f"{kind.value}, all",
                            is_own=kind in MADE_HERE,
                            total=len(known),
                            iou=float(median(iou for iou, _ in known)),
                            f1=float(median(f1 for _, f1 in known)),
                        )


def _costs(results: Sequence[BlindResult]) -> Iterable[Costs]:
    for check in dict.fromkeys(spent.check for one in results for spent in one.spent):
        spent = [(one, each) for one in results for each in one.spent if each.check == check]
        seconds = np.array([each.seconds for _, each in spent])
        peaks = [each.peak_mb for _, each in spent if each.peak_mb is not None]
        yield Costs(
            check=check,
            photos=len(spent),
            seconds=float(np.median(seconds)),
            seconds_p95=float(np.quantile(seconds, 0.95)),
            seconds_per_photo_of_1_5_mp=float(np.sum(seconds)) * 1.5e6 / sum(one.pixels for one, _ in spent),
            peak_mb=max(peaks, default=None),
        )
