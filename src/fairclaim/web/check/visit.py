"""One check: what was handed in, how far it is, what was found. It hears the examination and is read by pages, in different threads."""

import json
import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Condition
from typing import Any, Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError, UnavailableError
from fairclaim.domain.exhibit import Exhibit, Role
from fairclaim.services.errors import NotFoundError
from fairclaim.web.check.errors import NotYetError

ID_BYTES: Final = 20
ID: Final = re.compile(r"[0-9a-f]{40}")
RESULT: Final = "examination.json"
_NO_ROOM: Final = Bilingual(
    "磁盘写不进去，检查无法继续。请联系本站管理员。",
    "The disk takes nothing in, so the check cannot go on. Tell whoever runs the desk.",
)


class Stage(StrEnum):
    """How far a check is."""

    WAITING = "waiting"
    """Nobody has begun it."""
    READING = "reading"
    """Photos are opened and checks are asked."""
    ANSWERED = "answered"
    """The answer is there; reports are still made."""
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


OVER: Final = frozenset({Stage.DONE, Stage.FAILED, Stage.STOPPED})


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in."""

    role: Role
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: ``begins``, ``checks``, ``found``, ``answered``, ``failed`` or ``stopped``."""

    kind: str
    check: str = ""
    findings: Sequence[Mapping[str, Any]] = ()


class Visit:
    """One check. It hears the examination as a :class:`~fairclaim.services.ports.watched.Watcher`.

    Parameters
    ----------
    folder : Path
        Holds what is handed in until it is examined, and what is shown until the check is removed.
    began_s : float
        When it was handed in, on the clock of :class:`~fairclaim.web.check.checks.Checks`.
    """

    def __init__(self, folder: Path, *, began_s: float) -> None:
        self.id = secrets.token_hex(ID_BYTES)
        self.began_s = began_s
        self.folder = folder / self.id
        self.error: FairclaimError | None = None
        self._stage = Stage.WAITING
        self._roles: list[tuple[Role, str]] = []
        self._files: set[str] = set()
        self._events: list[Event] = []
        self._lacks: dict[str, Bilingual] = {}
        self._record: Mapping[str, Any] | None = None
        self._changed = Condition()

    # what pages ask

    @property
    def stage(self) -> Stage:
        """How far it is."""
        return self._stage

    @property
    def has_answer(self) -> bool:
        """Whether there is an answer to read."""
        return self._record is not None

    @property
    def record(self) -> Mapping[str, Any]:
        """The record of ``fairclaim.examination/1``.

        Raises
        ------
        NotYetError
            If it is not there yet.
        """
        if self._record is None:
            raise NotYetError
        return self._record

    def events(self, since: int = 0) -> Sequence[Event]:
        """Return what happened from an event on; a first one that died leaves nothing behind."""
        with self._changed:
            return tuple(self._events[since:])

    def shown(self, name: str, *, patience_s: float = 0.0) -> bytes:
        """Return a file to show.

        Parameters
        ----------
        patience_s : float
            How long to wait for one that is still being made.

        Raises
        ------
        NotFoundError
            If there is none of this name.
        NotYetError
            If there is none yet.
        UnavailableError
            If it could not be made.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: name in self._files or name in self._lacks or self._stage in OVER, patience_s
            )
            if name in self._files:
                return (self.folder / name).read_bytes()
            if name in self._lacks:
                raise UnavailableError(self._lacks[name])
            is_coming = self._stage not in OVER
        raise NotYetError if is_coming else NotFoundError

    @property
    def files(self) -> frozenset[str]:
        """Names of what is there to show."""
        with self._changed:
            return frozenset(self._files)

    @property
    def words(self) -> Mapping[str, Any]:
        """What the page says, as :func:`fairclaim.report.exhibition.exhibition` puts it."""
        found: Mapping[str, Any] = json.loads(self.shown("page.json"))
        return found

    # what comes in and goes

    def hand_in(self, files: Sequence[Handed]) -> None:
        """Write down what is to be examined."""
        self.folder.mkdir(mode=0o700)
        for number, file in enumerate(files):
            self._roles.append((file.role, file.name))
            (self.folder / f"in-{number}").write_bytes(file.data)

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Return what is to be examined."""
        return tuple(
            Exhibit((self.folder / f"in-{number}").read_bytes(), role, name)
            for number, (role, name) in enumerate(self._roles)
        )

    def forget_originals(self) -> None:
        """Remove what was handed in."""
        for number in range(len(self._roles)):
            with suppress(OSError):  # gone already, or out of reach: the folder goes as a whole later
                (self.folder / f"in-{number}").unlink(missing_ok=True)

    def stop(self) -> None:
        """End it, unless it has ended."""
        self._end(Stage.STOPPED)

    def fail(self, error: FairclaimError) -> None:
        """End it with an error, unless it has ended."""
        with self._changed:
            if self._stage not in OVER and not self.has_answer:
                self.error = error
            self._end(Stage.DONE if self.has_answer else Stage.FAILED)

    def finish(self) -> None:
        """End it well: everything that is to be shown is there."""
        self._end(Stage.DONE)

    def remove(self) -> None:
        """Remove every trace of it."""
        with self._changed:
            self._end(Stage.STOPPED)
            self._record = None
            self._files.clear()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, stage: Stage) -> None:
        with self._changed:
            if self._stage not in OVER:
                self._stage = stage
                if stage is not Stage.DONE:
                    self._events.append(Event(stage.value))
            self._changed.notify_all()

    # what an examination tells

    @property
    def is_gone(self) -> bool:
        """Whether nobody waits any more."""
        return self._stage in OVER

    def begins(self) -> None:
        """Hear that an examiner reads the photos."""
        with self._changed:
            if self._stage not in OVER:
                self._stage = Stage.READING
            self._record = None
        self._happens(Event("begins"))

    def checks(self, name: str) -> None:
        """Hear that a check begins."""
        self._happens(Event("checks", name))

    def found(self, name: str, findings: Sequence[Mapping[str, object]]) -> None:
        """Hear what a check has found."""
        self._happens(Event("found", name, tuple(findings)))

    def examined(self, record: Mapping[str, object]) -> None:
        """Take the answer."""
        with self._changed:
            if self._stage in OVER:
                return
            self._record, self._stage = record, Stage.ANSWERED
        self.file(RESULT, json.dumps(record, ensure_ascii=False, indent=1).encode())
        self._happens(Event("answered"))

    def file(self, name: str, data: bytes) -> None:
        """Take something to show."""
        with self._changed:
            if self._stage in OVER:
                return
            try:
                (self.folder / name).write_bytes(data)
            except OSError:
                self.fail(UnavailableError(_NO_ROOM))
            else:
                self._files.add(name)
                self._changed.notify_all()

    def lacks(self, name: str, code: str, zh: str, en: str) -> None:  # noqa: ARG002  (the words say it)
        """Hear why a file could not be made."""
        with self._changed:
            self._lacks[name] = Bilingual(zh, en)
            self._changed.notify_all()

    def _happens(self, event: Event) -> None:
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()
