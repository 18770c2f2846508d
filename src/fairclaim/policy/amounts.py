"""Amounts in minor units of a currency, as a policy writes them: ``50 CNY`` is 5000 fen."""

import re
from decimal import Decimal
from typing import Final

_EXPONENTS: Final = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"), 0),
    **dict.fromkeys(("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}
"""Decimal places that are not two. Source: ISO 4217, list one."""

LARGEST_MINOR: Final = 10**15
"""No claim is larger; also what zen-engine's decimals hold exactly."""

_CURRENCY: Final = re.compile(r"[A-Z]{3}")


def is_currency(text: str) -> bool:
    """Tell whether a text has the form of an ISO 4217 code."""
    return bool(_CURRENCY.fullmatch(text))


def to_minor(amount: str, currency: str) -> int | None:
    """Return an amount in minor units, or None where it has more decimals than the currency.

    Examples
    --------
    >>> to_minor("49.9", "CNY"), to_minor("49.9", "JPY")
    (4990, None)
    """
    scaled = Decimal(amount).scaleb(_EXPONENTS.get(currency, 2))
    if scaled != scaled.to_integral_value() or scaled > LARGEST_MINOR:
        return None
    return int(scaled)


def from_minor(minor: int, currency: str) -> str:
    """Return an amount for people.

    Examples
    --------
    >>> from_minor(4990, "CNY"), from_minor(500, "JPY")
    ('49.90 CNY', '500 JPY')
    """
    places = _EXPONENTS.get(currency, 2)
    return f"{Decimal(minor).scaleb(-places):,.{places}f} {currency}"
