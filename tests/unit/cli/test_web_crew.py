"""The crew as its parent sees it; tests/journeys/test_serve_processes.py serves with one."""

import json
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fairclaim.cli import web_crew
from fairclaim.cli.web_crew import WebCrew, order_for
from fairclaim.domain.errors import UnavailableError
from fairclaim.settings import Secret, Settings
from fairclaim.web.server import NoAddressError, free_port

pytestmark = pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="addresses are not shared here")
SERVES = "import sys; sys.stdin.readline(); print('ready', flush=True); sys.stdin.read()"
FAILS = "import sys; sys.stdin.readline(); sys.exit(4)"
DIES = "import sys; sys.stdin.readline(); print('ready', flush=True); sys.exit(3)"


def crew(monkeypatch: pytest.MonkeyPatch, program: str, *, port: int | None = None) -> WebCrew:
    monkeypatch.setattr(web_crew, "COMMAND", (sys.executable, "-c", program))
    return WebCrew(Settings(port=free_port("127.0.0.1") if port is None else port, web_processes=2))


def wait(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_all_of_them_start_and_all_of_them_end(monkeypatch: pytest.MonkeyPatch) -> None:
    started = crew(monkeypatch, SERVES)
    started.start()
    assert started.is_alive
    assert len(set(started.pids)) == 2
    started.stop()
    assert not started.is_alive


def test_one_that_does_not_start_ends_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = crew(monkeypatch, FAILS)
    with pytest.raises(UnavailableError, match="does not start"):
        broken.start()
    assert not any(Path(f"/proc/{pid}").exists() for pid in broken.pids)


def test_whoever_dies_is_started_again_and_waits_longer_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_crew, "FIRST_PAUSE_S", 0.01)
    dying = crew(monkeypatch, DIES)
    dying.start()
    try:
        first = dying.pids
        wait(lambda: not set(first) & set(dying.pids))
        assert dying.is_alive
    finally:
        dying.stop()


def test_an_address_that_is_taken_is_not_shared_with_a_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        with pytest.raises(NoAddressError):
            crew(monkeypatch, SERVES, port=stranger.getsockname()[1]).start()


def test_no_secret_is_handed_over() -> None:
    settings = Settings(database=Secret("postgresql://desk:hush@db/x"), keys=Secret("hush"), web_processes=3)
    told = json.dumps(order_for(settings, Path("counts")))
    assert "hush" not in told
    assert json.loads(told)["settings"]["web_processes"] == 3
