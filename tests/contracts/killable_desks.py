"""A running desk's processes, started and killed by a test; see ``unit.web.killable_desk``."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from fairclaim.compose import OpenDesk
from store_engines import Engine

TESTS = Path(__file__).resolve().parents[1]


class StartError(Exception):
    """A desk ended before it was ready."""


@dataclass
class Desks:
    """The desk's processes, by part and name."""

    process: "subprocess.Popen[str]"
    lines: "queue.Queue[str]" = field(default_factory=queue.Queue)
    kept: list[str] = field(default_factory=list)
    alive: dict[str, int] = field(default_factory=dict)

    def start(self, part: str, *, waits: bool = True) -> None:
        """Start a part; without ``waits`` it may be killed while it starts."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{part}\n")
        self.process.stdin.flush()
        self.alive[part] = int(self.until("child").split()[1])
        if waits:
            self.wait_ready(part)

    def wait_ready(self, part: str) -> None:
        pid = self.alive[part]
        if self.until(f"ready {pid}", f"ended {pid}").startswith("ended"):
            del self.alive[part]
            raise StartError(part)

    def kill(self, part: str) -> None:
        pid = self.alive.pop(part)
        os.kill(pid, signal.SIGKILL)
        self.until(f"ended {pid}")

    def until(self, *beginnings: str, timeout_s: float = 120) -> str:
        """Return the first line that begins with one of these words."""
        known = next((line for line in self.kept if _begins(line, beginnings)), None)
        if known is not None:
            self.kept.remove(known)
            return known
        end = time.monotonic() + timeout_s
        while True:
            line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            if _begins(line, beginnings):
                return line
            self.kept.append(line)


def _begins(line: str, beginnings: tuple[str, ...]) -> bool:
    return any(line == one or line.startswith(f"{one} ") for one in beginnings)


@contextmanager
def desks(opened: OpenDesk, *, receiver: str, port: int, allowance_s: int) -> Iterator[Desks]:
    """Hold a process ready that has everything loaded, and from which the desk's processes are forked.

    Parameters
    ----------
    allowance_s : int
        How long each party has, and how long a decision may be appealed.
    """
    settings = opened.settings
    command = [sys.executable, "-W", "ignore", "-m", "unit.web.killable_desk"]
    command += [str(settings.data), settings.database.text, str(port), receiver, str(allowance_s)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=TESTS) as process:
        found = Desks(process)

        def pump() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                found.lines.put(line.strip())

        threading.Thread(target=pump, daemon=True).start()
        try:
            yield found
        finally:
            for pid in found.alive.values():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            assert process.stdin is not None
            process.stdin.close()


def parts_of(engine: Engine) -> list[str]:
    """Name the processes of a desk: all in one on SQLite; on PostgreSQL the web and two workers."""
    return ["both worker-1"] if engine.is_sqlite else ["web web", "worker worker-1", "worker worker-2"]
