"""Whose scores are measured: the checks that look at one photo's pixels, and what each of their readings is about."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from fairclaim.benchmark.blind_recipe import Kind
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.check import Check, Reading
from fairclaim.forensics.fusion import PIXEL_TRACES

SCORING = PIXEL_TRACES
"""Checks that give a score; one that is not in the catalogue is not measured."""
HYPOTHESES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"regenerated": MappingProxyType({"frame": "re-rendered", "region": "region-regenerated"})}
)
"""Checks that answer two questions at once: the name of each, in the order of its readings, and its adverse signal."""
MEANT_FOR: Mapping[str, frozenset[Kind]] = MappingProxyType(
    {
        "regenerated/frame": frozenset({Kind.RERENDERED, Kind.ENLARGED, Kind.GENERATED}),
        "regenerated/region": frozenset({Kind.PASTED, Kind.REAL_EDIT}),
        "redrawn-texture": frozenset({Kind.RERENDERED, Kind.ENLARGED, Kind.GENERATED}),
        "screen-recapture": frozenset({Kind.SCREEN}),
    }
)
"""What a question is about; all forgeries where nothing stands here."""


def scoring_checks(catalogue: Sequence[Check] = CATALOGUE) -> tuple[Check, ...]:
    """Return the checks of a catalogue that give a score."""
    return tuple(check for check in catalogue if check.name in SCORING)


def keys_of(check: str) -> tuple[str, ...]:
    """Return a check's name, or ``check/hypothesis`` of each: the keys of thresholds."""
    return tuple(f"{check}/{name}" for name in HYPOTHESES[check]) if check in HYPOTHESES else (check,)


def by_key(check: str, readings: Sequence[Reading]) -> dict[str, Reading]:
    """Return the reading about each of a check's questions.

    A signal of one question alone says which it is; the others go by their place. A single reading that stands for an
    abstention answers them all.
    """
    keys = keys_of(check)
    if not readings:
        return {}
    if len(keys) == 1:
        return {keys[0]: readings[0]}
    signals = {signal: f"{check}/{name}" for name, signal in HYPOTHESES[check].items()}
    found = {signals[reading.signal]: reading for reading in readings if reading.signal in signals}
    for place, key in enumerate(keys):
        found.setdefault(key, readings[min(place, len(readings) - 1)])
    return {key: found[key] for key in keys}


def is_meant(key: str, kind: Kind) -> bool:
    """Whether a question is about photos of this kind."""
    return kind in MEANT_FOR[key] if key in MEANT_FOR else kind is not Kind.SCREEN
