"""The fields that a rule may look at: one row each, with how its value is drawn from the facts.

Values are what both readers of a rule see, the engine and :mod:`fairclaim.policy.explain`: whole numbers with -1 for unknown,
words, and lists of words. Amounts are minor units of the policy's own currency; an amount in any other is unknown, so it
never meets a limit. Probabilities are millionths, so that a threshold means the same in every language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.amounts import LARGEST_MINOR
from fairclaim.policy.facts import Facts
from fairclaim.policy.words import UNKNOWN, Call, Evidence, Flag, Grade, Merchant, Remedy

NO_NUMBER: Final = -1
"""How an unknown number is written; every known one is 0 or more."""
MILLIONTHS: Final = 1_000_000

Value = int | str | tuple[str, ...]


class Kind(StrEnum):
    """What can be asked of a field."""

    AMOUNT = "amount"
    COUNT = "count"
    SHARE = "share"
    WORD = "word"
    """One word of a closed set."""
    OPEN_WORD = "open-word"
    """One word, any."""
    FLAG = "flag"
    WORDS = "words"
    """A list of words."""


NUMBERS: Final = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.SHARE})


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Parameters
    ----------
    draw : callable
        ``(facts, currency) -> Value``; ``currency`` is the policy's.
    closed : tuple of str
        All words that the field can hold; () where it is open or no word.
    is_standing : bool
        Whether it is a buyer's history, where unknown must be treated as 0.
    """

    name: str
    kind: Kind
    title: Bilingual
    draw: Callable[[Facts, str | None], Value]
    closed: tuple[str, ...] = ()
    is_standing: bool = False

    @property
    def is_number(self) -> bool:
        """Whether values are whole numbers."""
        return self.kind in NUMBERS

    @property
    def largest(self) -> int:
        """The largest number that the field can hold."""
        return {Kind.AMOUNT: LARGEST_MINOR, Kind.SHARE: MILLIONTHS}.get(self.kind, 1_000_000)


def _amount(facts: Facts, currency: str | None) -> int:
    return facts.amount_minor if facts.currency == currency else NO_NUMBER


def _share(facts: Facts, _: str | None) -> int:
    return NO_NUMBER if facts.probability is None else round(facts.probability * MILLIONTHS)


def _evidence(facts: Facts, _: str | None) -> str:
    if facts.missing is None:
        return Evidence.UNKNOWN.value
    return (Evidence.INCOMPLETE if facts.missing else Evidence.COMPLETE).value


def _number(value: int | None) -> int:
    return NO_NUMBER if value is None else value


def _words(words: type[StrEnum]) -> tuple[str, ...]:
    return tuple(word.value for word in words)


def _both(zh: str, en: str) -> Bilingual:
    return Bilingual(zh, en)


FIELDS: Final = (
    Field("tenant", Kind.OPEN_WORD, _both("租户", "tenant"), lambda facts, _: facts.tenant or UNKNOWN),
    Field("reason", Kind.OPEN_WORD, _both("申请原因", "reason"), lambda facts, _: facts.reason),
    Field("category", Kind.OPEN_WORD, _both("商品类目", "category"), lambda facts, _: facts.category),
    Field(
        "perishable",
        Kind.FLAG,
        _both("易腐、不宜退回", "perishable"),
        lambda facts, _: facts.perishable.value,
        _words(Flag),
    ),
    Field("amount", Kind.AMOUNT, _both("金额", "amount"), _amount),
    Field(
        "asked",
        Kind.WORD,
        _both("请求的处理方式", "remedy asked for"),
        lambda facts, _: facts.asked.value,
        _words(Remedy),
    ),
    Field(
        "verdict",
        Kind.WORD,
        _both("检验结论", "verdict on the pictures"),
        lambda facts, _: facts.call.value,
        _words(Call),
    ),
    Field(
        "grade",
        Kind.WORD,
        _both("证据等级", "grade of the evidence"),
        lambda facts, _: facts.grade.value,
        _words(Grade),
    ),
    Field("probability", Kind.SHARE, _both("图片经过伪造的概率", "probability that a picture was forged"), _share),
    Field("checks", Kind.WORDS, _both("有所发现的检验", "checks that spoke"), lambda facts, _: facts.checks),
    Field("evidence", Kind.WORD, _both("证据是否齐全", "evidence"), _evidence, _words(Evidence)),
    Field("missing", Kind.WORDS, _both("尚缺的证据", "missing evidence"), lambda facts, _: facts.missing or ()),
    Field(
        "merchant",
        Kind.WORD,
        _both("商家的答复", "merchant's answer"),
        lambda facts, _: facts.merchant.value,
        _words(Merchant),
    ),
    Field(
        "refund_only_agreed",
        Kind.FLAG,
        _both("商家事先同意仅退款", "merchant agreed to refund-only beforehand"),
        lambda facts, _: facts.refund_only_agreed.value,
        _words(Flag),
    ),
    Field(
        "days_since_signed",
        Kind.COUNT,
        _both("签收后天数", "days since signed for"),
        lambda facts, _: _number(facts.days_since_signed),
    ),
    Field(
        "confirmed_adverse",
        Kind.COUNT,
        _both("十二个月内经确认的不利认定", "confirmed adverse decisions within 12 months"),
        lambda facts, _: _number(facts.standing.confirmed_adverse),
        is_standing=True,
    ),
    Field(
        "upheld_claims",
        Kind.COUNT,
        _both("曾获支持的申请", "upheld claims"),
        lambda facts, _: _number(facts.standing.upheld_claims),
        is_standing=True,
    ),
    Field(
        "open_claims",
        Kind.COUNT,
        _both("进行中的申请", "open claims"),
        lambda facts, _: _number(facts.standing.open_claims),
        is_standing=True,
    ),
    Field(
        "standing_patterns",
        Kind.COUNT,
        _both("历史中需要人工查看的情形", "patterns in the history that call for a person"),
        lambda facts, _: _number(facts.standing.patterns),
        is_standing=True,
    ),
)
"""In the order of a table's columns."""

FIELD_OF: Final[Mapping[str, Field]] = {field.name: field for field in FIELDS}


def view(facts: Facts, currency: str | None) -> dict[str, Value]:
    """Return what rules of a policy in ``currency`` see of a claim."""
    return {field.name: field.draw(facts, currency) for field in FIELDS}
