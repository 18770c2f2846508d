"""How often decisions were overturned: the one rule, for whoever counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairclaim.domain.desk.decision import AppealResult
from fairclaim.domain.desk.judgement import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Overturned:
    """Counts of decided claims.

    Parameters
    ----------
    appealed, overturned : int
        Claims whose appeal was decided, and those of them where it went against the first decision in any respect: outcome,
        view, grade or remedy.
    refused, wrongly_refused : int
        Claims that were refused at first, and those of them whose refusal was overturned.
    """

    appealed: int
    overturned: int
    refused: int
    wrongly_refused: int


def count_overturned(ends: Mapping[tuple[Outcome, AppealResult | None], int]) -> Overturned:
    """Count from how many claims had a first outcome and a result of the appeal; None where no appeal was decided.

    Examples
    --------
    >>> count_overturned({(Outcome.REFUSE, AppealResult.OVERTURNED): 1, (Outcome.REFUSE, None): 3})
    Overturned(appealed=1, overturned=1, refused=4, wrongly_refused=1)
    """
    refused = {result: count for (first, result), count in ends.items() if first is Outcome.REFUSE}
    return Overturned(
        appealed=sum(count for (_, result), count in ends.items() if result is not None),
        overturned=sum(count for (_, result), count in ends.items() if result is AppealResult.OVERTURNED),
        refused=sum(refused.values()),
        wrongly_refused=refused.get(AppealResult.OVERTURNED, 0),
    )
