import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import COMMANDS, main
from fairclaim.version import __version__

HEAVY = ["numpy", "cv2", "PIL", "rich", "jinja2", "c2pa", "fairclaim.forensics", "fairclaim.imaging"]


def loaded_after(script: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import json, sys\n{script}\nprint(json.dumps(list(sys.modules)))"],
        capture_output=True,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_help_and_version_load_nothing_heavy() -> None:
    loaded = loaded_after("from fairclaim.cli.main import main; main(['--version']); main(['examine', '--help'])")
    assert loaded & set(HEAVY) == set()
    assert "fairclaim.cli.examine" in loaded


def test_only_the_command_that_is_asked_for_is_loaded() -> None:
    loaded = loaded_after("from fairclaim.cli.main import main; main(['--language', 'zh', 'examine', 'batch', '-h'])")
    assert "fairclaim.cli.examine" in loaded
    assert "fairclaim.cli.batch" not in loaded


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == Exit.DONE
    assert capsys.readouterr().out == f"fairclaim {__version__}\n"


def test_help_names_every_command_and_every_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == Exit.DONE
    shown = capsys.readouterr().out
    assert all(name in shown for name, _ in COMMANDS)
    assert all(f"\n  {status.value} " in shown for status in Exit)
    assert "fairclaim examine damage.jpg --listing listing.jpg" in shown


@pytest.mark.parametrize("command", ["examine", "batch", "verify"])
def test_help_of_a_command_has_examples_and_every_status(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == Exit.DONE
    shown = capsys.readouterr().out
    assert f"\n  fairclaim {command} " in shown
    ends = set(Exit) - ({Exit.NOT_PROVEN} if command != "verify" else set())
    assert all(f"\n  {status.value} " in shown for status in ends)
    assert max(map(len, shown.splitlines())) <= 120


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["examine"],
        ["examine", "a.jpg", "--nonsense"],
        ["examine", "a.jpg", "--list", "b.jpg"],
        ["batch", "c.jsonl"],
        ["batch", "c.jsonl", "--out", "r.jsonl", "--workers", "0"],
        ["batch", "c.jsonl", "--out", "r.jsonl", "--workers", "many"],
        ["batch", "c.jsonl", "--out", "r.jsonl", "--engine", "steam"],
        ["--language", "fr", "examine", "a.jpg"],
    ],
)
def test_bad_use_says_what_is_wrong_and_where_help_is(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == Exit.BAD_USE
    said = capsys.readouterr()
    assert said.out == ""
    assert "error: " in said.err
    assert '--help" for what it takes.' in said.err


@pytest.mark.parametrize(
    "words",
    [
        ["--language", "zh", "examine", "{photo}", "--order", "{order}"],
        ["examine", "--language", "zh", "{photo}", "--order", "{order}"],
        ["examine", "{photo}", "--order", "{order}", "--language", "zh"],
        ["--language", "en", "examine", "{photo}", "--order", "{order}", "--language", "zh"],
    ],
)
def test_language_may_stand_anywhere(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = {"photo": tmp_path / "p.jpg", "order": tmp_path / "missing.json"}
    assert main([word.format(**names) for word in words]) == Exit.UNREADABLE
    assert capsys.readouterr().err.startswith("fairclaim: 无法读取文件")


def test_without_a_choice_the_language_is_that_of_the_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert main(["examine", "p.jpg", "--order", str(tmp_path / "missing.json")]) == Exit.UNREADABLE
    assert capsys.readouterr().err.startswith("fairclaim: Cannot read")


def test_help_into_a_closed_pipe_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["--help"]) == Exit.DONE
