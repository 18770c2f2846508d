"""A reviewer asks: the buyer for exactly what is missing, or the merchant for an answer."""

from fairclaim.domain.desk import hearing
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.evidence_rules import Requirement
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.act import Scene, act
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.leases import check_lease
from fairclaim.services.receipt import Receipt


def ask_evidence(
    desk: Desk, who: Caller, claim: ClaimId, needed: tuple[Requirement, ...], *, key: str | None = None
) -> Receipt:
    """Ask the buyer for more. The clock of the buyer runs, and the review begins anew afterwards.

    Raises
    ------
    NoTaskError, LeaseLostError
        If the caller does not hold the claim's task.
    RuleError
        If nothing is named, the caller may not, or the claim does not allow it.
    """

    def move(scene: Scene) -> Moved:
        check_lease(scene)
        return hearing.ask_evidence(scene.claim, needed, by=scene.by, at=scene.at, rules=desk.rules)

    return act(desk, who, Action.ASK_EVIDENCE, claim, move, request=(needed,), key=key)


def ask_merchant(desk: Desk, who: Caller, claim: ClaimId, *, key: str | None = None) -> Receipt:
    """Ask the merchant to answer; the merchant's clock runs.

    Raises
    ------
    NoTaskError, LeaseLostError, RuleError
        As :func:`ask_evidence`.
    """

    def move(scene: Scene) -> Moved:
        check_lease(scene)
        return hearing.ask_merchant(scene.claim, by=scene.by, at=scene.at, rules=desk.rules)

    return act(desk, who, Action.ASK_MERCHANT, claim, move, key=key)
