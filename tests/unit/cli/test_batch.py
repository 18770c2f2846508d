import sys
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_ray_it_says_what_to_install_and_touches_nothing(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    cases, out = tmp_path / "c.jsonl", tmp_path / "r.jsonl"
    cases.write_text('{"case": "1", "claim": ["a.jpg"]}\n')
    words = ["--language", language, "batch", str(cases), "--out", str(out), "--engine", "ray"]
    assert main(words) == Exit.UNAVAILABLE
    said = capsys.readouterr().err
    assert "pip install 'fairclaim[ray]'" in said
    assert ("未安装 Ray" if language == "zh" else "Ray is not installed") in said
    assert not out.exists()


def test_a_missing_case_file_is_unreadable_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "r.jsonl"
    assert main(["batch", str(tmp_path / "c.jsonl"), "--out", str(out)]) == Exit.UNREADABLE
    assert "c.jsonl: No such file" in capsys.readouterr().err
    assert not out.exists()


def test_a_malformed_case_line_is_bad_use_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases, out = tmp_path / "c.jsonl", tmp_path / "r.jsonl"
    cases.write_text('{"case": "1", "claim": ["a.jpg"]}\nnonsense\n')
    assert main(["batch", str(cases), "--out", str(out)]) == Exit.BAD_USE
    assert "c.jsonl, line 2: no valid JSON" in capsys.readouterr().err
    assert not out.exists()


def test_the_case_file_itself_is_no_result_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "c.jsonl"
    cases.write_text('{"case": "1", "claim": ["a.jpg"]}\n')
    before = cases.read_bytes()
    assert main(["batch", str(cases), "--out", str(cases)]) == Exit.BAD_USE
    assert "choose another --out" in capsys.readouterr().err
    assert cases.read_bytes() == before


def test_no_case_is_no_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases, out = tmp_path / "c.jsonl", tmp_path / "r.jsonl"
    cases.write_text("\n")
    words = ["batch", str(cases), "--out", str(out)]
    assert main(words) == Exit.DONE
    assert capsys.readouterr().out == f"0 examined, 0 already done → {out}\n"
    assert main([*words, "--language", "zh"]) == Exit.DONE
    assert capsys.readouterr().out == f"已检验 0 件，此前已完成 0 件 → {out}\n"
