"""An act as the claim desk recorded it: from a claim to what the law may count, without a judgement of ours."""

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Decision
from fairclaim.domain.desk.judgement import View
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.states import State
from fairclaim.law.act import Act, AppealState, Ruling, day_in_china

_OPEN_APPEAL = frozenset({State.APPEALED, State.RE_REVIEW})


def act_of(claim: Claim, *, obtained: Money, payment: str | None = None, is_dealt_with: bool = False) -> Act:
    """Return a claim as an act.

    Parameters
    ----------
    claim : Claim
        Any claim; one that nobody decided, that was withdrawn or settled, or whose machine's yes stands, is kept apart later.
    obtained : Money
        What was paid out on it and not paid back; the claim does not know it.
    payment : str, optional
        Number of the payment.
    is_dealt_with : bool
        An authority has dealt with it.

    Returns
    -------
    Act
        On the day of filing in China, when the evidence was handed in. What people found about knowledge, pressure or a removed
        label is no part of a claim; whoever knows of it adds it with :func:`dataclasses.replace`.
    """
    return Act(
        id=claim.id,
        on=day_in_china(claim.filed_at),
        sought=claim.asked.amount or claim.most,
        obtained=obtained,
        ruling=_ruling(claim),
        payment=payment,
        is_dealt_with=is_dealt_with,
    )


def _ruling(claim: Claim) -> Ruling | None:
    decision = claim.decision
    if decision is None or claim.state in (State.WITHDRAWN, State.SETTLED):
        return None
    was_adverse = any(earlier.view is View.CONTRADICTS for earlier in claim.decisions[:-1])
    return Ruling(
        by=decision.by,
        view=decision.view or View.SUPPORTS,
        grade=decision.grade,
        appeal=_appeal(claim, decision, was_adverse=was_adverse),
    )


def _appeal(claim: Claim, decision: Decision, *, was_adverse: bool) -> AppealState:
    """Return how far the appeal has come. A decision on appeal stands; what it replaced does not."""
    if claim.state in _OPEN_APPEAL:
        return AppealState.OPEN
    if claim.state is not State.CLOSED:
        return AppealState.POSSIBLE
    if claim.appeal_result is None:
        return AppealState.EXPIRED
    if was_adverse and decision.view is not View.CONTRADICTS:
        return AppealState.OVERTURNED
    return AppealState.UPHELD
