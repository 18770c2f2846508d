"""What runs inside one worker process of ``fairclaim batch`` on this machine: one examiner, one case after another.

Nothing of it outlives its parent: it leaves when the parent is gone, and its decoder follows. Ctrl-C is the parent's
affair.
"""

import json
import signal
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING

from fairclaim.cli.batch_cases import CaseLine
from fairclaim.cli.output import silence_log, to_json
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.examination import Examination, ExhibitError, ExhibitFacts
from fairclaim.domain.exhibit import ExhibitId, Role, read_exhibit
from fairclaim.forensics.examine import Examiner
from fairclaim.forensics.fusion import fuse
from fairclaim.forensics.settings import ExamineSettings
from fairclaim.imaging.one_core import end_with_parent, keep_to_one_core
from fairclaim.version import __version__

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Answer(Enum):
    """The first byte of what a worker sends; the rest is JSON."""

    READY = b"+"
    """It waits for its first case; a list of the locks that its decoder lacks."""
    RESULT = b"="
    """The record of the case it was given."""
    PART_MISSING = b"!"
    """It cannot work on this machine; the Chinese and the English message."""


def serve(channel: "Connection[bytes, CaseLine]") -> None:
    """Examine what comes until the channel closes.

    Parameters
    ----------
    channel : Connection
        Cases come in; bytes go out, an `Answer` each, the first without being asked.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    keep_quiet_on_one_core()
    with suppress(EOFError, OSError):  # the other end is closed: there is nothing more to do
        try:
            _serve(channel)
        except UnavailableError as error:
            channel.send_bytes(part_missing(error))


def _serve(channel: "Connection[bytes, CaseLine]") -> None:
    with Examiner(ExamineSettings()) as examiner:
        channel.send_bytes(ready(examiner))
        while True:
            channel.send_bytes(result(examiner, channel.recv()))


def keep_quiet_on_one_core() -> None:
    """Keep to one core, and keep the library's log quiet: the parent speaks."""
    silence_log()
    keep_to_one_core()


def ready(examiner: Examiner) -> bytes:
    """Return the message that the worker waits for cases."""
    return _message(Answer.READY, json.dumps(examiner.missing_locks))


def part_missing(error: UnavailableError) -> bytes:
    """Return the message that the worker cannot work here."""
    return _message(Answer.PART_MISSING, json.dumps([error.message.zh, error.message.en]))


def result(examiner: Examiner, case: CaseLine) -> bytes:
    """Examine a case and return the message with its record; whatever the files hold spoils only this case.

    Raises
    ------
    UnavailableError
        If this machine lacks a part.
    """
    return _message(Answer.RESULT, _examine(examiner, case))


def _message(answer: Answer, text: str) -> bytes:
    return answer.value + text.encode()


def _examine(examiner: Examiner, case: CaseLine) -> str:
    try:
        exhibits = [read_exhibit(path, role) for role, path in case.paths]
        return to_json(examiner.examine(exhibits, order=case.order, case=case.case).examination.to_record())
    except UnavailableError:
        raise
    except Exception as exc:  # noqa: BLE001  (the worker loop: a bug in one case must not lose the others)
        what = f"{type(exc).__name__}: {exc}"
        return failed_case(case, "internal", Bilingual(f"内部错误：{what}", f"Internal error: {what}"))


def failed_case(case: CaseLine, code: str, message: Bilingual) -> str:
    """Return the record of a case that could not be examined at all, as one line of JSON."""
    seen: dict[Role, int] = {}
    facts: list[ExhibitFacts] = []
    for role, path in case.paths:
        seen[role] = seen.get(role, 0) + 1
        number = ExhibitId(f"{role.value}-{seen[role]}")
        facts.append(
            ExhibitFacts(id=number, role=role, path=path, sha256=None, media_type=None, height=None, width=None)
        )
    examination = Examination(
        case=case.case,
        version=__version__,
        seconds=0.0,
        exhibits=tuple(facts),
        findings=(),
        verdict=fuse(()),
        errors=(ExhibitError(None, code, message),),
    )
    return to_json(examination.to_record())
