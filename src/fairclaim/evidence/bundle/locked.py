"""Bundles that only their recipient can open: encrypted with age (age-encryption.org/v1), as a bundle for a court holds personal data.

age does not say who encrypted: that is the seal's task, inside. Anybody with the program ``age`` can open one without us.
"""

from collections.abc import Sequence
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]  # ships no types

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.faults import broken


def lock(bundle: BinaryIO, target: BinaryIO, *, recipients: Sequence[str]) -> None:
    """Encrypt a bundle to one or more recipients (``age1…``).

    Raises
    ------
    UsageError
        If there is no recipient, or one is none.
    """
    try:
        keys = [pyrage.x25519.Recipient.from_str(one.strip()) for one in recipients]
    except pyrage.RecipientError as exc:
        raise UsageError(Bilingual("接收方公钥应为 age1… 格式。", "A recipient is an age key: age1….")) from exc
    if not keys:
        raise UsageError(Bilingual("没有接收方。", "There is no recipient."))
    pyrage.encrypt_io(bundle, target, keys)


def unlock(locked: BinaryIO, target: BinaryIO, *, identity: str) -> None:
    """Decrypt a bundle with the recipient's own key file (lines ``AGE-SECRET-KEY-1…``; others are comments).

    Raises
    ------
    UsageError
        If the file holds no such key.
    IntegrityError
        If none of them opens the bundle, or its bytes have changed.
    """
    try:
        lines = [line.strip() for line in identity.splitlines()]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError as exc:
        raise UsageError(Bilingual("私钥文件不是 age 私钥。", "The identity file is no age key.")) from exc
    if not keys:
        raise UsageError(Bilingual("私钥文件中没有 age 私钥。", "The identity file holds no age key."))
    try:
        pyrage.decrypt_io(locked, target, keys)
    except (pyrage.DecryptError, OSError) as exc:
        raise broken(
            "无法解密：密钥不是接收方的，或字节已改变",
            "it does not open: the key is not the recipient's, or bytes have changed",
        ) from exc
