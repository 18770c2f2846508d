"""The result file of ``fairclaim batch``: append-only, durable line by line, and readable after a kill."""

import json
import os
from pathlib import Path
from typing import BinaryIO


class ResultFile:
    """Results so far, and a place to append the next.

    A line counts once it ends in a newline; a torn last line (the process was killed while writing) is cut off on opening,
    so that its case is examined again. Every line is on disk before the next case is reported done.

    Parameters
    ----------
    path : Path
        Created if absent.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = path.open("a+b")
        self.done = self._read_done()

    def _read_done(self) -> set[str]:
        self._file.seek(0)
        done: set[str] = set()
        sound_end = 0
        for line in self._file:
            case = _case_of(line)
            if case is None:
                break
            done.add(case)
            sound_end += len(line)
        self._file.truncate(sound_end)
        return done

    def append(self, record: dict[str, object]) -> None:
        """Write one result and wait until it is on disk."""
        self._file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.done.add(str(record["case"]))

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _case_of(line: bytes) -> str | None:
    """Return the case of a whole line, None for a torn one."""
    if not line.endswith(b"\n"):
        return None
    try:
        return str(json.loads(line)["case"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
