"""Which of the engine's jobs a thread of this process is doing right now."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class InHand:
    """Ids of jobs that are being done. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ids: Counter[str] = Counter()  # handed back while it runs, a job may be done by two threads

    @contextmanager
    def holding(self, job: str) -> Iterator[None]:
        """Do a job."""
        with self._lock:
            self._ids[job] += 1
        try:
            yield
        finally:
            with self._lock:
                self._ids[job] -= 1
                self._ids += Counter()  # keeps what is positive

    def __contains__(self, job: object) -> bool:
        """Tell whether somebody does a job."""
        with self._lock:
            return job in self._ids
