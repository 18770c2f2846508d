"""The buyer hands in what was asked for, all of it or what there is; the machine looks again."""

from fairclaim.domain.desk import hearing
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.services.act import Scene, act
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.intake import Upload, stage_for_claim, take_in
from fairclaim.services.receipt import Receipt
from fairclaim.services.steps import Steps


def add_evidence(
    desk: Desk, who: Caller, claim: ClaimId, uploads: tuple[Upload, ...] = (), *, key: str | None = None
) -> Receipt:
    """Attach files and say that this is all. What a buyer cannot show is not asked again by the machine.

    Raises
    ------
    InputError, RuleError
        If a file cannot be taken in, or the claim does not wait for evidence; nothing is written.
    """
    staged = stage_for_claim(
        claim, uploads, desk=desk, who=who, action=Action.COMPLETE_EVIDENCE, side_of=lambda *_: ActorKind.BUYER
    )

    def move(scene: Scene) -> Moved:
        steps = Steps(scene.claim)
        for one in staged:
            moved, _ = take_in(desk, scene.work, steps.claim, one, by=scene.by, at=scene.at)
            steps.take(moved)
        steps.take(hearing.complete_evidence(steps.claim, by=scene.by, at=scene.at, rules=desk.rules))
        return steps.done()

    return act(desk, who, Action.COMPLETE_EVIDENCE, claim, move, request=(uploads,), key=key)
