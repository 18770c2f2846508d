"""``fairclaim law`` names what it does, and what it is not."""

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main


def test_the_help_says_that_it_is_no_advice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "--help"]) == Exit.DONE
    said = capsys.readouterr().out
    assert "not legal advice" in said
    assert "assess" in said
    assert "show" in said


@pytest.mark.parametrize(
    "words", [["law"], ["law", "assess"], ["law", "judge", "x"], ["law", "show", "--on", "tomorrow"]]
)
def test_half_a_command_is_bad_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == Exit.BAD_USE
    assert "usage" in capsys.readouterr().err
