import argparse
from pathlib import Path

import pytest

from fairclaim.cli.desk_part import desk_installed, settings_of
from fairclaim.domain.errors import UnavailableError


def test_the_command_line_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRCLAIM_PORT", "9000")
    monkeypatch.setenv("FAIRCLAIM_HOST", "192.0.2.1")
    found = settings_of(argparse.Namespace(data=Path("d"), port=0, host=None))
    assert (found.data, found.port, found.host) == (Path("d"), 0, "192.0.2.1")


def test_a_missing_package_says_what_to_install() -> None:
    with pytest.raises(UnavailableError, match=r"pip install 'fairclaim\[desk,policy,serve\]'"), desk_installed():
        raise ModuleNotFoundError(name="fastapi")
