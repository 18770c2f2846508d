"""The service-provider code of TC260-PG-20252A: 27 characters that name a legal entity.

::

    00   1   1   91110102MACQD9K640   1   0000
    |    |   |   |                    |   └── 24-27 model or application, chosen by the provider
    |    |   |   |                    └────── 23    1 generating service, 2 propagating service
    |    |   |   └─────────────────────────── 5-22  unified social credit code (GB 32100-2015)
    |    |   └─────────────────────────────── 4     bound to: 1 = unified social credit code
    |    └─────────────────────────────────── 3     subject: 1 = organisation
    └──────────────────────────────────────── 1-2   format

The check digit of the credit code finds typing errors and careless inventions. It proves nothing about who wrote the
code: anyone can copy a genuine one. A code names a company, not one of its applications.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from fairclaim.domain.bilingual import Bilingual

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 symbols of GB 32100-2015; I, O, S, V and Z are left out."""

WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
"""GB 32100-2015: the weight of position i (from 0) is 3 to the power i, modulo 31."""

_CREDIT_CODE = re.compile(rf"[{ALPHABET}]{{18}}")
_PROVIDER_CODE = re.compile(rf"0011([{ALPHABET}]{{18}})([12])([0-9A-Z]{{4}})")
_ATTEMPT = re.compile(r"0011[0-9A-Z]{16,60}")


class Service(StrEnum):
    """What the provider does (position 23)."""

    GENERATING = "generating"
    PROPAGATING = "propagating"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderCode:
    """A provider code, or a credit code written without the frame around it.

    Parameters
    ----------
    text : str
        As written, upper case.
    credit_code : str
        18 characters.
    expected_check_digit : str
        What position 18 of the credit code must be.
    service : Service or None
        None for a credit code that stands alone.
    application : str
        Four characters, or "" for a credit code that stands alone.
    """

    text: str
    credit_code: str
    expected_check_digit: str
    service: Service | None = None
    application: str = ""

    @property
    def has_valid_check_digit(self) -> bool:
        """Whether position 18 of the credit code follows from the other 17."""
        return self.credit_code[17] == self.expected_check_digit


@dataclass(frozen=True, slots=True)
class NotACode:
    """A text that is no code: a plain name, or a failed attempt at a code.

    Parameters
    ----------
    text : str
        As written.
    resembles_code : bool
        True where it starts like a 27-character code but does not keep its form.
    """

    text: str
    resembles_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A service whose code or name was seen in real files.

    Parameters
    ----------
    name : Bilingual
        The services known to write this code; a code names their company.
    credit_code : str or None
        18 characters.
    names : tuple of str
        Plain names that the service writes instead of a code, lower case.
    source : str
        Where the observation is published.
    """

    name: Bilingual
    credit_code: str | None
    names: tuple[str, ...]
    source: str


def check_digit(credit_code: str) -> str:
    """Return the symbol that must stand in position 18, computed from the first 17 (GB 32100-2015).

    Raises
    ------
    ValueError
        If the first 17 characters are not symbols of the alphabet.

    Examples
    --------
    >>> check_digit("91110102MACQD9K64")
    '0'
    """
    total = sum(ALPHABET.index(symbol) * weight for symbol, weight in zip(credit_code[:17], WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def parse_provider_code(text: str) -> ProviderCode | NotACode:
    """Take a ``ContentProducer`` or ``ContentPropagator`` apart; never fails.

    A wrong check digit is still a code, so that the caller can say what is wrong with it.
    """
    code = text.strip().upper() if text.isascii() else ""
    if match := _PROVIDER_CODE.fullmatch(code):
        service = Service.GENERATING if match[2] == "1" else Service.PROPAGATING
        return ProviderCode(
            text=code,
            credit_code=match[1],
            expected_check_digit=check_digit(match[1]),
            service=service,
            application=match[3],
        )
    if _CREDIT_CODE.fullmatch(code):
        return ProviderCode(text=code, credit_code=code, expected_check_digit=check_digit(code))
    return NotACode(text, _ATTEMPT.fullmatch(code) is not None)


def known_provider(text: str) -> Provider | None:
    """Return the provider known to write this code or name, or None."""
    code = parse_provider_code(text)
    if isinstance(code, ProviderCode):
        return next((one for one in known_providers() if one.credit_code == code.credit_code), None)
    name = text.strip().casefold()
    return next((one for one in known_providers() if name in one.names), None)


@cache
def known_providers() -> tuple[Provider, ...]:
    """Return the table ``known_providers.json`` of this package."""
    file = resources.files(__package__ or "").joinpath("known_providers.json")
    table = json.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Provider(
            name=Bilingual(row["zh"], row["en"]),
            credit_code=row.get("credit_code"),
            names=tuple(row.get("names", ())),
            source=table["sources"][row["source"]],
        )
        for row in table["providers"]
    )
