"""A policy's rules as people read them: one row a rule, conditions and outcome in words, and what it does about refund-only."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.remedy import REMEDY_NAMES, RemedyKind
from fairclaim.policy.amounts import from_minor
from fairclaim.policy.condition import Condition, Numbers, Words, field_of
from fairclaim.policy.explain import Held
from fairclaim.policy.life import Stage
from fairclaim.policy.table import Policy, Rule, Then
from fairclaim.policy.wording import condition_in_words
from fairclaim.policy.words import Call, Evidence, Flag, Merchant, Priority, Remedy, RouteName
from fairclaim.web.pages.names import CATEGORIES, REASONS

STAGES = {
    Stage.DRAFT: Bilingual("草稿", "draft"),
    Stage.SHADOW: Bilingual("影子运行", "in shadow"),
    Stage.LIVE: Bilingual("生效", "in force"),
    Stage.RETIRED: Bilingual("已退役", "retired"),
}
PRIORITIES = {
    Priority.LOW: Bilingual("可稍后", "low priority"),
    Priority.NORMAL: Bilingual("", ""),
    Priority.HIGH: Bilingual("优先", "high priority"),
}
_REMEDIES = {one.value: REMEDY_NAMES[RemedyKind(one.value)] for one in Remedy}
_FLAGS = {Flag.YES.value: Bilingual("是", "yes"), Flag.NO.value: Bilingual("否", "no")}
_UNKNOWN = Bilingual("未知", "unknown")
_VALUES: dict[str, dict[str, Bilingual]] = {
    "reason": {
        **{one.value: name for one, name in REASONS.items()},
        "missing-item": Bilingual("少件", "something is missing"),
        "not-received": Bilingual("未收到货", "not received"),
        "changed-mind": Bilingual("不想要了", "changed mind"),
        "other": Bilingual("其他", "other"),
    },
    "category": {
        **CATEGORIES,
        "packaged-food": Bilingual("包装食品", "packaged food"),
        "apparel": Bilingual("服装", "apparel"),
        "shoes-and-bags": Bilingual("鞋包", "shoes and bags"),
        "home": Bilingual("家居日用", "home"),
        "books": Bilingual("图书", "books"),
        "toys": Bilingual("玩具", "toys"),
        "mother-and-baby": Bilingual("母婴", "mother and baby"),
        "sports": Bilingual("运动", "sports"),
        "jewellery": Bilingual("珠宝", "jewellery"),
        "other": Bilingual("其他", "other"),
    },
    "asked": _REMEDIES,
    "perishable": _FLAGS,
    "refund_only_agreed": _FLAGS,
    "verdict": {
        Call.NO_TRACE: Bilingual("未见痕迹", "no trace"),
        Call.NOT_EXAMINED: Bilingual("未经检验", "not examined"),
        Call.CANNOT_TELL: Bilingual("无法判断", "cannot tell"),
        Call.FORGED: Bilingual("发现编辑或生成的证据", "evidence of editing"),
    },
    "grade": {"none": Bilingual("无", "none")},
    "evidence": {
        Evidence.COMPLETE: Bilingual("齐全", "complete"),
        Evidence.INCOMPLETE: Bilingual("不齐全", "incomplete"),
        Evidence.UNKNOWN: Bilingual("尚未核对", "not checked yet"),
    },
    "merchant": {
        Merchant.NOT_ASKED: Bilingual("尚未询问", "not asked"),
        Merchant.ANSWERED: Bilingual("已答复，未表态", "answered, neither way"),
        Merchant.AGREES: Bilingual("同意", "agrees"),
        Merchant.DISPUTES: Bilingual("有不同意见", "disagrees"),
        Merchant.SILENT: Bilingual("逾期未答复", "did not answer in time"),
    },
}
_SHOTS = {
    "video-of-every-piece": Bilingual("每件商品的连续视频", "a film of every piece"),
    "shipping-label": Bilingual("快递面单", "the shipping label"),
    "packaging": Bilingual("包装", "the packaging"),
    "serial-number": Bilingual("序列号", "the serial number"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a rule asks of one field."""

    title: Bilingual
    words: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One rule.

    Parameters
    ----------
    number : int
        Place in the order, from 1.
    outcome : tuple of Bilingual
        What follows, in lines after the route.
    refund_only : Bilingual or None
        How the rule limits refunds without return; None where it has nothing to do with them.
    """

    number: int
    id: str
    asked: tuple[Asked, ...]
    route: RouteName
    outcome: tuple[Bilingual, ...]
    because: Bilingual
    refund_only: Bilingual | None


def rows_of(policy: Policy) -> tuple[Row, ...]:
    """Return the table."""
    return tuple(row_of(rule, number, policy.currency) for number, rule in enumerate(policy.rules, 1))


def row_of(rule: Rule, number: int, currency: str | None) -> Row:
    """Return one rule as it is read."""
    return Row(
        number=number,
        id=rule.id,
        asked=tuple(Asked(title=field_of(one).title, words=asked_in_words(one, currency)) for one in rule.when),
        route=rule.then.route,
        outcome=outcome_in_words(rule.then),
        because=rule.because,
        refund_only=refund_only_of(rule, currency),
    )


def asked_in_words(condition: Condition, currency: str | None) -> Bilingual:
    """Return what a condition asks, with values as people call them.

    Examples
    --------
    >>> asked_in_words(Words(field="verdict", words=frozenset({"no-trace"})), None).en
    'no trace'
    """
    if isinstance(condition, Numbers):
        return condition_in_words(condition, currency)
    field = condition.field
    if isinstance(condition, Words):
        named = _either(field, condition.words)
        return Bilingual(f"不是{named.zh}", f"not {named.en}") if condition.is_not else named
    parts = []
    if condition.any:
        named = _either(field, condition.any)
        parts.append(Bilingual(f"含有{named.zh}", f"holds {named.en}"))
    if condition.none:
        named = _either(field, condition.none)
        parts.append(Bilingual(f"不含{named.zh}", f"does not hold {named.en}"))
    return Bilingual("，".join(one.zh for one in parts), " and ".join(one.en for one in parts))


def held_in_words(held: Held, rule: Rule, currency: str | None) -> tuple[Asked, Bilingual]:
    """Return what a rule asks of a field, and what the case shows there."""
    condition = rule.condition_on(held.field)
    asked = held.asked if condition is None else asked_in_words(condition, currency)
    found = held.found if isinstance(condition, Numbers) else value_name(held.field, held.found.en)
    return Asked(title=held.title, words=asked), found


def value_name(field: str, value: str) -> Bilingual:
    """Return what a value of a field is called; one that nobody has named is shown as it is."""
    if value == "unknown":
        return _VALUES.get(field, {}).get(value, _UNKNOWN)
    return _VALUES.get(field, {}).get(value, Bilingual(value, value))


def outcome_in_words(then: Then) -> tuple[Bilingual, ...]:
    """Return what follows from a rule besides its route."""
    lines = []
    if then.remedies:
        names = [_REMEDIES[one] for one in then.remedies]
        zh, en = "、".join(one.zh for one in names), ", ".join(one.en for one in names)
        lines.append(Bilingual(f"依次：{zh}", f"in this order: {en}"))
    if then.part_refund_percent is not None:
        lines.append(
            Bilingual(
                f"部分退款最多 {then.part_refund_percent} %", f"a part refund of up to {then.part_refund_percent} %"
            )
        )
    if then.ask_for:
        shots = [_SHOTS.get(one, Bilingual(one, one)) for one in then.ask_for]
        zh, en = "、".join(one.zh for one in shots), ", ".join(one.en for one in shots)
        lines.append(Bilingual(f"另请提供：{zh}", f"besides, ask for {en}"))
    if then.reviewers:
        people = "one person" if then.reviewers == 1 else f"{then.reviewers} people, apart"
        apart = "" if then.reviewers == 1 else "，独立判断"
        lines.append(Bilingual(f"{then.reviewers} 人{apart}", people))
    if then.queue != "standard":
        lines.append(Bilingual(f"队列 {then.queue}", f"queue {then.queue}"))
    if PRIORITIES[then.priority].en:
        lines.append(PRIORITIES[then.priority])
    return tuple(lines)


def refund_only_of(rule: Rule, currency: str | None) -> Bilingual | None:
    """Return how a rule limits refunds without return; None if it has nothing to do with them."""
    asked = rule.condition_on("asked")
    if asked is not None and not asked.holds(Remedy.REFUND_ONLY.value):
        return None
    then, limit = rule.then, _limit(rule, currency)
    if then.route is RouteName.APPROVE:
        return Bilingual(f"仅退款须商家同意{limit.zh}", f"refund only if the merchant agrees{limit.en}")
    if then.route is RouteName.OFFER_REMEDY and Remedy.REFUND_ONLY not in then.remedies:
        return Bilingual("不提议仅退款，改提其他方式", "no refund only: other remedies instead")
    if then.route is RouteName.OFFER_REMEDY and then.remedies[0] is not Remedy.REFUND_ONLY:
        return Bilingual(f"仅退款排在其他方式之后{limit.zh}", f"refund only after other remedies{limit.en}")
    return None


def _limit(rule: Rule, currency: str | None) -> Bilingual:
    condition = rule.condition_on("amount")
    if not isinstance(condition, Numbers) or currency is None:
        return Bilingual("", "")
    most = from_minor(max(high for _, high in condition.ranges), currency)
    return Bilingual(f"，最多 {most}", f", at most {most}")


def _either(field: str, words: Iterable[str]) -> Bilingual:
    names = [value_name(field, one) for one in sorted(words)]
    return Bilingual("、".join(one.zh for one in names), " or ".join(one.en for one in names))
