"""The facts of a made-up case, as a form asks for them; what is left empty is unknown."""

from pydantic import BaseModel, ConfigDict, Field

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.amounts import is_currency, to_minor
from fairclaim.policy.words import CATEGORIES, REASONS, Call, Evidence, Flag, Merchant, Remedy
from fairclaim.web.pages.policy_words import value_name

CHOICES: dict[str, dict[str, Bilingual]] = {
    field: {value: value_name(field, value) for value in values}
    for field, values in {
        "reason": REASONS,
        "category": CATEGORIES,
        "asked": tuple(one.value for one in Remedy),
        "verdict": tuple(one.value for one in Call),
        "grade": ("none", "C", "B", "A"),
        "evidence": tuple(one.value for one in Evidence),
        "merchant": tuple(one.value for one in Merchant),
        "perishable": tuple(one.value for one in Flag),
        "refund_only_agreed": tuple(one.value for one in Flag),
    }.items()
}
_FLAGS = {"yes": True, "no": False}


class FactsAsked(BaseModel):
    """One case. ``scope`` is the category whose policy is asked; ``amount`` is in units of ``currency``, as people write it."""

    model_config = ConfigDict(str_max_length=64)

    scope: str = ""
    reason: str = "damaged"
    category: str = "tableware"
    amount: str = "45"
    currency: str = "CNY"
    asked: str = Remedy.REFUND_ONLY.value
    verdict: str = Call.NO_TRACE.value
    grade: str = "none"
    evidence: str = Evidence.COMPLETE.value
    merchant: str = Merchant.NOT_ASKED.value
    perishable: str = Flag.NO.value
    refund_only_agreed: str = Flag.NO.value
    days_since_signed: str = ""
    confirmed_adverse: str = ""
    checks: str = Field(default="", max_length=300)

    def to_record(self) -> dict[str, object]:
        """Return the record that :func:`fairclaim.policy.facts.parse_facts` reads, wrong values included for it to tell."""
        missing = {Evidence.COMPLETE.value: [], Evidence.INCOMPLETE.value: ["whole"]}.get(self.evidence)
        return {
            "reason": self.reason,
            "category": self.category,
            "amount": {"minor": _minor(self.amount, self.currency), "currency": self.currency},
            "asked": self.asked,
            "verdict": {"call": self.verdict, "grade": None if self.grade == "none" else self.grade},
            "checks": self.checks.replace(",", " ").split(),
            "missing": missing,
            "merchant": self.merchant,
            "perishable": _FLAGS.get(self.perishable),
            "refund_only_agreed": _FLAGS.get(self.refund_only_agreed),
            "days_since_signed": _whole(self.days_since_signed),
            "standing": {"confirmed_adverse": _whole(self.confirmed_adverse)},
        }


def _minor(text: str, currency: str) -> object:
    """Return minor units; the text itself where it is no amount."""
    whole, _, part = text.strip().partition(".")
    if not is_currency(currency) or not whole.isascii() or not (whole + part).isdecimal() or len(text) > 16:
        return text
    minor = to_minor(text.strip(), currency)
    return text if minor is None else minor


def _whole(text: str) -> object:
    if not text.strip():
        return None
    return int(text) if text.strip().isascii() and text.strip().isdecimal() else text
