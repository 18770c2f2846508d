"""One web process alone, without a crew that serves; tests/journeys/test_serve_processes.py has whole ones."""

import json
import subprocess
import sys
from pathlib import Path

from fairclaim.cli.web_crew import COMMAND, order_for
from fairclaim.settings import Settings
from fairclaim.web.server import free_port, held


def begun(settings: Settings) -> "subprocess.Popen[str]":
    member = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert member.stdin is not None
    member.stdin.write(json.dumps(order_for(settings, None)) + "\n")
    member.stdin.flush()
    return member


def test_it_says_when_it_serves_and_ends_with_its_input(tmp_path: Path) -> None:
    port = free_port("127.0.0.1")
    with held("127.0.0.1", port), begun(Settings(data=tmp_path, port=port, web_processes=2)) as member:
        assert member.stdout is not None
        assert member.stdout.readline() == "ready\n"
        _, said = member.communicate(timeout=60)
    assert (member.returncode, said) == (0, "")


def test_what_keeps_it_from_serving_is_said_in_the_log(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"no database" * 1000)
    (tmp_path / "keys.json").write_text("{}")
    with begun(Settings(data=tmp_path, port=1, web_processes=2)) as member:
        told, said = member.communicate(timeout=60)
    assert (member.returncode != 0, told) == (True, "")
    assert "key" in said
    assert sys.executable == COMMAND[0]
