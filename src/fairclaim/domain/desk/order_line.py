"""What was bought, and how much of it is claimed: quantities and amounts that can never exceed the order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import Money, share, total
from fairclaim.domain.desk.refusals import CurrencyMismatchError, RemedyError
from fairclaim.domain.errors import UsageError

LineId = NewType("LineId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of an order.

    Parameters
    ----------
    title : str
        The product's name as the buyer saw it.
    category : str
        Kebab-case product category of evidence rules and policy.
    quantity : int
        Units bought, 1 or more.
    paid : Money
        What the buyer paid for all units, discounts taken off; not negative.
    refunded : Money
        What earlier claims of this line have already given back.

    Raises
    ------
    UsageError
        If a figure is out of range.
    CurrencyMismatchError
        If the two amounts are in different currencies.
    """

    id: LineId
    title: str
    category: str
    quantity: int
    paid: Money
    refunded: Money

    def __post_init__(self) -> None:
        if self.quantity < 1 or self.paid.amount_minor < 0 or self.refunded.amount_minor < 0:
            raise UsageError(
                Bilingual(
                    f"订单行 {self.id}：数量至少为 1，金额不能为负。",
                    f"Order line {self.id}: one unit at least, and no negative amount.",
                )
            )
        if self.refunded > self.paid:
            raise UsageError(
                Bilingual(
                    f"订单行 {self.id}：已退金额超过实付金额。",
                    f"Order line {self.id}: more was refunded than was paid.",
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedItem:
    """How many units of a line the claim is about."""

    line: LineId
    quantity: int


def check_items(lines: Sequence[OrderLine], items: Sequence[ClaimedItem]) -> None:
    """Verify that a claim is about things that were bought.

    Raises
    ------
    UsageError
        If the order has no line, or two lines share an id.
    CurrencyMismatchError
        If lines are in different currencies.
    RemedyError
        If nothing is claimed, a line is unknown or named twice, or more units are claimed than were bought.
    """
    known = {line.id: line for line in lines}
    if not lines or len(known) != len(lines):
        raise UsageError(
            Bilingual("订单至少有一行，且行号不能重复。", "An order has lines, each with an id of its own.")
        )
    for line in lines:
        if line.paid.currency != lines[0].paid.currency:
            raise CurrencyMismatchError(lines[0].paid.currency, line.paid.currency)
    claimed = [item.line for item in items]
    if not items or len(set(claimed)) != len(claimed):
        raise RemedyError(
            Bilingual("请选择商品，每行只选一次。", "Name what the claim is about, each order line once.")
        )
    for item in items:
        if item.line not in known or not 1 <= item.quantity <= known[item.line].quantity:
            raise RemedyError(
                Bilingual(
                    f"订单行 {item.line} 不存在，或数量超过购买数量。",
                    f"Order line {item.line} does not exist, or fewer units were bought.",
                )
            )


def refundable(lines: Sequence[OrderLine], items: Sequence[ClaimedItem]) -> Money:
    """Return the most that can be given back for the claimed units.

    The price of ``k`` of ``n`` units is ``k / n`` of what was paid, rounded down to the minor unit, and never more than what
    earlier claims have left of the line.

    Raises
    ------
    RemedyError, UsageError, CurrencyMismatchError
        As :func:`check_items`.
    """
    check_items(lines, items)
    known = {line.id: line for line in lines}
    return total((_most(known[item.line], item.quantity) for item in items), currency=lines[0].paid.currency)


def _most(line: OrderLine, quantity: int) -> Money:
    return min(share(line.paid, part=quantity, of=line.quantity), line.paid - line.refunded)
