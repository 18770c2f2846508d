"""The rails: what no policy may do, whoever wrote it. A table that breaks one cannot be loaded.

1. Four routes, none of which refuses (schema).
2. Every claim has a route: the last rule has no conditions.
3. Money goes out by machine only up to a stated amount.
4. Refund-only by machine needs the merchant's own consent. Source: Order 116 of SAMR and CAC, article 27: a platform may not
   force merchants to bear refunds without return. An offer of it stays within a stated amount.
5. A history that is unknown is treated exactly as a clean one.
6. Whoever is asked for more is told what for.
7. No rule stands where it can never fire: somebody believes that it protects them.
8. A rule that fits because of a history may call people or ask for more, and nothing else.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.condition import Condition, Numbers, Words, field_of
from fairclaim.policy.fields import FIELD_OF, NO_NUMBER
from fairclaim.policy.problems import Problem
from fairclaim.policy.space import covering
from fairclaim.policy.table import Rule, Then
from fairclaim.policy.words import Evidence, Flag, Merchant, Remedy, RouteName

_NO_CATCH_ALL: Final = Bilingual(
    "最后一条规则必须没有 when，接住其余所有申请；例如 route: review。",
    "The last rule must have no when, so that every claim has a route; for example route: review.",
)
_NO_LIMIT: Final = Bilingual(
    "自动同意必须有金额上限：请加上 amount，如 amount: <= 50 CNY。",
    "A machine's approval needs an upper amount: add one, such as amount: <= 50 CNY.",
)
_NO_CONSENT: Final = Bilingual(
    "自动仅退款须有商家自己的同意（第116号令第二十七条）："
    "请用 asked 排除 refund-only，或要求 merchant: agrees 或 refund_only_agreed: true。",
    "Refund-only by machine needs the merchant's own consent (Order 116, article 27): leave refund-only out by asked, "
    "or require merchant: agrees or refund_only_agreed: true.",
)
_OFFER_NO_LIMIT: Final = Bilingual(
    "提议仅退款必须有金额上限：请加上 amount，如 amount: <= 50 CNY。",
    "An offer of refund-only needs an upper amount: add one, such as amount: <= 50 CNY.",
)
_UNKNOWN_IS_WORSE: Final = Bilingual(
    "未知的历史必须与清白的（0）同样对待：请写“… or unknown”，或者两者都排除。",
    "A history that is unknown must be treated as a clean one (0): write “… or unknown”, or leave out both.",
)
_HISTORY_DECIDES: Final = Bilingual(
    "过去的记录只能用于转人工（review）或要求补充证据（ask-more）。",
    "A history may only call people (review) or ask for more evidence (ask-more).",
)
_ASKS_FOR_NOTHING: Final = Bilingual(
    "要求补充证据时须说明补什么：请写 ask_for，或加上条件 evidence: incomplete。",
    "Whoever is asked for more is told what for: add ask_for, or the condition evidence: incomplete.",
)
_NEEDS_REMEDIES: Final = Bilingual("offer-remedy 必须列出 remedies。", "offer-remedy needs remedies.")
_NEEDS_PERCENT: Final = Bilingual(
    "可以部分退款时须写明 part_refund_percent（1 至 99）。",
    "Where a part refund is possible, part_refund_percent (1 to 99) must be given.",
)
_TWICE: Final = Bilingual("规则 id 出现了两次。", "This id is used twice.")


_SPEAKS_AGAINST: Final = frozenset({"confirmed_adverse", "standing_patterns"})
_LOOKS: Final = frozenset({RouteName.REVIEW, RouteName.ASK_MORE})


def broken_rails(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Yield everything for which a table must not be loaded."""
    seen: set[str] = set()
    for place, rule in enumerate(rules):
        if rule.id in seen:
            yield _problem("id-twice", place, rule, "id", _TWICE)
        seen.add(rule.id)
        for code, path, message in _of_then(rule):
            yield _problem(code, place, rule, path, message)
        for condition in rule.when:
            if treats_unknown_otherwise(condition):
                yield _problem("unknown-is-worse", place, rule, f"when.{condition.field}", _UNKNOWN_IS_WORSE)
            if condition.field in _SPEAKS_AGAINST and not condition.holds(0) and rule.then.route not in _LOOKS:
                yield _problem("history-decides", place, rule, "then.route", _HISTORY_DECIDES)
        before = covering(rules, place)
        if before:
            names = ", ".join(one.id for one in before)
            message = Bilingual(
                f"永远不会生效：前面的 {names} 已包含它的全部情形。",
                f"Can never fire: {names} before it takes all its cases.",
            )
            yield _problem("unreachable", place, rule, "", message)
    if rules and rules[-1].when:
        yield _problem("no-catch-all", len(rules) - 1, rules[-1], "when", _NO_CATCH_ALL)


def _of_then(rule: Rule) -> Iterator[tuple[str, str, Bilingual]]:
    then = rule.then
    if then.route is RouteName.APPROVE:
        if not has_upper_amount(rule):
            yield "no-limit", "when.amount", _NO_LIMIT
        if _may_ask(rule, Remedy.REFUND_ONLY) and not _is_agreed(rule):
            yield "no-consent", "when", _NO_CONSENT
    if then.route is RouteName.OFFER_REMEDY:
        if not then.remedies:
            yield "no-remedies", "then.remedies", _NEEDS_REMEDIES
        if Remedy.REFUND_ONLY in then.remedies and not has_upper_amount(rule):
            yield "no-limit", "when.amount", _OFFER_NO_LIMIT
    if (
        then.route is RouteName.ASK_MORE
        and not then.ask_for
        and not _lets_only(rule, "evidence", {Evidence.INCOMPLETE})
    ):
        yield "asks-for-nothing", "then.ask_for", _ASKS_FOR_NOTHING
    if _may_part_refund(rule) and then.part_refund_percent is None:
        yield "no-percent", "then.part_refund_percent", _NEEDS_PERCENT
    yield from _misplaced(then)


_ONLY_OF: Final = {
    "remedies": RouteName.OFFER_REMEDY,
    "ask_for": RouteName.ASK_MORE,
    "reviewers": RouteName.REVIEW,
}


def _misplaced(then: Then) -> Iterator[tuple[str, str, Bilingual]]:
    for name, route in _ONLY_OF.items():
        if getattr(then, name) and then.route is not route:
            message = Bilingual(
                f"只有 {route.value} 才有 {name}，这里是 {then.route.value}。",
                f"Only {route.value} has {name}; the route here is {then.route.value}.",
            )
            yield "misplaced", f"then.{name}", message


def has_upper_amount(rule: Rule) -> bool:
    """Tell whether a rule fits known amounts up to a limit only."""
    condition = rule.condition_on("amount")
    largest = FIELD_OF["amount"].largest
    return isinstance(condition, Numbers) and all(low != NO_NUMBER and high < largest for low, high in condition.ranges)


def treats_unknown_otherwise(condition: Condition) -> bool:
    """Tell whether a condition on a buyer's history parts the unknown from the clean."""
    return field_of(condition).is_standing and condition.holds(NO_NUMBER) is not condition.holds(0)


def _may_ask(rule: Rule, remedy: Remedy) -> bool:
    condition = rule.condition_on("asked")
    return condition is None or condition.holds(remedy.value)


def _may_part_refund(rule: Rule) -> bool:
    if rule.then.route is RouteName.APPROVE:
        return _may_ask(rule, Remedy.PART_REFUND)
    return Remedy.PART_REFUND in rule.then.remedies


def _is_agreed(rule: Rule) -> bool:
    return _lets_only(rule, "merchant", {Merchant.AGREES}) or _lets_only(rule, "refund_only_agreed", {Flag.YES})


def _lets_only(rule: Rule, field: str, words: set[Merchant] | set[Flag] | set[Evidence]) -> bool:
    condition = rule.condition_on(field)
    return isinstance(condition, Words) and not condition.is_not and condition.words <= {word.value for word in words}


def _problem(code: str, place: int, rule: Rule, path: str, message: Bilingual) -> Problem:
    full = f"rules.{place}.{path}" if path else f"rules.{place}"
    return Problem(code=code, path=full, rule=rule.id, message=message)
