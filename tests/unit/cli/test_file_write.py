"""Writing a letter with its attachments."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.file_write import blank_record
from fairclaim.cli.main import main
from fairclaim.law.filings.catalogue import KINDS, kind_named
from fairclaim.law.filings.data import parse_filing
from unit.law.filings.filled import full_record

Capture = pytest.CaptureFixture[str]
PHOTO = b"\xff\xd8 the bytes as they are \x00"


def case(folder: Path, **changes: Any) -> Path:
    record = full_record(kind_named("police-cover"))
    record["attachments"] = [{"title": "证据包", "file": "evidence/photo one.jpg"}]
    record.update(changes)
    (folder / "evidence").mkdir(exist_ok=True)
    (folder / "evidence" / "photo one.jpg").write_bytes(PHOTO)
    path = folder / "case.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def write(path: Path, out: Path, *words: str) -> int:
    return main(["file", "police-cover", str(path), "--out", str(out), "--format", "md", "html", *words])


@pytest.mark.parametrize("name", KINDS)
def test_an_empty_record_is_one_that_can_be_read_back(name: str, capsys: Capture) -> None:
    assert main(["file", name, "--blank"]) == Exit.DONE
    printed = capsys.readouterr().out
    assert json.loads(printed) == blank_record(kind_named(name))
    assert parse_filing(printed.encode(), kind_named(name), name="d").values == {}


def test_a_complete_letter_is_written_in_both_languages_with_its_attachments(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out"
    assert write(case(tmp_path), out, "--final") == Exit.DONE
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert names == {
        "police-cover.zh.md", "police-cover.zh.html", "police-cover.en.md", "police-cover.en.html", "attachments/01-photo one.jpg",
    }  # fmt: skip
    assert (out / "attachments" / "01-photo one.jpg").read_bytes() == PHOTO
    assert hashlib.sha256(PHOTO).hexdigest() in (out / "police-cover.zh.md").read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""


def test_a_draft_names_its_blanks_and_a_final_letter_refuses_them(tmp_path: Path, capsys: Capture) -> None:
    path, out = case(tmp_path, date=None), tmp_path / "out"
    assert write(path, out, "--final", "--language", "zh") == Exit.BAD_USE
    assert "日期" in capsys.readouterr().err
    assert not out.exists()
    assert write(path, out, "--text", "zh", "--language", "zh") == Exit.DONE
    assert "待填" in capsys.readouterr().err
    assert "【待填：日期】" in (out / "police-cover.zh.html").read_text(encoding="utf-8")


def test_pressing_words_are_pointed_out(tmp_path: Path, capsys: Capture) -> None:
    path = case(tmp_path)
    record = json.loads(path.read_text(encoding="utf-8"))
    record["fields"]["account"] = "pay, or else"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert write(path, tmp_path / "out", "--language", "en") == Exit.DONE
    assert '"or else"' in capsys.readouterr().err


def test_a_missing_file_of_data_is_unreadable(tmp_path: Path) -> None:
    assert write(tmp_path / "nowhere.json", tmp_path / "out") == Exit.UNREADABLE
