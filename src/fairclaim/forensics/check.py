"""The shape of a check: facts about it that people and tests read, and one pure function."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.domain.finding import Alignment, Grade, GreyMap, Outcome
from fairclaim.forensics.case import Case


class Cost(StrEnum):
    """CPU time per claim photo on one core."""

    INSTANT = "instant"
    """Below 20 ms."""
    LIGHT = "light"
    """Below 0.6 s."""
    HEAVY = "heavy"
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that a check can see.

    Parameters
    ----------
    name : str
        Kebab-case, unique within the check; the key of its calibration.
    outcome : Outcome
        Direction of the finding.
    grade : Grade or None
        Only for adverse signals (fail, warn).
    innocent : Bilingual
        What honest reason could cause it.
    """

    name: str
    outcome: Outcome
    grade: Grade | None
    innocent: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A check's raw output, before calibration.

    Parameters
    ----------
    signal : str
        Name of one of the check's signals.
    exhibits : tuple of ExhibitId
        The claim photo first, then what it was compared with.
    reason : Bilingual
        What was seen, in plain words with its figures; speaks of the picture, never of a person.
    score : float or None
        The check's own measure where it has one, larger is more adverse: what calibration and benchmark read. None where it
        measured nothing.
    """

    signal: str
    exhibits: tuple[ExhibitId, ...]
    reason: Bilingual
    regions: tuple[Box, ...] = ()
    map: GreyMap | None = None
    alignment: Alignment | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One kind of examination.

    Parameters
    ----------
    name : str
        Stable kebab-case name.
    title : Bilingual
        The question it answers.
    reads : frozenset of Role
        Roles it looks at.
    cost : Cost
        Cost class.
    source : str
        Paper or standard.
    fooled_by : Bilingual
        What makes it answer wrongly.
    worthless_when : Bilingual
        When it says nothing.
    signals : tuple of Signal
        Everything it can answer.
    read : callable
        Pure function of the case. Same case, same readings.
    """

    name: str
    title: Bilingual
    reads: frozenset[Role]
    cost: Cost
    source: str
    fooled_by: Bilingual
    worthless_when: Bilingual
    signals: tuple[Signal, ...]
    read: Callable[[Case], Sequence[Reading]]
