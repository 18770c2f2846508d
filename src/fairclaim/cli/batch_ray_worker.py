"""What runs inside one worker process of ``fairclaim batch --engine ray``: one examiner, one chunk of cases after another.

Ray ends the process when the driver is gone, and the decoder follows its closed input. Ctrl-C is the driver's affair.
"""

import signal
from collections.abc import Iterator, Sequence

from fairclaim.cli.batch_cases import CaseLine
from fairclaim.cli.batch_worker import keep_quiet_on_one_core, part_missing, ready, result
from fairclaim.domain.errors import UnavailableError
from fairclaim.forensics.examine import Examiner
from fairclaim.forensics.settings import ExamineSettings


class RayWorker:
    """An actor. It answers in plain bytes only, and raises nothing: Ray would send the exception pickled."""

    def __init__(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._examiner: Examiner | None = None

    def examine(self, cases: Sequence[CaseLine]) -> Iterator[bytes]:
        """Yield a `fairclaim.cli.batch_worker.Answer` that it is ready, then one for each case in turn, as they come."""
        try:
            examiner = self._own_examiner()
            yield ready(examiner)
            for case in cases:
                yield result(examiner, case)
        except UnavailableError as error:
            yield part_missing(error)

    def _own_examiner(self) -> Examiner:
        if self._examiner is None:
            keep_quiet_on_one_core()
            self._examiner = Examiner(ExamineSettings()).__enter__()  # lives as long as the process
        return self._examiner
