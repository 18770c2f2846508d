"""Amounts and figures in words."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import Money
from fairclaim.law.provision import Figure, Unit

_UNITS = {
    Unit.DAY: (Bilingual("日", "day"), Bilingual("日", "days")),
    Unit.MONTH: (Bilingual("个月", "month"), Bilingual("个月", "months")),
    Unit.YEAR: (Bilingual("年", "year"), Bilingual("年", "years")),
    Unit.ACT: (Bilingual("次", "act"), Bilingual("次", "acts")),
}

TIER_NAMES = {
    "relatively-large": Bilingual("数额较大", "relatively large amount"),
    "huge": Bilingual("数额巨大", "huge amount"),
    "especially-huge": Bilingual("数额特别巨大", "especially huge amount"),
}


def in_yuan(fen: int) -> Bilingual:
    """Return an amount of fen.

    Examples
    --------
    >>> in_yuan(300000).zh, in_yuan(299999).en
    ('3,000元', '2,999.99 yuan')
    """
    whole, rest = divmod(fen, 100)
    number = f"{whole:,}" + (f".{rest:02}" if rest else "")
    return Bilingual(f"{number}元", f"{number} yuan")


def money_in_words(amount: Money) -> Bilingual:
    """Return an amount in any currency: yuan in words, others by their code."""
    return in_yuan(amount.amount_minor) if amount.currency == "CNY" else Bilingual(str(amount), str(amount))


def figure_in_words(figure: Figure) -> Bilingual:
    """Return a figure or a range.

    Examples
    --------
    >>> from fairclaim.law.statute_book import shipped_book
    >>> figure_in_words(shipped_book().provision("public-security-2025-58").figures[0]).en
    '5 to 10 days'
    """
    low, high = (_counted(value, figure.unit) for value in (figure.low, figure.high))
    if figure.low == figure.high:
        return high
    if figure.low == 0:
        return Bilingual(f"{high.zh}以下", f"up to {high.en}")
    if figure.unit is Unit.FEN:
        return Bilingual(f"{low.zh}至{high.zh}", f"{low.en.removesuffix(' yuan')} to {high.en}")
    return Bilingual(f"{figure.low}至{high.zh}", f"{figure.low} to {high.en}")


def _counted(value: int, unit: Unit) -> Bilingual:
    if unit is Unit.FEN:
        return in_yuan(value)
    name = _UNITS[unit][0 if value == 1 else 1]
    return Bilingual(f"{value}{name.zh}", f"{value} {name.en}")
