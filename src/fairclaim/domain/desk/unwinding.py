"""What a decision set going: carried out, and taken back to the last piece when it turns out wrong.

The claim keeps for each consequence how far it has come. One that was ordered back before it took effect is never carried out.
"""

from datetime import datetime

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Consequence, Standing
from fairclaim.domain.desk.draft import Draft, Moved
from fairclaim.domain.desk.facts import ConsequenceExecuted, ConsequenceUnwound
from fairclaim.domain.desk.party import Actor, ActorKind
from fairclaim.domain.desk.refusals import ConsequenceError
from fairclaim.domain.desk.states import Move

_CARRIERS = frozenset({ActorKind.OPERATOR, ActorKind.MACHINE})


def execute(claim: Claim, consequence: str, *, reference: str | None, by: Actor, at: datetime) -> Moved:
    """Note that a consequence took effect, and what it made elsewhere.

    Raises
    ------
    ConsequenceError
        If it is unknown, was carried out already, or must not be any more.
    """
    draft = Draft(claim, Move.EXECUTE, by=by, at=at, allowed=_CARRIERS)
    _find(claim, consequence, Standing.DUE)
    draft.add(ConsequenceExecuted(id=consequence, reference=reference))
    return draft.done()


def confirm_unwound(claim: Claim, consequence: str, *, by: Actor, at: datetime) -> Moved:
    """Note that a consequence has been taken back, and that everyone who relied on it was told.

    Raises
    ------
    ConsequenceError
        If it is unknown, or was not ordered back.
    """
    draft = Draft(claim, Move.UNWIND, by=by, at=at, allowed=_CARRIERS)
    _find(claim, consequence, Standing.TO_UNWIND)
    draft.add(ConsequenceUnwound(id=consequence))
    return draft.done()


def to_execute(claim: Claim) -> tuple[Consequence, ...]:
    """Return what is still to be carried out."""
    return tuple(one for one in claim.consequences if one.standing is Standing.DUE)


def to_unwind(claim: Claim) -> tuple[Consequence, ...]:
    """Return what is still to be taken back; empty when an overturned decision has left nothing behind."""
    return tuple(one for one in claim.consequences if one.standing is Standing.TO_UNWIND)


def _find(claim: Claim, name: str, needed: Standing) -> Consequence:
    found = next((one for one in claim.consequences if one.id == name), None)
    if found is None or found.standing is not needed:
        raise ConsequenceError(id=name, standing=found.standing.value if found else None)
    return found
