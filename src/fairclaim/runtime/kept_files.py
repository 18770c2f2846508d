"""Files that take seconds to make and can be made again at any time, kept sealed in a folder of the desk's own.

A set is sealed under a key made of the desk's own secret and of what the set was made from. Once that is erased, nobody can make the key
again, and whatever copy of the folder there is holds noise.
"""

import contextlib
import hmac
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PRIVATE: Final = 0o700
NONCE_BYTES: Final = 12
_KEY: Final = re.compile(r"[0-9a-f]{64}")


class KeptFiles:
    """Sets of files by a digest of what they were made from. Processes may share a folder.

    Parameters
    ----------
    folder : Path
        Made with the first set, readable by its owner alone. Nothing else may lie in it.
    secret : bytes
        The desk's own, the same for every process.
    max_bytes : int
        What it may hold; the longest unused sets go first.
    """

    def __init__(self, folder: Path, *, secret: bytes, max_bytes: int = 1 << 30) -> None:
        self._folder = folder
        self._secret = secret
        self._max_bytes = max_bytes

    def find(self, key: str) -> dict[str, bytes] | None:
        """Return a set of files by name; None if it is not kept, or cannot be read.

        Parameters
        ----------
        key : str
            SHA-256 of all that the set was made from, hexadecimal. It is written nowhere.
        """
        place, cipher = self._place(key), self._cipher(key)
        try:
            sealed = place.read_bytes()
            os.utime(place)
            return _unpacked(cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None))
        except (OSError, InvalidTag, ValueError):
            return None

    def keep(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep a set, in one step; a folder that cannot be written costs time, and no answer."""
        place, nonce = self._place(key), os.urandom(NONCE_BYTES)
        sealed = nonce + self._cipher(key).encrypt(nonce, _packed(files), None)
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(sealed)
            Path(name).replace(place)
            self._sweep()

    def forget(self) -> None:
        """Throw everything away."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("a SHA-256 in hexadecimal")
        return self._folder / self._derived(key, b"name").hex()

    def _cipher(self, key: str) -> AESGCM:
        return AESGCM(self._derived(key, b"key"))

    def _derived(self, key: str, what: bytes) -> bytes:
        return hmac.digest(self._secret, what + b" " + key.encode(), "sha256")

    def _sweep(self) -> None:
        facts = [(path, path.stat()) for path in self._folder.iterdir()]
        held = sum(one.st_size for _, one in facts)
        for path, one in sorted(facts, key=lambda fact: fact[1].st_mtime_ns)[:-1]:
            if held <= self._max_bytes:
                return
            path.unlink(missing_ok=True)
            held -= one.st_size


def _packed(files: Mapping[str, bytes]) -> bytes:
    head = json.dumps([[name, len(data)] for name, data in files.items()]).encode()
    return b"".join((head, b"\n", *files.values()))


def _unpacked(data: bytes) -> dict[str, bytes]:
    head, _, rest = data.partition(b"\n")
    files, start = {}, 0
    for name, size in json.loads(head):
        files[name] = rest[start : start + size]
        start += size
    return files
