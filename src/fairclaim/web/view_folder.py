"""A folder of what can be made again at any time from originals, of bounded size: the longest unused go first.

What lies there is named by the digest of its original, and can be forgotten by it. Several processes may share a folder.
"""

import contextlib
import os
import re
import tempfile
import threading
from pathlib import Path

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

_DIGEST = re.compile(r"[0-9a-f]{64}")
_SWEEP_SHARE = 16


class NoDigestError(UsageError):
    """An original is not named by a digest."""

    code = "no-digest"

    def __init__(self) -> None:
        super().__init__(Bilingual("须以 SHA-256 命名原件。", "An original is named by its SHA-256."))


class ViewFolder:
    """One may serve all threads of a process.

    Parameters
    ----------
    folder : Path
        Made if it is not there, readable by its owner alone. Nothing else may lie in it.
    max_bytes : int
        What it may hold.
    """

    def __init__(self, folder: Path, *, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._forgotten: set[str] = set()
        self._lock = threading.Lock()
        self._written = 0
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()

    def path(self, digest: str, name: str) -> Path:
        """Return where a view of an original is, or would be.

        Raises
        ------
        NoDigestError
            If the digest is none.
        """
        if not _DIGEST.fullmatch(digest):
            raise NoDigestError
        return self._folder / digest[:2] / digest / name

    def read(self, path: Path) -> bytes | None:
        """Return a kept view and mark it as used; None if it is not there."""
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data

    def has(self, path: Path) -> bool:
        """Tell whether a view is kept, and mark it as used."""
        try:
            os.utime(path)
        except OSError:
            return False
        return True

    def is_forgotten(self, digest: str) -> bool:
        """Tell whether nothing of an original may be kept any more."""
        return digest in self._forgotten

    def keep(self, digest: str, path: Path, data: bytes) -> None:
        """Write a view in one step; a folder that cannot be written costs speed, not the answer."""
        if digest in self._forgotten:
            return
        try:
            for place in (path.parent.parent, path.parent):
                place.mkdir(mode=0o700, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except OSError:
            return
        if digest in self._forgotten:  # forgotten while it was written
            path.unlink(missing_ok=True)
        with self._lock:
            self._written += len(data)
            is_due = self._written > self._max_bytes // _SWEEP_SHARE
            if is_due:
                self._written = 0
        if is_due:
            self._sweep()

    def forget(self, digest: str) -> None:
        """Throw away everything of an original, and keep nothing of it from now on."""
        place = self.path(digest, "")
        self._forgotten.add(digest)
        for path in _files(place):
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            place.rmdir()

    def _sweep(self) -> None:
        """Throw away the longest unused until there is room for what is written before the next sweep."""
        found = []
        for path in _files(self._folder):
            with contextlib.suppress(OSError):
                facts = path.stat()
                found.append((facts.st_mtime_ns, facts.st_size, path))
        held = sum(size for _, size, _ in found)
        room = self._max_bytes - self._max_bytes // _SWEEP_SHARE
        for _, size, path in sorted(found):
            if held <= room:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                held -= size


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
