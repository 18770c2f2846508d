"""``fairclaim label read``: what the labels of files say, for people and for programs."""

import argparse
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fairclaim.cli.exits import Exit
from fairclaim.cli.output import print_json, print_line, printing, say
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import InputError, NotReadableError
from fairclaim.forensics.labels.aigc import FoundLabel, find_labels
from fairclaim.forensics.labels.answer import Answer, answer_of, standard_labels
from fairclaim.forensics.labels.record import to_records
from fairclaim.forensics.labels.sentences import INTEGRITY, describe
from fairclaim.forensics.labels.signature import Integrity, label_integrity
from fairclaim.imaging.source import FileSource
from fairclaim.imaging.stated import read_stated
from fairclaim.report.text import printable
from fairclaim.version import __version__

SCHEMA = "fairclaim.labels/1"

_ANSWERS: Mapping[Answer, Bilingual] = {
    Answer.FOUND: Bilingual("有标识", "labelled"),
    Answer.CONFLICTING: Bilingual("标识互相矛盾", "labels that contradict each other"),
    Answer.PRIVATE: Bilingual("仅有厂商自有标记", "a vendor's own mark only"),
    Answer.UNREADABLE: Bilingual("标识无法解读", "a label that cannot be read"),
    Answer.NONE: Bilingual("没有标识（不说明任何问题）", "no label (which says nothing)"),
}


@dataclass(frozen=True, slots=True)
class FileLabels:
    """What one file carries; ``error`` where it could not be read."""

    path: Path
    sha256: str | None = None
    media_type: str | None = None
    found: tuple[FoundLabel, ...] = ()
    error: InputError | None = None


def run(arguments: argparse.Namespace) -> Exit:
    """Read every file; unreadable when any could not be."""
    read = [read_labels(path) for path in arguments.files]
    with printing():
        if arguments.json:
            print_json({"schema": SCHEMA, "version": __version__, "files": [_to_record(one) for one in read]})
        else:
            for one in read:
                _print(one, arguments.language)
    failed = [(one.path, one.error) for one in read if one.error is not None]
    for path, error in failed:
        is_named = isinstance(error, NotReadableError)  # its message names the file already
        words = error.message
        say(words if is_named else Bilingual(f"{path}：{words.zh}", f"{path}: {words.en}"), arguments.language)
    return Exit.UNREADABLE if failed else Exit.DONE


def read_labels(path: Path) -> FileLabels:
    """Read the labels of a file on disk; what goes wrong stands in the answer."""
    try:
        with path.open("rb") as file:
            stated = read_stated(FileSource(file))
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except InputError as error:
        return FileLabels(path, error=error)
    except (OSError, ValueError) as exc:  # ValueError: a path that no file system can hold
        cause = exc.strerror if isinstance(exc, OSError) else None
        return FileLabels(path, error=NotReadableError(str(path), cause or type(exc).__name__))
    return FileLabels(path, digest, stated.structure.media_type, find_labels(stated.metadata))


def _to_record(read: FileLabels) -> dict[str, object]:
    error = read.error
    return {
        "path": str(read.path),
        "sha256": read.sha256,
        "media_type": read.media_type,
        "answer": None if error else answer_of(read.found).value,
        "labels": to_records(read.found),
        "error": {"code": error.code, "message": {"zh": error.message.zh, "en": error.message.en}} if error else None,
    }


def _print(read: FileLabels, language: str) -> None:
    if read.error is not None:
        return

    def chosen(text: Bilingual) -> str:
        return printable(text.zh if language == "zh" else text.en)

    print_line(f"{printable(str(read.path))} · {read.media_type} · {chosen(_ANSWERS[answer_of(read.found)])}")
    for one in read.found:
        print_line(f"  {chosen(describe(one))}")
    for label in standard_labels(read.found):
        state = label_integrity(label)
        if state is not Integrity.NONE:
            print_line(f"  {chosen(INTEGRITY[state])}")
