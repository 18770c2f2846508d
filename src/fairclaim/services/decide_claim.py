"""Who judged last, or first, writes the decision that the judgements make together, with reasons for both sides."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import appealing, reviewing
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.services.act import Scene, act
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.receipt import Receipt


def decide_claim(
    desk: Desk, who: Caller, claim: ClaimId, *, reasons: Bilingual, basis: tuple[str, ...], key: str | None = None
) -> Receipt:
    """Decide, or decide the appeal. The outcome is what the judgements say; who writes it down cannot change it.

    Raises
    ------
    JudgementMissingError, SecondPersonError, DisagreementError
        If they do not decide anything yet.
    RuleError
        If the reasons are missing, the caller did not judge, or the merchant is to bear what it was not asked about.
    """

    def move(scene: Scene) -> Moved:
        if scene.claim.state is State.RE_REVIEW:
            return appealing.decide_appeal(
                scene.claim, reasons=reasons, basis=basis, by=scene.by, at=scene.at, rules=desk.rules
            )
        return reviewing.decide(scene.claim, reasons=reasons, basis=basis, by=scene.by, at=scene.at, rules=desk.rules)

    return act(desk, who, Action.DECIDE, claim, move, request=(reasons, basis), key=key)
