"""Files that take seconds to make and can be made again at any time, kept in a folder of the desk's own."""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_KEY: Final = re.compile(r"[0-9a-f]{64}")
_NAME: Final = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
PRIVATE: Final = 0o700


class KeptFiles:
    """Sets of files by a digest of what they were made from. Processes may share a folder.

    Parameters
    ----------
    folder : Path
        Made with the first set, readable by its owner alone. Nothing else may lie in it.
    max_bytes : int
        What it may hold; the longest unused sets go first.
    """

    def __init__(self, folder: Path, *, max_bytes: int = 1 << 30) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def find(self, key: str) -> dict[str, bytes] | None:
        """Return a set of files by name; None if it is not kept, or cannot be read."""
        place = self._place(key)
        try:
            os.utime(place)
            return {path.name: path.read_bytes() for path in place.iterdir()}
        except OSError:
            return None

    def keep(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep a set, in one step; a folder that cannot be written costs time, and no answer."""
        if not all(_NAME.fullmatch(name) for name in files):
            raise ValueError("a plain name")
        place = self._place(key)
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            beside = Path(tempfile.mkdtemp(dir=self._folder))
            try:
                for name, data in files.items():
                    (beside / name).write_bytes(data)
                beside.rename(place)  # fails where somebody has kept the same set meanwhile
            finally:
                shutil.rmtree(beside, ignore_errors=True)
            self._sweep()

    def forget(self) -> None:
        """Throw everything away."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("a SHA-256 in hexadecimal")
        return self._folder / key

    def _sweep(self) -> None:
        sets = [place for place in self._folder.iterdir() if _KEY.fullmatch(place.name)]
        sizes = {place: sum(path.stat().st_size for path in place.iterdir()) for place in sets}
        held = sum(sizes.values())
        for place in sorted(sets, key=lambda one: one.stat().st_mtime_ns)[:-1]:
            if held <= self._max_bytes:
                return
            shutil.rmtree(place, ignore_errors=True)
            held -= sizes[place]
