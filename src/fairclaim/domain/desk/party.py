"""Who acts on a claim: its two parties, the people of the desk, and the machine.

Ids are pseudonyms that mean nothing outside; names and addresses never stand in a claim or an event, so that erasing a
person touches neither.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

ClaimId = NewType("ClaimId", str)
PersonId = NewType("PersonId", str)
"""A buyer, a merchant, or somebody of the desk; unique among all three."""
TextId = NewType("TextId", str)
"""A stored text of a party. Free words are personal: events name them, and never hold them."""


class ActorKind(StrEnum):
    """In which role somebody acts."""

    BUYER = "buyer"
    MERCHANT = "merchant"
    REVIEWER = "reviewer"
    SENIOR = "senior"
    OPERATOR = "operator"
    """Runs the desk: pauses and extends clocks, carries out consequences; judges nothing."""
    MACHINE = "machine"
    """Policy, examination and timers."""


PARTIES = frozenset({ActorKind.BUYER, ActorKind.MERCHANT})
JUDGES = frozenset({ActorKind.REVIEWER, ActorKind.SENIOR})
STAFF = JUDGES | {ActorKind.OPERATOR}
DESK = STAFF | {ActorKind.MACHINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did something.

    Parameters
    ----------
    kind : ActorKind
        The role in which they act.
    id : PersonId
        The person; for the machine, the part that acted (``"policy"``, ``"timer"``).
    """

    kind: ActorKind
    id: PersonId

    @property
    def is_party(self) -> bool:
        """The actor is the buyer or the merchant."""
        return self.kind in PARTIES

    @property
    def is_staff(self) -> bool:
        """The actor is a person of the desk."""
        return self.kind in STAFF


def other_side(kind: ActorKind) -> ActorKind:
    """Return the opposite party.

    Raises
    ------
    ValueError
        If ``kind`` is no party.
    """
    if kind not in PARTIES:
        raise ValueError(kind)
    return ActorKind.MERCHANT if kind is ActorKind.BUYER else ActorKind.BUYER
