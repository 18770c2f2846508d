"""The parent's end of one child process: started, asked, timed, ended."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from io import FileIO
from typing import Any, TypeVar

from fairclaim.imaging.channel import ChannelError, receive_header, receive_into, send

_BOOT = (
    "import json,sys;"
    "setup=json.loads(sys.argv[1]);"
    "sys.path[:]=setup['path'];"
    "from fairclaim.imaging.worker import main;"
    "main(setup)"
)
_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",  # pyseccomp looks for libseccomp with ldconfig
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2",  # threads of a codec must not spend address space on arenas
}
_PIPE_BYTES = 1 << 20
_Answer = TypeVar("_Answer")


class ChildTimeoutError(ChannelError):
    """The child was ended because its clock ran out."""


class Child:
    """A running worker.

    It gets an empty environment and the parent's import path, and skips ``site``: nothing of the user's shell reaches
    it, and it starts in about 0.1 s.

    Parameters
    ----------
    setup : dict
        What `worker.main` expects.
    """

    def __init__(self, setup: dict[str, Any]) -> None:
        self.hello: dict[str, Any] | None = None
        self._is_timed_out = False
        self._timer: threading.Timer | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _BOOT, json.dumps({**setup, "path": sys.path})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=None if sys.platform == "win32" else _ENVIRONMENT,
        )
        if not isinstance(self._process.stdin, FileIO) or not isinstance(self._process.stdout, FileIO):
            raise ChannelError("no pipes")
        self._requests, self._replies = self._process.stdin, self._process.stdout
        _widen(self._requests, self._replies)

    @property
    def tasks(self) -> tuple[str, ...]:
        """What the child said that it can do."""
        return tuple((self.hello or {}).get("tasks", ()))

    def greet(self, seconds: float) -> None:
        """Wait for the child's first words.

        Raises
        ------
        ChannelError
            If it ends without them.
        """
        self.start_clock(seconds)
        try:
            self.hello = self._told(lambda: receive_header(self._replies))
        finally:
            self.stop_clock()

    def ask(self, header: dict[str, Any], data: bytes) -> dict[str, Any]:
        """Send a task; return the header of the answer.

        Raises
        ------
        ChannelError
            If the child ended; ChildTimeoutError if its clock ran out.
        """

        def exchange() -> dict[str, Any]:
            send(self._requests, header, (data,))
            return receive_header(self._replies)

        return self._told(exchange)

    def receive(self, buffer: memoryview) -> None:
        """Fill a buffer with the bytes behind the header; errors as `ask`."""
        self._told(lambda: receive_into(self._replies, buffer))

    def _told(self, exchange: Callable[[], _Answer]) -> _Answer:
        try:
            return exchange()
        except ChannelError as exc:
            if self._is_timed_out:
                raise ChildTimeoutError("timeout") from exc
            raise

    def start_clock(self, seconds: float) -> None:
        """From now on the child has so long; it is ended when the clock runs out, whatever either side waits for."""
        self.stop_clock()
        self._timer = threading.Timer(seconds, self._time_out)
        self._timer.daemon = True
        self._timer.start()

    def stop_clock(self) -> None:
        """Stop the clock."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _time_out(self) -> None:
        self._is_timed_out = True
        self._process.kill()

    def end(self) -> None:
        """Kill the child and close the pipes; it holds nothing worth a farewell."""
        self.stop_clock()
        self._process.kill()
        self._process.wait()
        self._requests.close()
        self._replies.close()


def _widen(*pipes: FileIO) -> None:
    """Let a pipe hold a mebibyte, so that pixels take fewer switches between the processes; where that is possible."""
    try:
        import fcntl  # noqa: PLC0415  (not on Windows)

        for pipe in pipes:
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        return
