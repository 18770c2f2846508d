"""The result file of ``fairclaim batch``: append-only, durable line by line, and readable after a kill."""

import json
import os
import stat
from collections.abc import Mapping
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from fairclaim.cli.output import cannot_write, make_folder
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.domain.examination import SCHEMA

_OPENING: Final = json.dumps({"schema": SCHEMA})[:-1].encode()
"""How every line begins: a file that begins otherwise is somebody's, and is left alone."""

_FAMILY: Final = SCHEMA.rsplit("/", 1)[0] + "/"
_MAX_LINE_BYTES: Final = 1 << 28


class ResultFile:
    """Results so far, and a place to append the next. Use as a context manager.

    A line counts once it ends in a newline; a torn last line (the process was killed while writing) is cut off on opening,
    so that its case is examined again. Every line is on disk before the next case is reported done. Nothing else is ever
    removed: a file that holds anything but results is refused untouched, and so is one that another batch writes to.

    Parameters
    ----------
    path : Path
        Created if absent.

    Raises
    ------
    UsageError
        If it cannot be written, is in use, or holds something else.
    UnavailableError
        If the disk is full.
    """

    def __init__(self, path: Path) -> None:
        make_folder(path.parent)
        self._path = path
        self._file = _open(path)
        try:
            self._require_regular()
            self._lock()
            self.done = self._read_done()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def append(self, case: str, line: bytes) -> None:
        """Write one result and wait until it is on disk.

        Parameters
        ----------
        case : str
            Whose result it is.
        line : bytes
            The record as JSON, without a newline.

        Raises
        ------
        UnavailableError
            If the disk is full; what was written of the line is taken back.
        """
        end = self._file.seek(0, os.SEEK_END)
        rest = memoryview(line + b"\n")
        try:
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
            os.fsync(self._file.fileno())
        except OSError as exc:
            self._file.truncate(end)
            raise cannot_write(str(self._path), exc) from exc
        self.done.add(case)

    def _require_regular(self) -> None:
        if not stat.S_ISREG(os.fstat(self._file.fileno()).st_mode):
            raise self._refused("不是普通文件", "is no regular file")

    def _lock(self) -> None:
        """Let no second batch write the same file; the system lifts the lock when this process ends, however it ends."""
        try:
            import fcntl  # noqa: PLC0415  (not on Windows)
        except ImportError:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise UsageError(
                Bilingual(
                    f"另一个 fairclaim batch 正在写入 {self._path}。请等它结束，或用 --out 换一个文件。",
                    f"Another fairclaim batch is writing {self._path}. Wait for it, or choose another --out.",
                )
            ) from exc
        except OSError:  # a file system without locks
            return

    def _read_done(self) -> set[str]:
        done: set[str] = set()
        sound_end = number = 0
        self._file.seek(0)
        with open(self._file.fileno(), "rb", closefd=False) as lines:  # a second, buffered view of it
            while line := lines.readline(_MAX_LINE_BYTES):
                number += 1
                if not line.endswith(b"\n"):
                    self._require_torn(line, number)
                    break
                sound_end += len(line)
                if line.strip():
                    done.add(self._case_of(line, number))
        self._file.truncate(sound_end)
        return done

    def _require_torn(self, line: bytes, number: int) -> None:
        """Accept the beginning of a result, or the zeros that a power cut leaves."""
        beginning = line.rstrip(b"\0")[: len(_OPENING)]
        if len(line) == _MAX_LINE_BYTES or not _OPENING.startswith(beginning):
            raise self._no_result(number)

    def _case_of(self, line: bytes, number: int) -> str:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as exc:
            raise self._no_result(number) from exc
        if not isinstance(record, Mapping) or not str(record.get("schema")).startswith(_FAMILY):
            raise self._no_result(number)
        return str(record.get("case"))

    def _no_result(self, number: int) -> UsageError:
        return self._refused(f"第 {number} 行不是检验结果", f"line {number} is no result of an examination")

    def _refused(self, zh: str, en: str) -> UsageError:
        return UsageError(
            Bilingual(
                f"{self._path}：{zh}。文件未改动；请用 --out 换一个文件。",
                f"{self._path}: {en}. It was left as it is; choose another --out.",
            )
        )


def _open(path: Path) -> FileIO:
    try:
        return path.open("a+b", buffering=0)
    except OSError as exc:
        raise cannot_write(str(path), exc) from exc
