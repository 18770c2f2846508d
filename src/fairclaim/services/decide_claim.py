"""Who judged last, or first, writes the decision that the judgements make together, with reasons for both sides."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import appealing, reviewing
from fairclaim.domain.desk.claim import Claim
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
        return decided(scene, scene.claim, reasons=reasons, basis=basis)

    return act(desk, who, Action.DECIDE, claim, move, request=(reasons, basis), key=key)


def decided(scene: Scene, claim: Claim, *, reasons: Bilingual, basis: tuple[str, ...]) -> Moved:
    """Return the decision of a claim within a unit of work; see :func:`decide_claim`."""
    by, at, rules = scene.by, scene.at, scene.desk.rules
    if claim.state is State.RE_REVIEW:
        return appealing.decide_appeal(claim, reasons=reasons, basis=basis, by=by, at=at, rules=rules)
    return reviewing.decide(claim, reasons=reasons, basis=basis, by=by, at=at, rules=rules)
