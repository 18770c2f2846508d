"""Digests of files that need not fit into memory: SHA-256, CRC-32 for the archive, and SM3 where it is asked for."""

import hashlib
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Final

from cryptography.hazmat.primitives.hashes import SM3, Hash

from fairclaim.evidence.faults import broken

CHUNK_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class FileDigest:
    """What identifies a file's bytes; ``sm3`` is None where it was not computed."""

    size: int
    crc32: int
    sha256: bytes
    sm3: bytes | None = None


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(data).digest()


def sm3(data: bytes) -> bytes:
    """Return the SM3 (GB/T 32905-2016) of bytes."""
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize()


def digest_file(file: BinaryIO, size: int, *, with_sm3: bool = False) -> FileDigest:
    """Digest the next ``size`` bytes.

    Raises
    ------
    IntegrityError
        If the file ends before.
    """
    digest, second, crc, left = hashlib.sha256(), Hash(SM3()) if with_sm3 else None, 0, size
    while left:
        chunk = file.read(min(CHUNK_BYTES, left))
        if not chunk:
            raise broken("文件提前结束", "the file ends early")
        digest.update(chunk)
        crc = zlib.crc32(chunk, crc)
        if second is not None:
            second.update(chunk)
        left -= len(chunk)
    return FileDigest(size, crc, digest.digest(), second.finalize() if second else None)
