"""The key that signs the evidence log, in a file that only its owner can read: Ed25519 in PEM (PKCS #8)."""

import os
import secrets
import stat
from pathlib import Path

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.store.errors import KeyRingError

NAME = "evidence.pem"
PRIVATE = 0o600
SEED_BYTES = 32


def create_evidence_key(path: Path) -> Ed25519Signer:
    """Make a new key file.

    Raises
    ------
    KeyRingError
        If a file is there already: keys are never overwritten.
    """
    signer = Ed25519Signer.from_seed(secrets.token_bytes(SEED_BYTES))
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError as exc:
        raise KeyRingError(
            Bilingual(f"密钥文件 {path} 已存在，不会覆盖。", f"{path} exists; keys are never overwritten.")
        ) from exc
    with os.fdopen(handle, "wb") as file:
        file.write(signer.to_pem())
        file.flush()
        os.fsync(file.fileno())
    return signer


def read_evidence_key(path: Path) -> Ed25519Signer:
    """Read a key file.

    Raises
    ------
    KeyRingError
        If it is not there, is no such key, or can be read by others than its owner.
    """
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            signer = Ed25519Signer.from_pem(file.read())
    except (OSError, UsageError) as exc:
        raise KeyRingError(Bilingual(f"无法读取签名密钥 {path}。", f"The signing key {path} cannot be read.")) from exc
    if os.name == "posix" and mode & 0o077:
        raise KeyRingError(
            Bilingual(
                f"签名密钥 {path} 的权限过宽（{mode:04o}）。请运行：chmod 600 {path}",
                f"Others can read the signing key {path} ({mode:04o}). Run: chmod 600 {path}",
            )
        )
    return signer
