from pathlib import Path

import pytest

from fairclaim.cli.main import main


def test_a_database_that_does_not_answer_ends_the_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAIRCLAIM_DATABASE", "postgresql://nobody@127.0.0.1:1/none")
    assert main(["worker", "--data", str(tmp_path)]) == 4
    assert capsys.readouterr().err
