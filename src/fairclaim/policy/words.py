"""The closed sets of words that facts, policies and routes are written in.

Values are stored and published: they never change, and new ones are only added. ``Call`` and ``Grade`` repeat the words
of an examination's verdict, with one more for a claim that was not examined.
"""

from enum import StrEnum
from typing import Final


class RouteName(StrEnum):
    """What a policy may propose, from the easiest for the buyer to the hardest. There is no word for refusing, and there will be none."""

    APPROVE = "approve"
    """Grant the remedy that was asked for; no person needed."""
    OFFER_REMEDY = "offer-remedy"
    """Propose remedies in order; nothing is paid before a party accepts."""
    ASK_MORE = "ask-more"
    """Ask the buyer for exactly what is missing."""
    REVIEW = "review"
    """People decide."""


HARDNESS: Final = {route: place for place, route in enumerate(RouteName)}
"""Place of each route between easiest (0) and hardest (3)."""


class Remedy(StrEnum):
    """What a buyer may ask for and a route may offer."""

    RETURN_AND_REFUND = "return-and-refund"
    REPAIR = "repair"
    EXCHANGE = "exchange"
    PART_REFUND = "part-refund"
    REFUND_ONLY = "refund-only"


class Call(StrEnum):
    """What the examination said; ``not-examined`` is no answer rather than a bad one."""

    NO_TRACE = "no-trace"
    NOT_EXAMINED = "not-examined"
    CANNOT_TELL = "cannot-tell"
    FORGED = "forged"


class Grade(StrEnum):
    """How strong adverse evidence is."""

    NONE = "none"
    C = "C"
    B = "B"
    A = "A"


class Evidence(StrEnum):
    """Whether all is there that the evidence rules ask for."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    UNKNOWN = "unknown"
    """The evidence rules were not applied."""


class Merchant(StrEnum):
    """Where the merchant stands. Silence proves nothing."""

    NOT_ASKED = "not-asked"
    ANSWERED = "answered"
    """With a statement that neither agrees nor disputes."""
    AGREES = "agrees"
    DISPUTES = "disputes"
    SILENT = "silent"
    """Asked, and the clock ran out."""


class Flag(StrEnum):
    """A yes or no that may be unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Priority(StrEnum):
    """How soon people should look."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


UNKNOWN: Final = "unknown"
"""A value of its own: never the same as bad, and for a buyer's standing never worse than clean."""

REASONS: Final = (
    "damaged", "defective", "spoiled", "wrong-item", "missing-item", "not-as-described", "not-received", "changed-mind", "other",
)  # fmt: skip
CATEGORIES: Final = (
    "fresh-food", "packaged-food", "apparel", "shoes-and-bags", "cosmetics", "tableware", "furniture", "home", "electronics",
    "appliances", "books", "toys", "mother-and-baby", "sports", "jewellery", "other",
)  # fmt: skip
"""Words that are expected for a reason and for a category. Others are allowed; `fairclaim policy check` asks whether they are meant."""

ADVERSE_WORDS: Final = frozenset(
    {
        "refuse",
        "refused",
        "reject",
        "rejected",
        "deny",
        "denied",
        "decline",
        "declined",
        "dismiss",
        "mark",
        "flag",
        "ban",
        "block",
    }
    | {"blacklist", "accuse", "forged", "penalise", "punish", "close"}
)
"""Routes that somebody may try to write and that no policy can have."""
ADVERSE_SIGNS: Final = ("拒", "驳", "封", "罚", "黑名单")
"""The same in Chinese."""
