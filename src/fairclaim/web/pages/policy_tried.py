"""What a simulation found, as lines that people compare: money, refunds avoided, honest people bothered, reviews needed."""

from collections.abc import Iterator
from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.amounts import from_minor
from fairclaim.policy.history import Outcome
from fairclaim.policy.simulate import Figures, Simulation
from fairclaim.services.count_figures import rate
from fairclaim.web.pages.review.load_page import share

OUTCOMES = {
    Outcome.UPHELD: Bilingual("支持买家", "upheld"),
    Outcome.NOT_UPHELD: Bilingual("未支持", "not upheld"),
    Outcome.SETTLED: Bilingual("双方和解", "settled"),
    Outcome.OPEN: Bilingual("尚未决定", "open"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of both policies."""

    name: Bilingual
    live: Bilingual
    tried: Bilingual
    note: Bilingual | None = None


def meant(found: Simulation, currency: str | None, live_currency: str | None) -> tuple[Line, ...]:
    """Return what the policy that was tried and the one in force would have meant, each amount in its policy's currency."""
    both = zip(_lines(found.figures, currency), _lines(found.other, live_currency), strict=True)
    return tuple(Line(name=name, tried=tried, live=live, note=note) for (name, note, tried), (_, _, live) in both)


def _lines(one: Figures, currency: str | None) -> Iterator[tuple[Bilingual, Bilingual | None, Bilingual]]:
    def money(minor: int, count: int) -> Bilingual:
        amount = from_minor(minor, currency) if currency else str(minor)
        return Bilingual(f"{amount}（{count} 件）", f"{amount} ({count} claims)")

    def part(hits: int, total: int) -> Bilingual:
        return share(rate(hits, total))

    yield Bilingual("机器同意而支付", "Paid by the machine's approval"), None, money(one.paid_minor, one.paid)
    yield (
        Bilingual("其中人最终未支持的申请", "of it, on claims that people did not uphold"),
        None,
        part(one.paid_not_upheld, one.paid),
    )
    yield (
        Bilingual("避免的仅退款", "Refunds without return avoided"),
        Bilingual(
            "过去仅退款、如今会先提议其他方式的申请；上限，双方会如何选择无人知道",
            "claims refunded without return in the past that would first be offered something else; a ceiling",
        ),
        money(one.refund_only_avoided_minor, one.refund_only_avoided),
    )
    yield (
        Bilingual("占过去的仅退款", "of refunds without return in the past"),
        None,
        part(one.refund_only_avoided, one.refund_only_past),
    )
    yield (
        Bilingual("打扰的诚实买家", "Honest people bothered"),
        Bilingual(
            "最终获支持、但会交给人或被要求补充的申请", "upheld claims that would wait for people or be asked for more"
        ),
        part(one.bothered, one.upheld),
    )
    yield Bilingual("需要人工的申请", "Claims that need people"), None, part(one.reviews, one.claims)
    yield (
        Bilingual("人工判断次数", "Judgements of people needed"),
        None,
        Bilingual(str(one.reviewers), str(one.reviewers)),
    )
