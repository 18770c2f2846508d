"""Which genuine photos a kind of forgery is compared with, and the scores of both.

Nothing but the forgery may tell the classes apart: our own forgeries are compared with the very photos that were forged, real edits
with the photos that they were made from, generator output with photos brought to the same size.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fairclaim.benchmark.blind_recipe import FRAME_SIDE_PX, FULL_SIDE_PX, HONEST, Kind, Split, Way
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.scores import Scored

ScoreOf = Callable[[BlindResult], float | None]
FORGED = (Kind.PASTED, Kind.RERENDERED, Kind.ENLARGED, Kind.REAL_EDIT, Kind.GENERATED)
NO_SIGN = float("-inf")
"""Score of a check that abstained where a share of all photos is asked for."""
_SIZE = {Kind.RERENDERED: FRAME_SIDE_PX, Kind.ENLARGED: FRAME_SIDE_PX, Kind.GENERATED: FRAME_SIDE_PX}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two classes in one channel: the photos to be told apart, and the damaged ones that must be left in peace."""

    genuine: tuple[BlindResult, ...]
    forged: tuple[BlindResult, ...]
    damaged: tuple[BlindResult, ...]


def compare(results: Sequence[BlindResult], kind: Kind, way: Way, *, source: str | None = None) -> Comparison:
    """Choose the trials of one comparison; a source narrows the forgeries, and with them their twins."""
    here = [one for one in results if one.way is way]
    forged = [one for one in here if one.kind is kind and source in {None, one.source}]
    size = _SIZE.get(kind, FULL_SIDE_PX)
    held_out = [one for one in here if one.kind in HONEST and one.split is Split.HELD_OUT and size in one.sizes]
    names = {one.name for one in forged}
    subjects = {one.subject for one in forged}
    if kind is Kind.REAL_EDIT:
        genuine = [one for one in here if one.kind is Kind.SOURCE and one.subject in subjects]
    elif kind is Kind.GENERATED:
        genuine = [one for one in held_out if one.sizes == (size,)]
    else:
        genuine = [one for one in held_out if one.name in names]
    damaged = [one for one in held_out if one.kind is Kind.DAMAGED]
    return Comparison(tuple(genuine), tuple(forged), tuple(damaged))


def answered(results: Sequence[BlindResult], score_of: ScoreOf) -> Scored:
    """Return the scores of the photos that were answered."""
    scores = ((score_of(one), one.subject) for one in results)
    return Scored.of([(score, subject) for score, subject in scores if score is not None])


def every(results: Sequence[BlindResult], score_of: ScoreOf) -> Scored:
    """Return the scores of all photos; one that was not answered showed no sign."""
    scores = ((score_of(one), one.subject) for one in results)
    return Scored.of([(NO_SIGN if score is None else score, subject) for score, subject in scores])


def score_of_key(key: str) -> ScoreOf:
    """Return how the score of one question is read."""
    return lambda result: result.score(key)
