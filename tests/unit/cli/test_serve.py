import socket
from pathlib import Path

import pytest

from fairclaim.cli.main import main


@pytest.mark.parametrize("port", ["70000", "x", "-1"])
def test_what_is_no_port_is_bad_use(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", f"--port={port}"]) == 2
    assert "no port" in capsys.readouterr().err


@pytest.mark.parametrize("many", ["0", "17", "two"])
def test_what_is_no_number_of_processes_is_bad_use(many: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", f"--web-processes={many}"]) == 2
    assert "from 1 to 16" in capsys.readouterr().err


@pytest.mark.parametrize("many", ["1", "2"])
def test_an_address_that_is_taken_ends_the_command_with_what_to_do(
    tmp_path: Path, many: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        words = ["serve", "--no-worker", "--data", str(tmp_path), "--port", str(held.getsockname()[1])]
        assert main([*words, "--web-processes", many]) == 4
    assert "Choose another port" in capsys.readouterr().err
