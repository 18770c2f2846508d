from pathlib import Path

import pytest

from fairclaim.cli.main import main


def test_a_folder_is_made_ready_and_keys_are_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = tmp_path / "safe" / "keys.json"
    keys.parent.mkdir()
    assert main(["migrate", "--data", str(tmp_path / "desk"), "--make-keys", str(keys)]) == 0
    assert "up to date" in capsys.readouterr().out
    assert (tmp_path / "desk" / "desk.db").is_file()
    before = keys.read_bytes()
    assert (keys.parent / "evidence.pem").stat().st_mode & 0o077 == 0
    assert main(["migrate", "--data", str(tmp_path / "desk"), "--make-keys", str(keys)]) != 0
    assert keys.read_bytes() == before
    assert main(["migrate", "--data", str(tmp_path / "desk")]) == 0


def test_a_key_for_the_evidence_log_is_made_once_for_an_older_desk(tmp_path: Path) -> None:
    words = ["migrate", "--data", str(tmp_path / "desk"), "--make-evidence-key", str(tmp_path / "evidence.pem")]
    assert main(words) == 0
    before = (tmp_path / "evidence.pem").read_bytes()
    assert main(words) != 0
    assert (tmp_path / "evidence.pem").read_bytes() == before


def test_a_setting_that_is_none_is_bad_use(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FAIRCLAIM_DATABSE", "x")
    assert main(["migrate"]) == 2
    assert "FAIRCLAIM_DATABSE" in capsys.readouterr().err
