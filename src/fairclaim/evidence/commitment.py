"""Salted commitments: a log can promise a file without saying anything about it, and a person's data can be erased with proof.

``SHA-256(salt || SHA-256(file))``, both 32 bytes. Who has file and salt can show that this very file was logged. Once the salt
is destroyed nobody can, not even who still has the file: the commitment is then 32 bytes without a meaning.
"""

import hashlib
from hmac import compare_digest
from typing import Final

from fairclaim.evidence.faults import broken

SALT_BYTES: Final = 32


def commit(salt: bytes, digest: bytes) -> bytes:
    """Return the commitment to a file's SHA-256.

    Parameters
    ----------
    salt : bytes
        32 bytes from a source of randomness; a new one for every file.
    digest : bytes
        SHA-256 of the file, 32 bytes.

    Raises
    ------
    ValueError
        If one has another length: the boundary between them would not be fixed.
    """
    if len(salt) != SALT_BYTES or len(digest) != hashlib.sha256().digest_size:
        raise ValueError("salt and digest have 32 bytes each")
    return hashlib.sha256(salt + digest).digest()


def verify_commitment(commitment: bytes, *, salt: bytes, digest: bytes) -> bytes:
    """Return the digest if the commitment is to it.

    Raises
    ------
    IntegrityError
        If it is to another file, or the salt is another.
    """
    if not compare_digest(commit(salt, digest), commitment):
        raise broken("文件不是日志中承诺的那一份", "the file is not the one that was committed in the log")
    return digest
