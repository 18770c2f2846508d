"""All checks of this process: who waits, who is examined, and whose time is over.

Everything lies in one folder that belongs to nobody else. It is emptied at the start, so that a crash leaves nothing behind.
"""

import logging
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError, UnavailableError
from fairclaim.domain.exhibit import Role
from fairclaim.services.errors import NotFoundError
from fairclaim.services.ports.watched import WatchedExaminer
from fairclaim.web.check.errors import CheckBusyError, NoClaimPhotoError, TooMuchError
from fairclaim.web.check.limits import CheckLimits
from fairclaim.web.check.visit import ID, OVER, Handed, Stage, Visit

SWEEP_S: Final = 20.0
_LOG = logging.getLogger(__name__)


class Checks:
    """Takes checks in and sees them through, on threads of its own that start with the first one.

    Parameters
    ----------
    folder : Path
        Emptied now, and again in :meth:`close`.
    examiner : WatchedExaminer
        Examines, in processes of its own.
    side_by_side : int
        How many checks may be in an examiner's hands; the desk's own claims go on beside them.
    seconds : callable
        A monotonic clock.
    """

    def __init__(
        self,
        folder: Path,
        examiner: WatchedExaminer,
        *,
        side_by_side: int = 1,
        limits: CheckLimits | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or CheckLimits()
        self._folder = folder
        self._examiner = examiner
        self._seconds = seconds
        self._line: deque[Visit] = deque()
        self._visits: dict[str, Visit] = {}
        self._changed = threading.Condition()
        self._is_closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"fairclaim-check-{number}", daemon=True)
            for number in range(side_by_side)
        ]
        self._has_started = False
        self._empty()

    def hand_in(self, files: Sequence[Handed]) -> Visit:
        """Take a check in, at the end of the line.

        Raises
        ------
        NoClaimPhotoError
            If there is nothing to examine.
        TooMuchError
            If there are more or larger files than one check takes.
        CheckBusyError
            If too many wait already.
        """
        self._verify(files)
        visit = Visit(self._folder, began_s=self._seconds())
        with self._changed:
            self.verify_room()
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            visit.hand_in(files)
            self._visits[visit.id] = visit
            self._line.append(visit)
            self._start()
            self._changed.notify()
        return visit

    def verify_room(self) -> None:
        """Return if there is room for one more, so that nobody sends files in vain.

        Raises
        ------
        CheckBusyError
            If too many wait already.
        """
        with self._changed:
            if self._is_closed or len(self._line) >= self.limits.waiting:
                raise CheckBusyError(len(self._line))

    def find(self, name: str) -> Visit:
        """Return a check.

        Raises
        ------
        NotFoundError
            If there is none of this name, or none any more.
        """
        with self._changed:
            visit = self._visits.get(name) if ID.fullmatch(name) else None
        if visit is None or self._is_old(visit):
            raise NotFoundError
        return visit

    def ahead_of(self, visit: Visit) -> int:
        """Return how many checks come before one that waits."""
        with self._changed:
            return self._line.index(visit) if visit in self._line else 0

    def stop(self, visit: Visit) -> None:
        """End a check: it leaves the line, or its examiner."""
        visit.stop()
        with self._changed:
            if visit in self._line:
                self._line.remove(visit)
        visit.forget_originals()

    def remove(self, visit: Visit) -> None:
        """Remove a check with everything that belongs to it."""
        self.stop(visit)
        with self._changed:
            self._visits.pop(visit.id, None)
        visit.remove()

    def sweep(self) -> None:
        """Remove the checks whose time is over."""
        with self._changed:
            old = [visit for visit in self._visits.values() if self._is_old(visit)]
        for visit in old:
            self.remove(visit)

    def close(self) -> None:
        """End everything, and leave nothing behind."""
        with self._changed:
            self._is_closed = True
            everything = list(self._visits.values())
            self._changed.notify_all()
        for visit in everything:
            self.remove(visit)
        self._empty()

    def _verify(self, files: Sequence[Handed]) -> None:
        claims = sum(file.role is Role.CLAIM for file in files)
        limits = self.limits
        if claims == 0:
            raise NoClaimPhotoError
        if claims > limits.claims or len(files) - claims > limits.others:
            raise TooMuchError(
                Bilingual(
                    f"一次最多检查 {limits.claims} 张索赔照片和 {limits.others} 张对照图，请减少后再试。",
                    f"One check takes {limits.claims} claim photos and {limits.others} pictures to compare with. Take some out.",
                )
            )
        if sum(len(file.data) for file in files) > limits.all_bytes or any(
            len(file.data) > limits.file_bytes for file in files
        ):
            one, all_together = limits.file_bytes // 1_000_000, limits.all_bytes // 1_000_000
            raise TooMuchError(
                Bilingual(
                    f"每个文件最大 {one} MB，合计最大 {all_together} MB。请减少文件后再试。",
                    f"A file may have {one} MB, all together {all_together} MB. Take some out.",
                )
            )

    def _start(self) -> None:
        if not self._has_started:
            self._has_started = True
            for thread in self._threads:
                thread.start()

    def _is_old(self, visit: Visit) -> bool:
        return self._seconds() - visit.began_s > self.limits.lasts.total_seconds()

    def _empty(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._line or self._is_closed, SWEEP_S)
                if self._is_closed:
                    return
                visit = self._line.popleft() if self._line else None
            if visit is not None:
                self._examine(visit)
            self.sweep()

    def _examine(self, visit: Visit) -> None:
        if visit.stage in OVER:
            return
        try:
            self._examiner.watch(visit.exhibits(), order=None, case=f"check-{visit.id[:6]}", watcher=visit)
        except FairclaimError as error:
            visit.fail(error)
        except Exception:  # noqa: BLE001  (the worker loop: one check must not cost the others)
            if visit.stage is not Stage.STOPPED:  # its files may have gone under it
                _LOG.exception("a check failed")
            visit.fail(UnavailableError(Bilingual("检查时发生内部错误。", "Internal error while checking.")))
        else:
            visit.finish()
        finally:
            visit.forget_originals()
