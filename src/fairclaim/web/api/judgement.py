"""Reviewing: the queue's tasks, blind judgement, the verdict, confirmation, decision, and what reviewers ask for.

Nobody picks a claim: take the next task, read its claim, judge, look at the verdict, confirm.
"""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Response, status

from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.ask import ask_evidence, ask_merchant
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.look_again import know_answer
from fairclaim.services.take_task import release_task, renew_task, skip_task, take_next
from fairclaim.web.api.context import KeyHeader, RequiredKey, TheCaller, TheClaim, TheDesk
from fairclaim.web.api.receipts import Done
from fairclaim.web.api.wishes import ConfirmationWish, DecisionWish, EvidenceWish, OpinionWish, SkipWish
from fairclaim.web.api.words import ID, Answer, Wire

router = APIRouter(prefix="/api/v1", tags=["review"])
Task = Annotated[str, Path(pattern=ID, description="Id of the task.")]


class TaskTaken(Answer):
    """A task in the caller's hands, until when others leave it alone."""

    task: str
    claim: str
    until: datetime


class AnswerWish(Wire):
    """What is right of a claim that has ended."""

    outcome: Outcome
    view: View


class AnswerKept(Answer):
    """Whether the claim is shown to somebody now; false if it is already, is open, was never examined, or was erased."""

    is_shown: bool


@router.post("/tasks/next", operation_id="take_next")
def take(desk: TheDesk, who: TheCaller) -> TaskTaken | None:
    """Take the next task, or get the one that the caller holds already; null if nothing waits for this caller."""
    taken = take_next(desk, who)
    return TaskTaken.model_validate(taken) if taken is not None else None


@router.post("/tasks/{task}/renewal", operation_id="renew_task")
def renew(desk: TheDesk, who: TheCaller, task: Task) -> TaskTaken:
    """Keep a task longer."""
    return TaskTaken.model_validate(renew_task(desk, who, task))


@router.delete("/tasks/{task}", operation_id="release_task", status_code=status.HTTP_204_NO_CONTENT)
def release(desk: TheDesk, who: TheCaller, task: Task) -> Response:
    """Give a task back."""
    release_task(desk, who, task)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@router.post("/tasks/{task}/skip", operation_id="skip_task", status_code=status.HTTP_204_NO_CONTENT)
def skip(desk: TheDesk, who: TheCaller, task: Task, wish: SkipWish) -> Response:
    """Pass a task on and say why; it does not come to the caller again."""
    skip_task(desk, who, task, wish.reason)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


@router.post("/claims/{claim}/judgement", operation_id="judge_claim")
def judge(claim: TheClaim, wish: OpinionWish, key: KeyHeader = None) -> Done:
    """Give a first judgement, before the verdict is shown."""
    return claim.done(judge_claim(claim.desk, claim.who, claim.id, wish.to_domain(), key=key))


@router.post("/claims/{claim}/verdict", operation_id="reveal_verdict")
def reveal(claim: TheClaim, key: KeyHeader = None) -> Done:
    """Let the verdict be shown after the own judgement; the claim's view and its examination have it from then on."""
    return claim.done(reveal_verdict(claim.desk, claim.who, claim.id, key=key))


@router.post("/claims/{claim}/confirmation", operation_id="confirm_judgement")
def confirm(claim: TheClaim, wish: ConfirmationWish, key: RequiredKey) -> Done:
    """Stand by the judgement, or change it and say why."""
    because = wish.changed_because.to_domain() if wish.changed_because is not None else None
    final = wish.final.to_domain()
    return claim.done(confirm_judgement(claim.desk, claim.who, claim.id, final, changed_because=because, key=key))


@router.post("/claims/{claim}/decision", operation_id="decide_claim")
def decide(claim: TheClaim, wish: DecisionWish, key: RequiredKey) -> Done:
    """Write the decision that the judgements make together, with reasons for both sides."""
    reasons = wish.reasons.to_domain()
    return claim.done(decide_claim(claim.desk, claim.who, claim.id, reasons=reasons, basis=wish.basis, key=key))


@router.post("/claims/{claim}/evidence-request", operation_id="ask_evidence")
def ask_buyer(claim: TheClaim, wish: EvidenceWish, key: KeyHeader = None) -> Done:
    """Ask the buyer for exactly what is missing."""
    needed = tuple(one.to_domain() for one in wish.needed)
    return claim.done(ask_evidence(claim.desk, claim.who, claim.id, needed, key=key))


@router.post("/claims/{claim}/evidence-completion", operation_id="add_evidence", tags=["claims"])
def complete(claim: TheClaim, key: KeyHeader = None) -> Done:
    """Say, as the buyer, that what was asked for is there as far as it can be; attach the files beforehand."""
    return claim.done(add_evidence(claim.desk, claim.who, claim.id, key=key))


@router.post("/claims/{claim}/merchant-request", operation_id="ask_merchant")
def ask_seller(claim: TheClaim, key: KeyHeader = None) -> Done:
    """Ask the merchant for an answer."""
    return claim.done(ask_merchant(claim.desk, claim.who, claim.id, key=key))


@router.post("/claims/{claim}/known-answer", operation_id="know_answer")
def known(desk: TheDesk, who: TheCaller, claim: Annotated[str, Path(pattern=ID)], wish: AnswerWish) -> AnswerKept:
    """Say, as a senior, what is right, and let one more person judge the claim, who cannot tell it from another."""
    is_shown = know_answer(desk, who, ClaimId(claim), outcome=wish.outcome, view=wish.view)
    return AnswerKept(is_shown=is_shown)
