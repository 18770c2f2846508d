"""PEM as this program writes it (RFC 7468): one spelling only, so that no byte of a file is without meaning."""

import base64
import binascii
from typing import Final

from fairclaim.evidence.faults import broken

_LINE: Final = 64


def to_pem(label: str, der: bytes) -> bytes:
    """Return one PEM block."""
    text = base64.b64encode(der).decode()
    lines = [text[start : start + _LINE] for start in range(0, len(text), _LINE)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode()


def read_pem(label: str, pem: bytes, *, at_most: int) -> tuple[bytes, ...]:
    """Return the contents of one or more blocks of a label and nothing else.

    Raises
    ------
    IntegrityError
        If there is none, too many, anything between them, or another spelling.
    """
    begin, end = f"-----BEGIN {label}-----\n".encode(), f"-----END {label}-----\n".encode()
    found = []
    for block in pem.split(begin)[1:]:
        try:
            found.append(base64.b64decode(block.removesuffix(end).replace(b"\n", b""), validate=True))
        except binascii.Error as exc:
            raise broken("PEM 内容无法读取", "the PEM block cannot be read") from exc
    if not 0 < len(found) <= at_most or b"".join(to_pem(label, one) for one in found) != pem:
        raise broken(f"不是规范的 PEM（{label}）", f"it is no plain PEM ({label})")
    return tuple(found)
