"""One person judges: blind first, then looks at the verdict, then confirms or changes and says why.

What follows from a confirmed judgement is not left to anybody's memory: a refusal goes to a second person, a difference to a
senior, in the same unit of work.
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import appealing, reviewing
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.judgement import Opinion, Outcome
from fairclaim.domain.desk.party import Actor, ActorKind, ClaimId, PersonId
from fairclaim.domain.desk.refusals import JudgementMissingError
from fairclaim.domain.desk.states import State
from fairclaim.services.act import Scene, act
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.leases import check_lease
from fairclaim.services.receipt import Receipt
from fairclaim.services.steps import Steps

DESK = Actor(kind=ActorKind.MACHINE, id=PersonId("desk"))
"""The desk's own hand where a rule leaves nothing to choose."""


def judge_claim(desk: Desk, who: Caller, claim: ClaimId, opinion: Opinion, *, key: str | None = None) -> Receipt:
    """Give a first judgement. The review of an appeal opens with it.

    Raises
    ------
    NoTaskError, LeaseLostError
        If the caller does not hold the claim's task.
    NotBlindError, SamePersonError, TookPartError, ConflictOfInterestError
        If it must be somebody else.
    RuleError, UsageError
        If the opinion is none, or the claim does not allow it.
    """

    def move(scene: Scene) -> Moved:
        check_lease(scene)
        steps = Steps(scene.claim)
        if scene.claim.state is State.APPEALED:
            steps.take(appealing.open_re_review(steps.claim, by=DESK, at=scene.at))
        ties = scene.work.people.ties(who.person)
        steps.take(reviewing.judge(steps.claim, opinion, tied_to=ties, by=scene.by, at=scene.at))
        return steps.done()

    return act(desk, who, Action.JUDGE, claim, move, request=("judge", opinion), key=key)


def reveal_verdict(desk: Desk, who: Caller, claim: ClaimId, *, key: str | None = None) -> Receipt:
    """Show the verdict to who has just judged; :func:`~fairclaim.services.see_claim.see_claim` has it from then on.

    Raises
    ------
    JudgeFirstError
        If the caller has not judged.
    RuleError
        If the caller may not, or the claim does not allow it.
    """

    def move(scene: Scene) -> Moved:
        check_lease(scene)
        return reviewing.reveal(scene.claim, by=scene.by, at=scene.at)

    return act(desk, who, Action.JUDGE, claim, move, request=("reveal",), key=key)


def confirm_judgement(
    desk: Desk,
    who: Caller,
    claim: ClaimId,
    final: Opinion,
    *,
    changed_because: Bilingual | None = None,
    key: str | None = None,
) -> Receipt:
    """Stand by the judgement or change it. A refusal is passed on to a second person, a difference to a senior.

    Raises
    ------
    JudgeFirstError, ReasonsMissingError
        If the caller has not looked at the verdict, or a change or a refusal gives no reason.
    RuleError
        If the caller may not, or the claim does not allow it.
    """

    def move(scene: Scene) -> Moved:
        return confirmed(scene, final, changed_because).done()

    return act(desk, who, Action.JUDGE, claim, move, request=("confirm", final, changed_because), key=key)


def confirmed(scene: Scene, final: Opinion, changed_because: Bilingual | None) -> Steps:
    """Return the steps of a confirmation within a unit of work; see :func:`confirm_judgement`."""
    check_lease(scene)
    steps = Steps(scene.claim)
    steps.take(reviewing.confirm(steps.claim, final, changed_because=changed_because, by=scene.by, at=scene.at))
    if steps.claim.state is State.IN_REVIEW and final.outcome is Outcome.REFUSE:
        steps.take(reviewing.pass_to_second(steps.claim, by=DESK, at=scene.at, rules=scene.desk.rules))
    elif len(_finals(steps.claim)) == 2 and not steps.claim.has_senior:
        _call_senior(steps, scene)
    return steps


def _finals(claim: Claim) -> list[Opinion]:
    return [one.final for one in claim.this_round if one.final is not None]


def _call_senior(steps: Steps, scene: Scene) -> None:
    try:
        steps.take(reviewing.call_senior(steps.claim, by=DESK, at=scene.at))
    except JudgementMissingError:
        return  # the two agree
