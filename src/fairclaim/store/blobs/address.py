"""Where bytes stand: the SHA-256 of what is stored. No name that anybody sent ever becomes a path."""

import hashlib
import re
from typing import NewType

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

Address = NewType("Address", str)
"""64 lowercase hexadecimal digits."""

FORM = re.compile(r"[0-9a-f]{64}", re.ASCII)
TENANT_DIGITS = 32


def address_of(data: bytes) -> Address:
    """Return where bytes belong."""
    return Address(hashlib.sha256(data).hexdigest())


def parse_address(text: str) -> Address:
    """Return the address that a text names.

    Raises
    ------
    UsageError
        If it is none.
    """
    if not FORM.fullmatch(text):
        raise UsageError(
            Bilingual("文件地址须为 64 位小写十六进制数。", "A blob's address has 64 lowercase hex digits.")
        )
    return Address(text)


def folder_of(tenant: str) -> str:
    """Return the folder of a tenant's bytes inside a blob store."""
    return hashlib.sha256(tenant.encode()).hexdigest()[:TENANT_DIGITS]


def path_of(tenant: str, address: Address) -> str:
    """Return the path inside a blob store.

    Tenants do not share blobs: what one erases the other keeps, and whether a picture is known elsewhere cannot be probed.

    Examples
    --------
    >>> path_of("shop", Address("ab" * 32)).count("/")
    3
    """
    return f"{folder_of(tenant)}/{address[:2]}/{address[2:4]}/{address}"
