"""What all findings together say about the evidence; never about a person."""

from dataclasses import dataclass
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.finding import Grade


class Call(StrEnum):
    """The three answers. "No trace" never means authentic."""

    FORGED = "forged"
    NO_TRACE = "no-trace"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The fused answer.

    Parameters
    ----------
    call : Call
        One of three answers.
    probability : float
        Probability of "forged" in [0, 1] under the stated prior.
    grade : Grade or None
        Strength of the adverse evidence; None unless ``call`` is forged.
    because : tuple of str
        Names of the checks that carried the answer.
    abstained : Bilingual or None
        Why the answer is ``cannot-tell``; None otherwise.
    """

    call: Call
    probability: float
    grade: Grade | None
    because: tuple[str, ...]
    abstained: Bilingual | None
