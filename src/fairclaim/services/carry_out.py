"""Consequences take effect, and are taken back to the last piece when a decision turns out wrong: each once, resumable.

The effect lies outside of the unit of work, so it may happen and its note be lost. Each has a key of its own, under which the
carrier has one effect; asking again after a crash pays nobody twice. What is ordered back is always taken back outside too, even
where the claim does not know that it took effect.
"""

from fairclaim.domain.desk import unwinding
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Consequence, ConsequenceKind
from fairclaim.domain.desk.draft import Moved
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.refusals import ConsequenceError
from fairclaim.domain.desk.states import MOVES, Move
from fairclaim.services.act import Scene, act, enter
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.ports.work import Work
from fairclaim.services.receipt import Receipt, receipt_of

WAITS_FOR_THE_END = frozenset({ConsequenceKind.MARK, ConsequenceKind.SHARED_HASH})
"""What follows somebody beyond this claim waits until nobody can appeal any more."""


def carry_out(desk: Desk, who: Caller, claim: ClaimId) -> Receipt:
    """Carry out what is due, then take back what was ordered back. Stops where it was interrupted and goes on from there.

    Raises
    ------
    RuleError
        If the caller is not the machine, or there is no such claim.
    """
    while True:
        found = desk.units.read(who.tenant, lambda work: _claim(desk, work, who, claim))
        due, back = due_now(found), back_now(found)
        if due:
            _carry_one(desk, who, found, due[0])
        elif back:
            _take_one_back(desk, who, found, back[0])
        else:
            return receipt_of(found)


def due_now(claim: Claim) -> tuple[Consequence, ...]:
    """Return what can be carried out in the claim's present state."""
    if (claim.state, Move.EXECUTE) not in MOVES:
        return ()
    return tuple(one for one in unwinding.to_execute(claim) if not (claim.is_open and one.kind in WAITS_FOR_THE_END))


def back_now(claim: Claim) -> tuple[Consequence, ...]:
    """Return what can be taken back in the claim's present state."""
    return unwinding.to_unwind(claim) if (claim.state, Move.UNWIND) in MOVES else ()


def key_of(claim: Claim, consequence: Consequence) -> str:
    """Return the key under which a consequence has one effect, wherever it takes it."""
    return f"{claim.id}/{consequence.id}"


def _claim(desk: Desk, work: Work, who: Caller, claim: ClaimId) -> Claim:
    return enter(desk, work, who, Action.CARRY_OUT, claim).claim


def _carry_one(desk: Desk, who: Caller, claim: Claim, one: Consequence) -> None:
    reference = desk.carrier.carry_out(who.tenant, claim, one, key=key_of(claim, one))

    def move(scene: Scene) -> Moved:
        try:
            return unwinding.execute(scene.claim, one.id, reference=reference, by=scene.by, at=scene.at)
        except ConsequenceError:
            # Another worker noted it, or it was ordered back meanwhile and is taken back next.
            return scene.claim, ()

    act(desk, who, Action.CARRY_OUT, claim.id, move)


def _take_one_back(desk: Desk, who: Caller, claim: Claim, one: Consequence) -> None:
    desk.carrier.take_back(who.tenant, claim, one, key=key_of(claim, one))

    def move(scene: Scene) -> Moved:
        try:
            return unwinding.confirm_unwound(scene.claim, one.id, by=scene.by, at=scene.at)
        except ConsequenceError:
            return scene.claim, ()

    act(desk, who, Action.CARRY_OUT, claim.id, move)
