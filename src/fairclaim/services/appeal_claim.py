"""A side asks for another look, or takes that back. People who had no part in the claim will judge."""

from fairclaim.domain.desk import appealing
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.act import Scene, act
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.receipt import Receipt


def appeal_claim(
    desk: Desk, who: Caller, claim: ClaimId, *, words: str | None = None, key: str | None = None
) -> Receipt:
    """Appeal, once for each side and in time.

    Raises
    ------
    DeadlinePassedError
        If the time to appeal is over.
    RuleError
        If the caller may not, or the claim does not allow it.
    """

    def move(scene: Scene) -> Moved:
        said = scene.words(words)
        return appealing.appeal(scene.claim, words=said, by=scene.by, at=scene.at, rules=desk.rules)

    return act(desk, who, Action.APPEAL, claim, move, request=(words,), key=key)


def withdraw_appeal(desk: Desk, who: Caller, claim: ClaimId, *, key: str | None = None) -> Receipt:
    """Take the own appeal back; the decision stands.

    Raises
    ------
    RuleError
        If this side has not appealed, or the other has too.
    """

    def move(scene: Scene) -> Moved:
        return appealing.withdraw_appeal(scene.claim, by=scene.by, at=scene.at, rules=desk.rules)

    return act(desk, who, Action.WITHDRAW_APPEAL, claim, move, key=key)
