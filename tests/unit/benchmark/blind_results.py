"""Results of a blind track that nobody ran: scores are drawn, everything else is as in a run."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fairclaim.benchmark.blind_recipe import CHANNELS, FORMATS, FRAME_SIDE_PX, FULL_SIDE_PX, Kind, Split, Way
from fairclaim.benchmark.blind_track import BlindResult, Score, Spent
from fairclaim.benchmark.calibration_files import Stamp
from fairclaim.benchmark.weighing import Weighing
from fairclaim.forensics.calibration import Curve
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import Thresholds

KEY = "noise-level"
STAMP = Stamp(date="2026-01-02", corpus="c" * 64, version="9.9")
WEIGHING = Weighing(
    Thresholds(by_check={KEY: {Quality.FINE: 3.0}}, share=0.002, on="nothing real"),
    {KEY: {Quality.FINE: Curve(((-1.0, -0.3), (3.0, 2.0)), None)}},
)
SIZES = dict.fromkeys((Kind.RERENDERED, Kind.ENLARGED, Kind.GENERATED), (FRAME_SIDE_PX,))


def result(kind: Kind, number: int, score: float | None, **changes: object) -> BlindResult:
    """One trial of a subject's photo, fine and unchanneled unless told otherwise."""
    made = BlindResult(
        file=f"{kind.name}-{number}-{changes.get('way', Way.ORIGINAL)}.jpg",
        kind=kind,
        source="crack" if kind is Kind.PASTED else kind.value,
        subject=f"thing/{number}",
        name=f"thing/{number}.jpg" if kind is not Kind.GENERATED else f"generated/{number}.png",
        way=Way.ORIGINAL,
        split=Split.HELD_OUT,
        sizes=SIZES.get(kind, (FULL_SIDE_PX, FRAME_SIDE_PX)),
        long_side_px=800,
        pixels=480_000,
        quality=Quality.FINE,
        scores=(Score(key=KEY, signal="consistent" if score is not None else "too-small", score=score),),
        spent=(Spent(check=KEY, seconds=0.1, peak_mb=90.0),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def drawn(*, gap: float = 2.0, count: int = 40, seed: int = 1, ways: Sequence[Way] = CHANNELS) -> list[BlindResult]:
    """Trials of every kind in every channel; forged scores lie higher by a gap."""
    random = np.random.default_rng(seed)
    results = []
    for way in ways:
        for kind in Kind:
            is_forged = kind in {Kind.PASTED, Kind.RERENDERED, Kind.ENLARGED, Kind.REAL_EDIT, Kind.GENERATED}
            for number in range(count):
                score = float(random.normal(gap if is_forged else 0.0))
                is_plain = kind is Kind.GENERATED or (kind is Kind.GENUINE and number % 2)
                sizes = (FRAME_SIDE_PX,) if is_plain else SIZES.get(kind, (FULL_SIDE_PX, FRAME_SIDE_PX))
                name = f"damaged/{number}.jpg" if kind is Kind.DAMAGED else result(kind, number, 0.0).name
                placed = (Score(key=KEY, signal="inconsistent", score=score, iou=0.4, f1=0.6),)
                scores = {"scores": placed} if kind is Kind.PASTED else {}
                results.append(result(kind, number, score, way=way, sizes=sizes, name=name, **scores))
    return results


def untouched(count: int = 20) -> list[BlindResult]:
    """Genuine files of both halves as they are."""
    return [
        result(Kind.DAMAGED, number, 0.0, way=Way.UNTOUCHED, split=Split.FIT if number % 2 else Split.HELD_OUT)
        for number in range(count)
    ]


def formats(*, cheats: bool = False, count: int = 12) -> list[BlindResult]:
    """Photos of both classes in every format; a cheating check adds what the format is worth."""
    random = np.random.default_rng(2)
    results = []
    for kind in (Kind.GENUINE, Kind.PASTED):
        for number in range(count):
            score = float(random.normal(float(kind is Kind.PASTED)))
            worth = 10.0 if cheats else 0.0
            results += [
                result(kind, number, score + worth * place, way=way, sizes=(FRAME_SIDE_PX,))
                for place, way in enumerate(FORMATS)
            ]
    return results
