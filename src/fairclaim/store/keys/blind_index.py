"""Blind indexes: find a row by a phone or an order number without storing either.

HMAC-SHA256 of the normalised value under a key of its own for every tenant and column, cut to 16 bytes. Equal values have
equal digests inside one tenant and column, so columns of few values (a city, a gender) are never indexed.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable

from fairclaim.store.keys.key_ring import KeyRing

DIGEST_BYTES = 16
CHINA = "+86"
MOBILE_CN = re.compile(r"1\d{10}")


def phone(text: str) -> str:
    """Return a phone number as E.164 wants it; eleven digits that start with 1 are taken for mainland China.

    Examples
    --------
    >>> phone("138-0013 8000")
    '+8613800138000'
    """
    plain = unicodedata.normalize("NFKC", text)
    digits = re.sub(r"\D", "", plain)
    if plain.strip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"{CHINA}{digits}" if MOBILE_CN.fullmatch(digits) else digits


def number(text: str) -> str:
    """Return an order or tracking number without spaces and dashes, in capitals.

    Examples
    --------
    >>> number(" sf-1024 7788 ")
    'SF10247788'
    """
    return re.sub(r"[\s\-_]", "", unicodedata.normalize("NFKC", text)).upper()


def words(text: str) -> str:
    """Return a name or an address line with one space between words, case folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def exact(text: str) -> str:
    """Return a text as it is: identifiers of other systems tell small letters from capitals."""
    return text


NORMAL_FORMS: dict[str, Callable[[str], str]] = {
    "phone": phone,
    "order-number": number,
    "tracking": number,
    "subject": exact,
    "payout": exact,
    "device": exact,
    "address": exact,
}
"""By the index's name; any other is compared as :func:`words`."""


def blind_digest(ring: KeyRing, value: str, *, tenant: str, name: str) -> bytes:
    """Return the digest by which a value is found, 16 bytes."""
    normal = NORMAL_FORMS.get(name, words)(value)
    key = ring.index_key(tenant=tenant, column=name)
    return hmac.new(key, normal.encode(), hashlib.sha256).digest()[:DIGEST_BYTES]
