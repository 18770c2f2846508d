"""What one check says about an exhibit, with its reason, an innocent cause and how often it is wrong."""

from dataclasses import dataclass
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import ExhibitId


class Outcome(StrEnum):
    """The direction in which a finding points."""

    FAIL = "fail"
    """Speaks against the exhibit."""
    WARN = "warn"
    """A person should look."""
    PASS = "pass"  # noqa: S105  (an outcome, not a password)
    """Speaks for the exhibit."""
    CANNOT_TELL = "cannot-tell"
    NOT_APPLICABLE = "not-applicable"


class Grade(StrEnum):
    """How strong adverse evidence is."""

    A = "A"
    """Proof that a stranger can repeat."""
    B = "B"
    """Contradicts the exhibit; two independent findings of this grade are needed."""
    C = "C"
    """A detector's score; never enough to accuse."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How often a finding of this kind was wrong when it was measured.

    Parameters
    ----------
    false_alarm : float or None
        Share of genuine photos on which it spoke against the exhibit, upper end of the 95 % interval; None if unmeasured.
    miss : float or None
        Share of forgeries that it did not see, upper end of the 95 % interval; None if unmeasured.
    on : str
        Data set and version, with the number of samples.
    """

    false_alarm: float | None
    miss: float | None
    on: str


@dataclass(frozen=True, slots=True)
class GreyMap:
    """A single-channel 8-bit PNG of the claim photo's size; 0 = agrees, 255 = strongest sign."""

    height: int
    width: int
    png: bytes


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the reference lies in the claim photo.

    Parameters
    ----------
    reference : ExhibitId
        The picture that was aligned.
    matrix : tuple of 9 floats
        Row-major 3 × 3 projective map from reference pixel centres ``(col, row, 1)`` to claim pixel centres.
    """

    reference: ExhibitId
    matrix: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A calibrated reading.

    Parameters
    ----------
    check : str
        Kebab-case name of the check.
    signal : str
        Which of the check's possible signals was seen.
    log_odds : float
        Natural-log likelihood ratio of "forged"; positive speaks against the exhibit, 0 says nothing.
    """

    check: str
    signal: str
    exhibits: tuple[ExhibitId, ...]
    outcome: Outcome
    grade: Grade | None
    log_odds: float
    reason: Bilingual
    innocent: Bilingual
    measured: Measured | None
    regions: tuple[Box, ...] = ()
    map: GreyMap | None = None
    alignment: Alignment | None = None
