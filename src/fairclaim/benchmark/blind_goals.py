"""What the blind track was to reach, beside what it reached: the goals are the field's open problem, and most are missed."""

from collections.abc import Sequence

from fairclaim.benchmark.blind_measured import Measured
from fairclaim.benchmark.blind_numbers import FUSED, Counted, Placed, Told
from fairclaim.benchmark.blind_recipe import AGAIN, CHANNELS, GENUINE_ONLY, Kind, Way
from fairclaim.benchmark.shortcuts import LIMIT, Swap
from fairclaim.benchmark.tables import share, table

_AUCS = (
    (Kind.RERENDERED, Way.ORIGINAL, "≥ 0.95"),
    (Kind.RERENDERED, Way.RESIZED, "≥ 0.90"),
    (Kind.PASTED, Way.RESIZED, "≥ 0.90"),
    (Kind.GENERATED, Way.RESIZED, "≥ 0.85"),
    (Kind.REAL_EDIT, Way.RESIZED, "≥ 0.85"),
)
_BOTHERED = "≤ 1 %"
FEW = 10
"""Answers of either class below which an area is chance."""


def goals(measured: Measured) -> str:
    """Return the goals with what was measured, as Markdown."""
    told = [one for one in measured.numbers.told if one.source == "all" and one.is_meant]
    rows = [
        (f"AUC, {kind.value}, {way.value}", goal, _areas([one for one in told if (one.kind, one.way) == (kind, way)]))
        for kind, way, goal in _AUCS
    ]
    rows.append(("pixel F1, pasted-back, resized-75", "≥ 0.50", _placed(measured.numbers.placed)))
    for kind in (Kind.DAMAGED, Kind.GENUINE):
        for title, ways in (
            ("all channels", CHANNELS),
            ("saved again finer (double-compression alone is asked)", AGAIN),
            *((way.value, (way,)) for way in GENUINE_ONLY),
        ):
            counted = [
                one
                for one in measured.numbers.asked
                if (one.key, one.group) == (FUSED, kind.value) and one.way in {way.value for way in ways}
            ]
            rows.append((f"{kind.value}, held out, asked about by any check, {title}", _BOTHERED, _sum(counted)))
    rows += [(f"AUC moved by swapping formats, {key}", f"< {LIMIT}", _moved(of)) for key, of in measured.swaps.items()]
    rows.append(("called forged by these checks", "0", "0: of grade C, they cannot"))
    rows += [
        (f"expected calibration error, {one.mixture}", "≤ 0.03", f"{one.ece:.3f}")
        for one in measured.fused
        if one.way == "all"
    ]
    return table(("what", "goal", "measured"), rows)


def _areas(told: Sequence[Told]) -> str:
    """Return the best question's area and that of all together; a question that answered few has none."""
    answered = [one for one in told if one.auc is not None and min(one.genuine, one.forged) >= FEW]
    single = max((one for one in answered if one.key != FUSED), key=lambda one: one.auc or 0.0, default=None)
    fused = next((one for one in answered if one.key == FUSED), None)
    parts = [f"{_area(single)} by {single.key}, no answer on {single.abstained:.0%}"] if single else ["no answer"]
    return "; ".join([*parts, f"all together {_area(fused)}"] if fused else parts)


def _area(one: Told) -> str:
    return f"{one.auc:.2f} ({one.low:.2f}–{one.high:.2f}, {one.genuine}/{one.forged})"


def _placed(placed: Sequence[Placed]) -> str:
    chosen = [one for one in placed if one.source == f"{Kind.PASTED.value}, all" and one.way == Way.RESIZED.value]
    best = max(chosen, key=lambda one: one.f1, default=None)
    return f"{best.f1:.2f} at best (n = {best.total})" if best else "–"


def _moved(swaps: Sequence[Swap]) -> str:
    """Return the swap that moved a question most, of those in whose both forms it may say something."""
    told = [one for one in swaps if one.moved is not None and one.spoken != 0]
    worst = max(told, key=lambda one: one.moved or 0.0, default=None)
    if worst is None or worst.moved is None:
        return "no answer: it says nothing in one of the two forms of any swap"
    verdict = "met" if worst.is_blind else "not met"
    interval = f" ({worst.between.low:+.3f} to {worst.between.high:+.3f}" if worst.between else " ("
    return f"{verdict}: {worst.moved:.3f}{interval}, {worst.genuine}/{worst.forged}), {worst.name}; {len(told)} of {len(swaps)} swaps told"


def _sum(counted: Sequence[Counted]) -> str:
    return share(sum(one.hits for one in counted), sum(one.total for one in counted))
