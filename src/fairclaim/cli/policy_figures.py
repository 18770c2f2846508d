"""What a simulation found, as a record and as lines: counts, money, and rates with their intervals."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.intervals import wilson
from fairclaim.policy.amounts import from_minor
from fairclaim.policy.simulate import Change, Figures


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % interval of Wilson; ``share`` is None of nothing."""

    hits: int
    total: int

    def to_record(self) -> dict[str, object]:
        """Return the JSON object."""
        interval = wilson(self.hits, self.total)
        share = self.hits / self.total if self.total else None
        return {"hits": self.hits, "total": self.total, "share": share, "low": interval.low, "high": interval.high}

    def __str__(self) -> str:
        if not self.total:
            return "0/0"
        interval = wilson(self.hits, self.total)
        return f"{self.hits}/{self.total} = {self.hits / self.total:.1%} [{interval.low:.1%}, {interval.high:.1%}]"


def rates_of(figures: Figures) -> dict[str, Rate]:
    """Return the shares that a decision about a policy turns on."""
    return {
        "bothered": Rate(figures.bothered, figures.upheld),
        "asked": Rate(figures.asked, figures.upheld),
        "reviewed": Rate(figures.reviewed, figures.upheld),
        "reviews": Rate(figures.reviews, figures.claims),
        "paid_not_upheld": Rate(figures.paid_not_upheld, figures.paid),
        "refund_only_avoided": Rate(figures.refund_only_avoided, figures.refund_only_past),
    }


def figures_record(figures: Figures) -> dict[str, object]:
    """Return all counts and rates."""
    counts = {one.name: getattr(figures, one.name) for one in fields(figures)}
    counts["routes"] = dict(sorted(figures.routes.items()))
    return {**counts, "rates": {name: rate.to_record() for name, rate in rates_of(figures).items()}}


def figure_lines(figures: Figures, currency: str | None, *, is_zh: bool) -> Iterator[str]:
    """Yield what a person reads of it."""
    rates = rates_of(figures)

    def money(minor: int) -> str:
        return from_minor(minor, currency) if currency else str(minor)

    def line(zh: str, en: str, value: object) -> str:
        return f"{zh if is_zh else en}: {value}"

    routes = ", ".join(f"{name} {count}" for name, count in sorted(figures.routes.items()))
    yield line("申请", "claims", f"{figures.claims} ({routes})")
    if figures.other_currency:
        yield line("其他货币的申请（不计入金额）", "claims in another currency (in no amount)", figures.other_currency)
    yield line("机器同意而支付", "paid by the machine's approval", f"{money(figures.paid_minor)} · {figures.paid}")
    yield line(
        "  其中人工最终未支持",
        "  of it on claims that people did not uphold",
        f"{money(figures.paid_not_upheld_minor)} · {rates['paid_not_upheld']}",
    )
    yield line(
        "  其中仅退款",
        "  of it refund-only",
        f"{money(figures.refund_only_machine_minor)} · {figures.refund_only_machine}",
    )
    yield line(
        "历史上的仅退款，先提议其他方式",
        "refund-only of the past that would first be offered another remedy",
        f"{money(figures.refund_only_avoided_minor)} · {rates['refund_only_avoided']}",
    )
    yield line("  交给人或要求补充", "  that would go to people or be asked for more", figures.refund_only_to_people)
    yield line("被打扰的诚实买家（最终获支持）", "honest people bothered (claims finally upheld)", rates["bothered"])
    yield line("  交给人", "  sent to people", rates["reviewed"])
    yield line("  要求补充", "  asked for more", rates["asked"])
    yield line("需要复核的申请", "claims that need people", f"{rates['reviews']} · {figures.reviewers}")


def change_record(change: Change) -> dict[str, object]:
    """Return one differing claim."""
    return {
        "claim": change.claim,
        "category": change.category,
        "outcome": change.outcome.value,
        "before": change.before.to_record(),
        "after": change.after.to_record(),
        "difference": change.difference.to_record(),
    }


def change_line(change: Change, *, is_zh: bool) -> str:
    """Return one differing claim as a line."""
    harder = change.difference.harder
    word = (
        Bilingual("更严", "harder")
        if harder > 0
        else Bilingual("更宽", "easier")
        if harder
        else Bilingual("同路径", "same route")
    )
    before, after = change.before, change.after
    return (
        f"{change.claim} ({change.category}, {change.outcome.value}): "
        f"{before.route.value} [{', '.join(before.rules)}] → {after.route.value} [{', '.join(after.rules)}] · "
        f"{word.zh if is_zh else word.en}"
    )
