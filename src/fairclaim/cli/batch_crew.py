"""What every crew of ``fairclaim batch`` promises, wherever its workers run, and what follows when one of them dies.

A crew turns waiting cases into results. A worker that dies costs at most the case that it had in hand: that case is
tried again, alone, and given up when it has cost a second worker. Nothing that came near a hostile file is unpickled.
"""

from collections.abc import Generator, Iterable
from typing import Final, Protocol

from fairclaim.cli.batch_cases import CaseLine
from fairclaim.cli.batch_worker import failed_case
from fairclaim.cli.examine import warn_of_missing_locks
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

ATTEMPTS: Final = 2
"""A case whose process died is tried again in a new one; a case that costs two is given up."""

STARTS: Final = 3
"""Workers that may die one after another before one is ready; then something is wrong with the machine."""

NO_WORKER: Final = Bilingual(
    "工作进程无法启动。已有的结果都已保存；请检查内存，或减少 --workers，再运行同一命令。",
    "Worker processes cannot be started. The results so far are kept; check the memory or use fewer --workers, and run "
    "the same command again.",
)
_DIED: Final = Bilingual(
    "检验此案件的进程两次意外终止。其他案件不受影响；请单独检验此案件的图片。",
    "The process that examined this case died twice. Other cases are not affected; examine these files on their own.",
)


class Crew(Protocol):
    """Workers, and the cases that wait for them."""

    def examined(self) -> Generator[tuple[str, bytes]]:
        """Yield each case's name and its result, one line of JSON, as they come; each case once.

        Whatever was started is gone when the generator ends or is closed.

        Raises
        ------
        UnavailableError
            If this machine lacks a part, or workers cannot be started.
        """


class MakeCrew(Protocol):
    """How a crew is put together: cases to examine, workers side by side, language of warnings."""

    def __call__(self, cases: Iterable[CaseLine], *, size: int, language: str) -> Crew:
        """Return the crew; nothing is started yet."""


class Losses:
    """Counts the workers that died.

    Parameters
    ----------
    language : str
        Of warnings.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._deaths: dict[str, int] = {}
        self._failed_starts = 0
        self._is_warned = False

    def ready(self, missing_locks: tuple[str, ...]) -> None:
        """Note that a worker has started, and warn once of the locks that its decoder lacks."""
        self._failed_starts = 0
        if not self._is_warned:
            self._is_warned = True
            warn_of_missing_locks(missing_locks, self._language)

    def died_starting(self) -> None:
        """Note that a worker died before it was ready.

        Raises
        ------
        UnavailableError
            If too many did, one after another.
        """
        self._failed_starts += 1
        if self._failed_starts >= STARTS:
            raise UnavailableError(NO_WORKER)

    def died_at(self, case: CaseLine) -> bytes | None:
        """Note which case a worker died at; return the case's result if it is given up, None if it is to be tried again."""
        self._deaths[case.case] = self._deaths.get(case.case, 0) + 1
        if self._deaths[case.case] < ATTEMPTS:
            return None
        return failed_case(case, "worker-died", _DIED).encode()

    def is_suspect(self, case: CaseLine) -> bool:
        """Tell whether a worker died at this case before."""
        return case.case in self._deaths
