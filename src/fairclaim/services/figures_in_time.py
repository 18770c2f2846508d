"""The desk's figures over a stretch of time: as a whole, period by period, and how times and probabilities are spread.

Counted from the claims as they stand, like :mod:`fairclaim.services.count_figures`. A period holds what was filed in it, so the newest
ones are not yet decided in full.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.verdict import Call
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.count_figures import Figures, all_claims, figures_of
from fairclaim.services.desk import Desk
from fairclaim.services.examine_claim import spoken_of
from fairclaim.services.grants import Action
from fairclaim.services.ports.lists import Among
from fairclaim.services.ports.work import Work

PERIODS = 13
"""At most so many: three months in weeks, a year in stretches of four weeks."""
HOURS = (1, 6, 24, 48, 72, 168)
"""Ends of the steps in which times to the decision are counted; the last step has no end."""
BINS = 20
MOST_SCORES = 1_000
"""Examinations that are read for one figure, the newest claims first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What was filed from ``begins`` until the next period."""

    begins: datetime
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresInTime:
    """Figures of a stretch of time.

    Parameters
    ----------
    step : timedelta
        Length of a period; the last one ends with the stretch.
    waits : tuple of int
        First decisions by the time since filing, in the steps of ``HOURS``.
    scores : mapping
        Newest examinations by what they said: counts by probability, in ``BINS`` equal bins of [0, 1].
    scored : int
        Examinations in ``scores``, ``MOST_SCORES`` at most.
    """

    whole: Figures
    step: timedelta
    periods: tuple[Period, ...]
    waits: tuple[int, ...]
    scores: Mapping[Call, tuple[int, ...]]
    scored: int


def figures_in_time(
    desk: Desk, who: Caller, *, filed_from: datetime | None = None, filed_before: datetime | None = None
) -> FiguresInTime:
    """Count what was filed in a half-open stretch of time; without a beginning from the first claim, without an end until now.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.SEE_FIGURES, Resource(tenant=who.tenant))
    among = Among(filed_from=filed_from, filed_before=filed_before)

    def whole(work: Work) -> tuple[list[Claim], list[tuple[Call, float]]]:
        claims = all_claims(work, among)
        return claims, _scores(work, claims)

    claims, scores = desk.units.read(who.tenant, whole)
    ends = filed_before or desk.now()
    begins = filed_from or min((one.filed_at for one in claims), default=ends)
    step = step_of(ends - begins)
    return FiguresInTime(
        whole=figures_of(claims),
        step=step,
        periods=periods_of(claims, begins=begins, ends=ends, step=step),
        waits=waits_of(claims),
        scores=spread(scores),
        scored=len(scores),
    )


def step_of(length: timedelta) -> timedelta:
    """Return whole days, so that ``PERIODS`` of them cover a length.

    Examples
    --------
    >>> [step_of(timedelta(days=days)).days for days in (0, 30, 91, 364)]
    [1, 3, 7, 28]
    """
    return timedelta(days=max(ceil(length / timedelta(days=1) / PERIODS), 1))


def periods_of(claims: Iterable[Claim], *, begins: datetime, ends: datetime, step: timedelta) -> tuple[Period, ...]:
    """Part claims into periods, the oldest first; the last one ends at ``ends``, and the first one may begin before ``begins``."""
    count = max(ceil((ends - begins) / step), 1)
    first = ends - count * step
    parts: list[list[Claim]] = [[] for _ in range(count)]
    for claim in claims:
        parts[min(max((claim.filed_at - first) // step, 0), count - 1)].append(claim)
    return tuple(
        Period(begins=max(first + number * step, begins), figures=figures_of(part)) for number, part in enumerate(parts)
    )


def waits_of(claims: Iterable[Claim]) -> tuple[int, ...]:
    """Count first decisions by the time since filing; a decision after exactly an hour took more than the first step."""
    counts = [0] * (len(HOURS) + 1)
    for claim in claims:
        if claim.decisions:
            counts[bisect_right(HOURS, (claim.decisions[0].at - claim.filed_at) / timedelta(hours=1))] += 1
    return tuple(counts)


def spread(scores: Iterable[tuple[Call, float]]) -> Mapping[Call, tuple[int, ...]]:
    """Count probabilities in bins; 1 belongs to the last.

    Examples
    --------
    >>> found = spread([(Call.FORGED, 1.0), (Call.NO_TRACE, 0.049)])
    >>> found[Call.FORGED][-1], found[Call.NO_TRACE][0]
    (1, 1)
    """
    counts = Counter((call, min(int(probability * BINS), BINS - 1)) for call, probability in scores)
    return {call: tuple(counts[call, number] for number in range(BINS)) for call in Call}


def _scores(work: Work, claims: Sequence[Claim]) -> list[tuple[Call, float]]:
    found = []
    for claim in claims:
        if claim.examined is None:
            continue
        subject, _, version = claim.examined.examination.partition("@")
        result = work.examinations.find(subject, version=version)
        if result is not None:
            found.append((claim.examined.call, spoken_of(claim.examined.examination, result).probability))
        if len(found) == MOST_SCORES:
            break
    return found
