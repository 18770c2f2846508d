"""What standing is made from: a person's claims here as people left them, and what their account has in common with others.

No names, no words and no pictures: ids, moments, and counts. What people upheld speaks for a person and never against; a decision
that was overturned has left no trace at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fairclaim.credit.fading import weight_of
from fairclaim.credit.pattern import Pattern
from fairclaim.domain.desk.party import ClaimId, PersonId


class LinkKind(StrEnum):
    """What two accounts may have in common, as the tenant's systems tell it; only keyed digests are kept."""

    PAYOUT = "payout"
    """Where refunds are paid to."""
    DEVICE = "device"
    ADDRESS = "address"
    PHOTO = "photo"
    """The very same file in a claim of each."""


LINK_PATTERNS: Mapping[LinkKind, Pattern] = {
    LinkKind.PAYOUT: Pattern.SHARED_PAYOUT,
    LinkKind.DEVICE: Pattern.SHARED_DEVICE,
    LinkKind.ADDRESS: Pattern.SHARED_ADDRESS,
    LinkKind.PHOTO: Pattern.SAME_PHOTO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One claim, as far as standing looks at it.

    Parameters
    ----------
    signed_at : datetime or None
        When the parcel was signed for; None is unknown.
    confirmed_at : datetime or None
        When a decision of two people, that the evidence contradicts the claim, became final; None if there is none that stands.
    was_paid : bool
        Something was paid on it and not taken back; a confirmed claim without is an attempt.
    was_upheld : bool
        People upheld it.
    """

    claim: ClaimId
    order: str
    merchant: PersonId
    filed_at: datetime
    signed_at: datetime | None = None
    confirmed_at: datetime | None = None
    was_paid: bool = False
    was_upheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What one account's claims weigh today: decisions that stand, and claims that people did not uphold."""

    confirmed: float = 0.0
    claims: float = 0.0

    def __add__(self, other: "Weighed") -> "Weighed":
        return Weighed(confirmed=self.confirmed + other.confirmed, claims=self.claims + other.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What an account has in common with others, of one kind.

    Parameters
    ----------
    accounts : int
        How many other accounts; who they are is nobody's business here.
    others : Weighed
        What the claims of those accounts weigh together.
    last_at : datetime
        When it was last seen.
    """

    kind: LinkKind
    accounts: int
    others: Weighed
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHistory:
    """Everything that standing looks at of one person, of the last twelve months.

    Parameters
    ----------
    orders : int
        What they bought, claimed or not.
    set_aside : mapping
        Patterns that the person explained, and when the desk accepted it.
    """

    traces: tuple[Trace, ...] = ()
    shared: tuple[Shared, ...] = ()
    orders: int = 0
    set_aside: Mapping[Pattern, datetime] = field(default_factory=dict)


def weigh(traces: Iterable[Trace], *, at: datetime) -> Weighed:
    """Return what an account's claims weigh for accounts that have something in common with it."""
    total = Weighed()
    for one in traces:
        if one.confirmed_at is not None:
            total += Weighed(confirmed=weight_of(one.confirmed_at, at=at))
        elif not one.was_upheld:
            total += Weighed(claims=weight_of(one.filed_at, at=at))
    return total
