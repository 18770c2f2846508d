"""What a policy may look at: the facts of one claim, and nothing that names a person.

Who filed, from where, and with which phone is not here, so no rule can ask for it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.problems import PolicyError, Problem
from fairclaim.policy.schema import problems_of
from fairclaim.policy.words import Call, Flag, Grade, Merchant, Remedy

SCHEMA: Final = "facts"
_NAME: Final = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A buyer's history on this desk; None is unknown, and no rule may treat it worse than 0.

    Parameters
    ----------
    confirmed_adverse : int or None
        Adverse decisions of people within 12 months that stood after appeal or its deadline.
    upheld_claims : int or None
        Claims that people upheld.
    open_claims : int or None
        Claims under way, this one not counted.
    patterns : int or None
        Patterns in the history that call for a person's look (``fairclaim.credit``).
    """

    confirmed_adverse: int | None = None
    upheld_claims: int | None = None
    open_claims: int | None = None
    patterns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one claim.

    Parameters
    ----------
    reason, category : str
        Kebab-case words of the claim desk.
    amount_minor : int
        What the claim is about, in minor units of ``currency``; 0 or more.
    currency : str
        ISO 4217 code.
    asked : Remedy
        What the buyer asks for.
    call, grade, probability
        The examination's verdict; probability of "forged" in [0, 1], None where there is none.
    checks : tuple of str
        Names of the checks that spoke.
    missing : tuple of str or None
        Evidence still to come; () is complete, None is unknown.
    merchant : Merchant
        Where the merchant stands.
    refund_only_agreed : Flag
        Whether the merchant has agreed beforehand to refunds without return.
    days_since_signed : int or None
        Whole days since the parcel was signed for.
    """

    tenant: str | None = None
    reason: str
    category: str
    perishable: Flag = Flag.UNKNOWN
    amount_minor: int
    currency: str
    asked: Remedy
    call: Call = Call.NOT_EXAMINED
    grade: Grade = Grade.NONE
    probability: float | None = None
    checks: tuple[str, ...] = ()
    missing: tuple[str, ...] | None = None
    merchant: Merchant = Merchant.NOT_ASKED
    refund_only_agreed: Flag = Flag.UNKNOWN
    days_since_signed: int | None = None
    standing: Standing = Standing()

    def to_record(self) -> dict[str, object]:
        """Return the JSON object that :func:`parse_facts` reads."""
        verdict = {
            "call": self.call.value,
            "grade": None if self.grade is Grade.NONE else self.grade.value,
            "probability": self.probability,
        }
        return {
            "tenant": self.tenant,
            "reason": self.reason,
            "category": self.category,
            "perishable": _bool_of(self.perishable),
            "amount": {"minor": self.amount_minor, "currency": self.currency},
            "asked": self.asked.value,
            "verdict": verdict,
            "checks": list(self.checks),
            "missing": None if self.missing is None else list(self.missing),
            "merchant": self.merchant.value,
            "refund_only_agreed": _bool_of(self.refund_only_agreed),
            "days_since_signed": self.days_since_signed,
            "standing": {
                "confirmed_adverse": self.standing.confirmed_adverse,
                "upheld_claims": self.standing.upheld_claims,
                "open_claims": self.standing.open_claims,
                "patterns": self.standing.patterns,
            },
        }


def parse_facts(record: object, *, name: str = _NAME) -> Facts:
    """Turn untrusted JSON into facts.

    Parameters
    ----------
    record : object
        As ``json.loads`` gives it; ``fairclaim policy schema facts`` prints its schema.
    name : str
        What errors call it.

    Raises
    ------
    PolicyError
        With every wrong field, what was expected and what came.
    """
    problems = problems_of(SCHEMA, record)
    if problems or not isinstance(record, Mapping):
        raise PolicyError(name, problems)
    amount, verdict, standing = record["amount"], record.get("verdict") or {}, record.get("standing") or {}
    facts = Facts(
        tenant=record.get("tenant"),
        reason=record["reason"],
        category=record["category"],
        perishable=_flag_of(record.get("perishable")),
        amount_minor=int(amount["minor"]),
        currency=amount["currency"],
        asked=Remedy(record["asked"]),
        call=Call(verdict.get("call", Call.NOT_EXAMINED)),
        grade=Grade(verdict.get("grade") or Grade.NONE),
        probability=verdict.get("probability"),
        checks=_sorted(record.get("checks")) or (),
        missing=_sorted(record.get("missing")),
        merchant=Merchant(record.get("merchant") or Merchant.NOT_ASKED),
        refund_only_agreed=_flag_of(record.get("refund_only_agreed")),
        days_since_signed=_count_of(record.get("days_since_signed")),
        standing=Standing(**{key: _count_of(value) for key, value in standing.items()}),
    )
    _refuse_contradictions(facts, name)
    return facts


def _refuse_contradictions(facts: Facts, name: str) -> None:
    if facts.probability is not None and not math.isfinite(facts.probability):  # NaN passes every bound of a schema
        message = Bilingual("应为 0 到 1 的数字。", "Expected a number from 0 to 1.")
        raise PolicyError(name, [Problem(code="wrong-value", path="verdict.probability", message=message)])
    if facts.grade is not Grade.NONE and facts.call is not Call.FORGED:
        message = Bilingual(
            f"只有 call 为 forged 时才有等级，这里是 {facts.call.value}。",
            f"Only a verdict of forged has a grade; the call here is {facts.call.value}.",
        )
        raise PolicyError(name, [Problem(code="contradiction", path="verdict.grade", message=message)])


def _flag_of(value: bool | None) -> Flag:  # noqa: FBT001  (a JSON value)
    return Flag.UNKNOWN if value is None else Flag.YES if value else Flag.NO


def _bool_of(flag: Flag) -> bool | None:
    return None if flag is Flag.UNKNOWN else flag is Flag.YES


def _count_of(value: float | None) -> int | None:
    return None if value is None else int(value)  # JSON Schema takes 3.0 for a whole number


def _sorted(words: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if words is None else tuple(sorted(set(words)))
