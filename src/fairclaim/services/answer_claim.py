"""The merchant answers. Late is noted, and heard all the same until people have decided."""

from fairclaim.domain.desk import hearing
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.services.act import Scene, act
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.intake import Upload, stage_for_claim, take_in
from fairclaim.services.receipt import Receipt
from fairclaim.services.steps import Steps


def answer_claim(
    desk: Desk,
    who: Caller,
    claim: ClaimId,
    stance: Stance,
    *,
    words: str | None = None,
    uploads: tuple[Upload, ...] = (),
    key: str | None = None,
) -> Receipt:
    """Answer, with files of the merchant's own.

    Raises
    ------
    InputError, RuleError
        If a file cannot be taken in, or the claim does not take an answer; nothing is written.
    """
    staged = stage_for_claim(
        claim, uploads, desk=desk, who=who, action=Action.ANSWER, side_of=lambda *_: ActorKind.MERCHANT
    )

    def move(scene: Scene) -> Moved:
        steps = Steps(scene.claim)
        for one in staged:
            moved, _ = take_in(desk, scene.work, steps.claim, one, by=scene.by, at=scene.at)
            steps.take(moved)
        said = scene.words(words)
        steps.take(hearing.answer(steps.claim, stance, words=said, by=scene.by, at=scene.at, rules=desk.rules))
        return steps.done()

    return act(desk, who, Action.ANSWER, claim, move, request=(stance.value, words, uploads), key=key)
