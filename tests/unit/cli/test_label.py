"""``fairclaim label`` offers reading and writing, and nothing that takes a label away."""

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main


def test_the_help_names_two_actions_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["label", "--help"]) == Exit.DONE
    said = capsys.readouterr().out
    assert "read" in said
    assert "write" in said
    for word in ("remove", "strip", "delete", "clean"):
        assert word not in said


@pytest.mark.parametrize("words", [["label"], ["label", "remove", "x.jpg"], ["label", "read"], ["label", "write", "x"]])
def test_half_a_command_is_bad_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == Exit.BAD_USE
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["label", "--language", "zh", "read"], ["label", "read", "--language", "zh"]])
def test_the_language_may_stand_before_or_behind_the_action(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "nowhere.jpg"]) == Exit.UNREADABLE
    assert "无法读取" in capsys.readouterr().err
