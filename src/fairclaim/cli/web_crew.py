"""The web processes of ``fairclaim serve --web-processes N``: started, started anew when one dies, and stopped together."""

import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.settings import Settings
from fairclaim.web.server import free_port, held

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0
"""Between a death and the next start: doubled each time, and short again after :data:`STEADY_S` of life."""
STEADY_S = 60.0
START_S = 120.0
STOP_S = 25.0
"""A little longer than a process lets its requests go on."""
READY = b"ready\n"
"""What a process says once it serves."""
COMMAND = (sys.executable, "-m", "fairclaim.cli.web_member")
_log = logging.getLogger(__name__)


class WebCrew:
    """Serves a desk from several processes on one address; each takes the connections that the system gives it.

    A process gets its settings by a pipe, and ends when the pipe does: however this process ends, none is left behind. Ctrl-C in
    a terminal reaches this process alone, which stops them.

    Parameters
    ----------
    settings : Settings
        With a port of its own, not 0.
    counts : Path or None
        Folder in which the processes count for ``/metrics``; None if nobody asks.
    """

    def __init__(self, settings: Settings, *, counts: Path | None = None) -> None:
        self._settings = settings
        self._order = json.dumps(order_for(settings, counts)).encode() + b"\n"
        self._members: list[subprocess.Popen[bytes]] = []
        self._keepers: list[threading.Thread] = []
        self._ending = threading.Event()
        self._changing = threading.Lock()
        self._address: socket.socket | None = None

    def start(self) -> None:
        """Start all of them, and return once each serves.

        Raises
        ------
        NoAddressError
            If the address is taken, or not one of this machine.
        UnavailableError
            If a process does not start; its own line in the log says why.
        """
        host, port = self._settings.host, self._settings.port
        if not hasattr(socket, "SO_REUSEPORT"):
            raise UnavailableError(
                Bilingual(
                    "本系统不能由多个进程共用一个地址，请用 --web-processes 1。",
                    "Several processes cannot share an address on this system. Use --web-processes 1.",
                )
            )
        free_port(host, port)  # an address that may be shared could be somebody else's already
        self._address = held(host, port)
        self._members = [self._begun() for _ in range(self._settings.web_processes)]
        if not all([_is_ready(one) for one in self._members]):  # noqa: C419  (each is waited for)
            self.stop()
            raise UnavailableError(
                Bilingual("网页进程未能启动，请查看日志。", "A web process does not start. Look into the log.")
            )
        self._keepers = [
            threading.Thread(target=self._keep, args=(place,), name=f"fairclaim-web-{place + 1}", daemon=True)
            for place in range(len(self._members))
        ]
        for keeper in self._keepers:
            keeper.start()

    def stop(self) -> None:
        """Let each finish what is under way, and end."""
        with self._changing:
            self._ending.set()
        for member in self._members:
            member.terminate()
        end = time.monotonic() + STOP_S
        for member in self._members:
            try:
                member.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                member.kill()
                member.wait()
            _close_pipes(member)
        for keeper in self._keepers:
            keeper.join()
        if self._address is not None:
            self._address.close()

    @property
    def is_alive(self) -> bool:
        """Whether somebody sees to it that it is served."""
        return all(keeper.is_alive() for keeper in self._keepers)

    @property
    def pids(self) -> tuple[int, ...]:
        """The system's numbers of the processes that are there now."""
        with self._changing:
            return tuple(member.pid for member in self._members)

    def _begun(self) -> "subprocess.Popen[bytes]":
        member = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        assert member.stdin is not None  # noqa: S101  (it was asked for)
        try:
            member.stdin.write(self._order)
            member.stdin.flush()  # and it stays open: its end is this process's end
        except BrokenPipeError:
            _log.error("a web process ended before it began")
        return member

    def _keep(self, place: int) -> None:
        """Start the process of one place anew whenever it dies."""
        pause_s, began = FIRST_PAUSE_S, time.monotonic()
        while True:
            member = self._members[place]
            code = member.wait()
            if self._ending.is_set():
                return
            _log.error("a web process ended with %d; another begins in %.1f s", code, pause_s)
            if self._ending.wait(pause_s):
                return
            lived_s = time.monotonic() - began
            with self._changing:
                if self._ending.is_set():
                    return
                _close_pipes(member)
                self._members[place], began = self._begun(), time.monotonic()
            pause_s = FIRST_PAUSE_S if lived_s > STEADY_S else min(2 * pause_s, LONGEST_PAUSE_S)


def order_for(settings: Settings, counts: Path | None) -> dict[str, object]:
    """Return what a process is told; all else it reads from the environment, as this one did."""
    return {
        "settings": {
            "data": os.fspath(settings.data),
            "host": settings.host,
            "port": settings.port,
            "web_processes": settings.web_processes,
        },
        "counts": None if counts is None else os.fspath(counts),
    }


def _is_ready(member: "subprocess.Popen[bytes]") -> bool:
    assert member.stdout is not None  # noqa: S101  (it was asked for)
    patience = threading.Timer(START_S, member.kill)
    patience.start()
    try:
        return member.stdout.readline() == READY
    finally:
        patience.cancel()


def _close_pipes(member: "subprocess.Popen[bytes]") -> None:
    for pipe in (member.stdin, member.stdout):
        if pipe is not None:
            pipe.close()
