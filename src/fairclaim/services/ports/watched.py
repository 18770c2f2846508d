"""An examination that somebody waits for: told of as it goes on, with what there is to show of it, and stopped when nobody waits."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from fairclaim.domain.exhibit import Exhibit, MissingExhibit
from fairclaim.domain.order import Order
from fairclaim.services.ports.evidence import Recorded


class Watcher(Protocol):
    """Who waits. Its methods are called in the thread of :meth:`WatchedExaminer.watch`."""

    @property
    def is_gone(self) -> bool:
        """Nobody waits any more; the examination is to end. Asked several times a second."""
        ...

    def begins(self) -> None:
        """Hear that an examiner is free and reads the photos; again if the first one died, and what was told before is void."""
        ...

    def checks(self, name: str) -> None:
        """Hear that a check begins."""
        ...

    def found(self, name: str, findings: Sequence[Mapping[str, object]]) -> None:
        """Hear that a check has ended; its findings as in ``fairclaim.examination/1``."""
        ...

    def examined(self, record: Mapping[str, object]) -> None:
        """Take the record of ``fairclaim.examination/1``. Files to look at came before, reports still come."""
        ...

    def file(self, name: str, data: bytes) -> None:
        """Take something to show: a copy of a photo, a map, the words of the answer, a report. Names are plain, without folders."""
        ...

    def lacks(self, name: str, code: str, zh: str, en: str) -> None:
        """Hear that a file could not be made, and why."""
        ...


class WatchedExaminer(Protocol):
    """An examiner that can be watched."""

    def watch(
        self, exhibits: Sequence[Exhibit | MissingExhibit], *, order: Order | None, case: str, watcher: Watcher
    ) -> Recorded:
        """Examine one case; waits for a free examiner.

        Raises
        ------
        UnavailableError
            If it could not be examined, or nobody waited any more.
        """
        ...
