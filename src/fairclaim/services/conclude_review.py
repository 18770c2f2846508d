"""A reviewer's last word on a claim: the judgement is confirmed, and where that decides the claim, it is decided, or neither happens.

A confirmed judgement that waits for its author to come back and write the decision would hold the claim up; a decision that the rules
refuse would leave such a one behind.
"""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.judgement import Opinion
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.refusals import DisagreementError, JudgementMissingError, SecondPersonError
from fairclaim.domain.desk.states import State
from fairclaim.services.act import Scene, act
from fairclaim.services.caller import Caller
from fairclaim.services.decide_claim import decided
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.judge_claim import confirmed
from fairclaim.services.receipt import Receipt

_OPEN = frozenset({State.IN_REVIEW, State.SECOND_REVIEW, State.RE_REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """What a last word did; ``is_decided`` is False where another person judges now. A second look reads as decided."""

    receipt: Receipt
    is_decided: bool


def conclude_review(
    desk: Desk,
    who: Caller,
    claim: ClaimId,
    final: Opinion,
    *,
    reasons: Bilingual,
    changed_because: Bilingual | None = None,
    key: str | None = None,
) -> Concluded:
    """Stand by the judgement or change it, and decide the claim if nobody else needs to judge.

    Parameters
    ----------
    final : Opinion
        Its basis is the decision's.
    reasons : Bilingual
        Said to both sides.

    Raises
    ------
    JudgeFirstError, ReasonsMissingError
        If the caller has not looked at the verdict, or reasons, basis, or what changed the mind are missing.
    MerchantUnheardError, ConsentMissingError
        If the merchant would bear what it was not asked about.
    NoTaskError, LeaseLostError
        If the caller does not hold the claim's task.
    RuleError
        If the caller may not, or the claim does not allow it.
    """
    request = ("conclude", final, changed_because, reasons)
    move = partial(_last_word, final=final, reasons=reasons, changed_because=changed_because)
    receipt = act(desk, who, Action.JUDGE, claim, move, request=request, key=key)
    return Concluded(receipt=receipt, is_decided=receipt.state not in _OPEN)


def check_conclusion(
    desk: Desk,
    who: Caller,
    claim: ClaimId,
    final: Opinion,
    *,
    reasons: Bilingual,
    changed_because: Bilingual | None = None,
) -> None:
    """Verify that a last word could be taken as the claim stands; nothing is written. Parameters as :func:`conclude_review`.

    Raises
    ------
    RuleError
        As :func:`conclude_review`.
    """

    def move(scene: Scene) -> Moved:
        _last_word(scene, final=final, reasons=reasons, changed_because=changed_because)
        raise _CouldBeTaken

    with suppress(_CouldBeTaken):
        act(desk, who, Action.JUDGE, claim, move)


class _CouldBeTaken(Exception):  # noqa: N818  (no error: it ends a unit of work that is not to count)
    """The rules allow it."""


def _last_word(scene: Scene, *, final: Opinion, reasons: Bilingual, changed_because: Bilingual | None) -> Moved:
    steps = confirmed(scene, final, changed_because)
    if scene.look is None:
        with suppress(SecondPersonError, DisagreementError, JudgementMissingError):  # somebody else is to judge
            steps.take(decided(scene, steps.claim, reasons=reasons, basis=final.basis))
    return steps.done()
