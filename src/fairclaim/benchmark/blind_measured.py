"""One run of the blind track, put together: what was tried, with which version, and every number."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairclaim.benchmark.blind_numbers import Numbers, numbers
from fairclaim.benchmark.blind_recipe import HONEST, Split, Way
from fairclaim.benchmark.blind_screens import Screens, screens_found
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.calibration_files import Stamp
from fairclaim.benchmark.fused_probability import Fused, fused_numbers
from fairclaim.benchmark.shortcuts import Swap, swaps_of
from fairclaim.benchmark.weighing import Weighing


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Trials of one kind and source, and of how many objects or cameras."""

    kind: str
    source: str
    trials: int
    subjects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything that one run measured.

    Parameters
    ----------
    stamp : Stamp
        Date, corpus, version.
    is_quick, is_fitted : bool
        Whether only a sample was tried; whether thresholds and curves were learned in the same run.
    on : str
        What the thresholds rest on.
    keys : tuple of str
        Questions.
    promised : mapping
        Thresholds by question and quality.
    learned_from : mapping
        ``photos`` and ``subjects`` that each threshold rests on.
    """

    stamp: Stamp
    is_quick: bool
    is_fitted: bool
    on: str
    share: float
    keys: tuple[str, ...]
    promised: dict[str, dict[str, float]]
    learned_from: Mapping[str, Mapping[str, Mapping[str, int]]]
    groups: tuple[Group, ...]
    numbers: Numbers
    fused: tuple[Fused, ...]
    swaps: dict[str, tuple[Swap, ...]]
    screens: tuple[Screens, ...]

    def to_record(self) -> dict[str, object]:
        """Return what is written as JSON."""
        return {
            **self.stamp.to_record(),
            "is_quick": self.is_quick,
            "is_fitted": self.is_fitted,
            "thresholds_on": self.on,
            "thresholds": self.promised,
            "learned_from": self.learned_from,
            "groups": [
                {"kind": g.kind, "source": g.source, "trials": g.trials, "subjects": g.subjects} for g in self.groups
            ],
            **self.numbers.to_record(),
            "fused": [one.to_record() for one in self.fused],
            "swaps": {key: [one.to_record() for one in of] for key, of in self.swaps.items()},
            "screens": [one.to_record() for one in self.screens],
        }


def put_together(
    held_out: Sequence[BlindResult],
    formats: Sequence[BlindResult],
    alone: Sequence[BlindResult],
    *,
    keys: Sequence[str],
    weighing: Weighing,
    learned_from: Mapping[str, Mapping[str, Mapping[str, int]]],
    stamp: Stamp,
    is_quick: bool,
    is_fitted: bool,
) -> Measured:
    """Compute everything from results.

    Parameters
    ----------
    held_out : sequence of BlindResult
        Of :func:`fairclaim.benchmark.blind_recipes.held_out_recipes`.
    formats : sequence of BlindResult
        Of :func:`fairclaim.benchmark.blind_recipes.format_recipes`.
    alone : sequence of BlindResult
        Of :func:`fairclaim.benchmark.blind_recipes.cost_recipes`.
    """
    by_check = weighing.thresholds.by_check
    return Measured(
        stamp=stamp,
        is_quick=is_quick,
        is_fitted=is_fitted,
        on=weighing.thresholds.on,
        share=weighing.thresholds.share,
        keys=tuple(keys),
        promised={key: {str(q): value for q, value in by_check.get(key, {}).items()} for key in keys},
        learned_from=learned_from,
        groups=tuple(_groups(held_out)),
        numbers=numbers(held_out, keys, weighing, alone=alone),
        fused=fused_numbers(held_out, weighing),
        swaps={key: swaps_of(formats, key, thresholds=weighing.thresholds) for key in keys},
        screens=screens_found(held_out, weighing),
    )


def _groups(results: Sequence[BlindResult]) -> list[Group]:
    trials = Counter((one.kind, _source(one)) for one in results)
    return [
        Group(
            kind=kind.value,
            source=source,
            trials=count,
            subjects=len({one.subject for one in results if (one.kind, _source(one)) == (kind, source)}),
        )
        for (kind, source), count in trials.items()
    ]


def _source(result: BlindResult) -> str:
    if result.way is not Way.UNTOUCHED:
        return result.source
    half = "fit half" if result.split is Split.FIT else "held out"
    return f"untouched files, {half}" if result.kind in HONEST else result.source
