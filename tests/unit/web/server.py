"""A real granian on loopback, as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

TESTS = Path(__file__).resolve().parents[2]


class Server:
    """Started and stopped, or killed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Server":
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1"),
                    *("--port", str(self.port), "--no-ws", "unit.web.served:app"),
                ],
                cwd=self.folder,
                env={"PYTHONPATH": str(TESTS), "PATH": ""},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for _ in range(600):
            try:
                httpx.get(f"{self.url}/healthz", timeout=5, trust_env=False)
            except httpx.TransportError:
                assert self._process.poll() is None, (self.folder / "server.log").read_text()
                time.sleep(0.1)
            else:
                return self
        raise TimeoutError

    def kill(self) -> None:
        """End the server and its workers without a word, as a power cut does."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:

        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, number)
            self._process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
