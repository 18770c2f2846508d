"""``fairclaim policy check``: everything wrong, line by line."""

import json
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.policy.load import load_policy
from fairclaim.policy.shipped import default_policy, default_text

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    text = (
        default_text()
        .replace("route: approve}", "route: refuse}", 1)
        .replace("merchant: disputes", "merchnt: disputes")
    )
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "bad.yaml"


def test_a_good_policy_is_named_by_its_digest(capsys: Capture) -> None:
    assert main(["policy", "check", "default", "--language", "zh"]) == Exit.DONE
    said = capsys.readouterr().out
    assert default_policy().digest in said
    assert "可以使用" in said


def test_a_bad_policy_is_bad_use_and_told_whole(bad: Path, capsys: Capture) -> None:
    assert main(["policy", "check", str(bad)]) == Exit.BAD_USE
    said = capsys.readouterr().out
    assert "rule merchant-disputes" in said
    assert 'Did you mean "merchant"?' in said
    assert "cannot refuse" in said
    assert len(said.splitlines()) == 3


def test_json_says_the_same(bad: Path, capsys: Capture) -> None:
    assert main(["policy", "check", str(bad), "--json"]) == Exit.BAD_USE
    record = json.loads(capsys.readouterr().out)
    assert (record["schema"], record["usable"], record["policy"]) == ("fairclaim.policy-check/1", False, None)
    assert [problem["code"] for problem in record["problems"]] == ["unknown-field", "refuses"]
    assert all(problem["line"] and problem["message"]["zh"] for problem in record["problems"])
    assert main(["policy", "check", "default", "--json"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["policy"]["digest"] == default_policy().digest


def test_doubts_are_told_and_hinder_nothing(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "odd.yaml").write_text(default_text().replace("[tableware,", "[tablewear,"), encoding="utf-8")
    assert main(["policy", "check", str(tmp_path / "odd.yaml")]) == Exit.DONE
    assert 'Did you mean "tableware"?' in capsys.readouterr().out


def test_a_model_is_written(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "model.json"
    assert main(["policy", "check", "default", "--jdm", str(out)]) == Exit.DONE
    assert load_policy(out).policy == default_policy()


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path, capsys: Capture) -> None:
    assert main(["policy", "check", str(tmp_path / "none.yaml")]) == Exit.UNREADABLE
    assert "Cannot read" in capsys.readouterr().err
