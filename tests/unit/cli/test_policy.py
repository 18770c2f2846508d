"""``fairclaim policy`` and its actions, as a caller meets them."""

import json
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.policy.load import load_policy
from fairclaim.policy.shipped import default_policy, default_text

Capture = pytest.CaptureFixture[str]


def test_the_help_names_every_action(capsys: Capture) -> None:
    assert main(["policy", "--help"]) == Exit.DONE
    said = capsys.readouterr().out
    for action in ("check", "explain", "simulate", "schema", "show-default"):
        assert action in said
    assert "refuse" not in said


@pytest.mark.parametrize(
    "words", [[], ["refuse"], ["check"], ["explain", "default"], ["simulate", "default"], ["schema", "route"]]
)
def test_half_a_command_is_bad_use(words: list[str], capsys: Capture) -> None:
    assert main(["policy", *words]) == Exit.BAD_USE
    assert "usage" in capsys.readouterr().err


def test_the_shipped_policy_is_printed_as_it_is_and_can_be_loaded(tmp_path: Path, capsys: Capture) -> None:
    assert main(["policy", "show-default"]) == Exit.DONE
    said = capsys.readouterr().out
    assert said.rstrip("\n") == default_text().rstrip("\n")
    (tmp_path / "ours.yaml").write_text(said, encoding="utf-8")
    assert load_policy(tmp_path / "ours.yaml").policy == default_policy()


def test_the_shipped_policy_is_printed_as_a_model(tmp_path: Path, capsys: Capture) -> None:
    assert main(["policy", "show-default", "--jdm"]) == Exit.DONE
    (tmp_path / "ours.json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert load_policy(tmp_path / "ours.json").policy.digest == default_policy().digest


@pytest.mark.parametrize(("words", "name"), [([], "fairclaim.policy/1"), (["facts"], "fairclaim.policy-facts/1")])
def test_schemas_are_printed(words: list[str], name: str, capsys: Capture) -> None:
    assert main(["policy", "schema", *words]) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["$id"] == name
