"""The master keys that wrap persons' data keys. They never stand in the database.

A ring has numbered master keys, of which one wraps new data keys, and one root for blind indexes. Changing the master key
re-wraps 40 bytes a person and touches no data; retiring the old one afterwards makes what backups hold of it worthless.
"""

from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from fairclaim.domain.bilingual import Bilingual
from fairclaim.store.errors import KeyRingError

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A key that only a master key can open.

    Parameters
    ----------
    version : int
        Number of the master key.
    data : bytes
        The wrapped key; for :class:`MasterKeys` 40 bytes.
    """

    version: int
    data: bytes


class KeyRing(Protocol):
    """What the store needs of keys; a key management service can stand behind it."""

    @property
    def current_version(self) -> int:
        """Number of the master key that wraps new keys."""
        ...

    def wrap(self, key: bytes) -> Wrapped:
        """Wrap a key under the current master key."""
        ...

    def unwrap(self, wrapped: Wrapped) -> bytes:
        """Return the key.

        Raises
        ------
        KeyRingError
            If the master key is retired or unknown, or the bytes were changed.
        """
        ...

    def index_key(self, *, tenant: str, column: str) -> bytes:
        """Return the 32-byte key of one blind index."""
        ...


class MasterKeys:
    """A ring in memory. AES-256 key wrap (RFC 3394); index keys by HKDF-SHA256 (RFC 5869) from a root of their own.

    Parameters
    ----------
    keys : dict
        Master keys by number, 32 bytes each.
    current : int
        Which of them wraps new keys.
    index_root : bytes
        32 bytes, independent of the master keys: it does not change when they do.

    Raises
    ------
    KeyRingError
        If a key has another length or the current one is missing.
    """

    def __init__(self, keys: dict[int, bytes], *, current: int, index_root: bytes) -> None:
        if current not in keys or any(len(key) != KEY_BYTES for key in (*keys.values(), index_root)):
            raise KeyRingError(_MALFORMED)
        self._keys = dict(keys)
        self._current = current
        self._index_root = index_root

    def __repr__(self) -> str:
        """Tell which keys there are, and nothing of them."""
        return f"MasterKeys(versions={sorted(self._keys)}, current={self._current})"

    @property
    def current_version(self) -> int:
        """See :class:`KeyRing`."""
        return self._current

    def wrap(self, key: bytes) -> Wrapped:
        """See :class:`KeyRing`."""
        return Wrapped(self._current, aes_key_wrap(self._keys[self._current], key))

    def unwrap(self, wrapped: Wrapped) -> bytes:
        """See :class:`KeyRing`."""
        master = self._keys.get(wrapped.version)
        if master is None:
            raise KeyRingError(
                Bilingual(
                    f"密钥环中没有第 {wrapped.version} 版主密钥。",
                    f"Master key {wrapped.version} is not in the key ring.",
                )
            )
        try:
            return aes_key_unwrap(master, wrapped.data)
        except InvalidUnwrap as exc:
            raise KeyRingError(_CHANGED) from exc

    def index_key(self, *, tenant: str, column: str) -> bytes:
        """See :class:`KeyRing`."""
        info = f"fairclaim.blind-index/1\0{tenant}\0{column}".encode()
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(self._index_root)


_MALFORMED = Bilingual(
    "密钥环格式不正确：每个密钥须为 32 字节，且须包含当前主密钥。",
    "The key ring is malformed: every key has 32 bytes, and the current master key is among them.",
)
_CHANGED = Bilingual(
    "数据密钥无法解开：主密钥不符或数据已被改动。",
    "The data key cannot be unwrapped: another master key, or changed bytes.",
)
