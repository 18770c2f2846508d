"""``fairclaim file`` lists its kinds and sends nothing."""

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.law.filings.catalogue import KINDS


def test_the_help_lists_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["file", "--help"]) == Exit.DONE
    said = capsys.readouterr().out
    assert all(name in said for name in KINDS)
    assert "nothing is sent" in said


@pytest.mark.parametrize(
    "words", [["file"], ["file", "lawsuit"], ["file", "police-cover"], ["file", "police-cover", "x.json"]]
)
def test_half_a_command_is_bad_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == Exit.BAD_USE
    assert capsys.readouterr().err
