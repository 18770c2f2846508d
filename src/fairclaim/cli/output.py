"""What leaves a command: lines for people, JSON for programs, files.

A reader that went away is no error; a full disk, or a folder that may not be written, is one sentence and a status.
"""

import errno
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError, UnavailableError, UsageError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""The place is right, but it takes no more."""


def cannot_write(name: str, cause: OSError) -> FairclaimError:
    """Return the error to raise: the operator's where the disk takes no more, else the caller's."""
    why = cause.strerror or type(cause).__name__
    if cause.errno in _NO_ROOM:
        return UnavailableError(
            Bilingual(
                f"无法写入 {name}：{why}。请腾出空间后重试。", f"Cannot write {name}: {why}. Make room and try again."
            )
        )
    return UsageError(
        Bilingual(f"无法写入 {name}：{why}。请换一个位置。", f"Cannot write {name}: {why}. Choose another place.")
    )


def make_folder(folder: Path) -> None:
    """Make a folder and its parents.

    Raises
    ------
    UsageError
        If it cannot be made; UnavailableError if the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise cannot_write(str(folder), exc) from exc


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file, making its folder; errors as :func:`make_folder`."""
    make_folder(path.parent)
    try:
        path.write_bytes(data)
    except OSError as exc:
        raise cannot_write(str(path), exc) from exc


def to_json(record: Mapping[str, object]) -> str:
    """Return one line of JSON that is always valid UTF-8: Chinese as it is, broken file names escaped."""
    text = json.dumps(record, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair: a name that is no valid Unicode
        return json.dumps(record)
    return text


def print_json(record: Mapping[str, object]) -> None:
    """Print one JSON object, in UTF-8 whatever the terminal's encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    print_line(to_json(record))


def print_line(text: str) -> None:
    """Print one line on standard output."""
    print(text)  # noqa: T201


@contextmanager
def printing() -> Iterator[None]:
    """Print inside; a reader that goes away ends the printing, not the command.

    Raises
    ------
    UsageError
        If standard output cannot be written; UnavailableError if its disk is full.
    """
    try:
        yield
        if sys.stdout is not None:  # closed by the caller: nothing is printed
            sys.stdout.flush()
    except BrokenPipeError:
        _lead_nowhere()
    except OSError as exc:
        _lead_nowhere()
        raise cannot_write("standard output", exc) from exc


def say(message: Bilingual, language: str) -> None:
    """Say one sentence on standard error."""
    from fairclaim.report.text import printable  # noqa: PLC0415  (only once there is something to say)

    line = f"fairclaim: {printable(message.zh if language == 'zh' else message.en)}"
    with suppress(OSError):  # nobody listens
        print(line, file=sys.stderr, flush=True)  # noqa: T201


def replace_unprintable() -> None:
    """Let a terminal that lacks a character show a question mark rather than end the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def silence_log() -> None:
    """Keep the library's log off the terminal: what a person must know, the command says itself."""
    import logging  # noqa: PLC0415  (not to say the version)

    logging.getLogger("fairclaim").addHandler(logging.NullHandler())


def _lead_nowhere() -> None:
    """Send what is still buffered nowhere, so that closing standard output at the end does not fail again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
