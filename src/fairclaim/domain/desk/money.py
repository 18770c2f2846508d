"""Amounts of money in minor units. There is no float here, and no rounding that loses a cent.

Minor units per currency: ISO 4217, list one (table A.1), column "minor unit".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.refusals import CurrencyMismatchError
from fairclaim.domain.errors import UsageError

MINOR_DIGITS = {
    "CNY": 2,
    "HKD": 2,
    "MOP": 2,
    "TWD": 2,
    "USD": 2,
    "EUR": 2,
    "GBP": 2,
    "SGD": 2,
    "MYR": 2,
    "THB": 2,
    "AUD": 2,
    "CAD": 2,
    "JPY": 0,
    "KRW": 0,
    "VND": 0,
    "KWD": 3,
}
"""Digits after the decimal point."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency.

    Parameters
    ----------
    amount_minor : int
        In minor units (分, cents); may be negative, as a difference.
    currency : str
        ISO 4217 code, one of :data:`MINOR_DIGITS`.

    Raises
    ------
    UsageError
        If the amount is no whole number of minor units or the currency is unknown.

    Examples
    --------
    >>> Money(1990, "CNY") + Money(10, "CNY")
    Money(amount_minor=2000, currency='CNY')
    """

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.amount_minor) is not int:  # a bool is an int to isinstance, and a float is never money
            raise UsageError(
                Bilingual(
                    f"金额必须是以最小货币单位计的整数，收到 {self.amount_minor!r}。",
                    f"An amount is a whole number of minor units, not {self.amount_minor!r}.",
                )
            )
        if self.currency not in MINOR_DIGITS:
            raise UsageError(
                Bilingual(f"未知货币 {self.currency!r}。", f"The currency {self.currency!r} is not known here.")
            )

    def __add__(self, other: "Money") -> "Money":
        self._check(other)
        return Money(self.amount_minor + other.amount_minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._check(other)
        return Money(self.amount_minor - other.amount_minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount_minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._check(other)
        return self.amount_minor < other.amount_minor

    def __le__(self, other: "Money") -> bool:
        self._check(other)
        return self.amount_minor <= other.amount_minor

    def __gt__(self, other: "Money") -> bool:
        return other < self

    def __ge__(self, other: "Money") -> bool:
        return other <= self

    def __str__(self) -> str:
        """Return the amount as it reads in both languages, such as ``CNY 19.90``."""
        digits = MINOR_DIGITS[self.currency]
        sign = "-" if self.amount_minor < 0 else ""
        whole, rest = divmod(abs(self.amount_minor), 10**digits)
        return f"{self.currency} {sign}{whole:,}" + (f".{rest:0{digits}}" if digits else "")

    def _check(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatchError(self.currency, other.currency)


def total(amounts: Iterable[Money], *, currency: str) -> Money:
    """Return the sum; nothing at all sums to zero of ``currency``.

    Raises
    ------
    CurrencyMismatchError
        If an amount is in another currency.
    """
    result = Money(0, currency)
    for amount in amounts:
        result += amount
    return result


def share(amount: Money, *, part: int, of: int) -> Money:
    """Return ``part`` of ``of`` equal parts of an amount, rounded down to the minor unit.

    Rounding down keeps the sum of shares within the amount; all parts together are the amount exactly.

    Raises
    ------
    UsageError
        Unless 0 ≤ part ≤ of, of > 0 and the amount is not negative.
    """
    if of <= 0 or not 0 <= part <= of or amount.amount_minor < 0:
        raise UsageError(Bilingual(f"无法取 {of} 份中的 {part} 份。", f"There is no {part} of {of} parts."))
    return Money(amount.amount_minor * part // of, amount.currency)


def split(amount: Money, *, parts: int) -> tuple[Money, ...]:
    """Cut an amount into parts that differ by one minor unit at most and sum to it exactly.

    Raises
    ------
    UsageError
        If there is no part, or the amount is negative.
    """
    edges = [share(amount, part=i, of=parts) for i in range(parts + 1)] if parts > 0 else []
    if not edges:
        raise UsageError(Bilingual("至少要分成一份。", "There must be one part at least."))
    return tuple(after - before for before, after in pairwise(edges))
