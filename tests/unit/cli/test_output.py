import errno
import io
import json
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from fairclaim.cli.output import cannot_write, make_folder, print_json, print_line, printing, say, to_json, write_file
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError, UsageError


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG, errno.EIO])
def test_a_place_that_takes_no_more_is_the_operators_to_mend(number: int) -> None:
    error = cannot_write("r.html", OSError(number, os.strerror(number)))
    assert isinstance(error, UnavailableError)
    assert "r.html" in error.message.en
    assert "Make room" in error.message.en
    assert "腾出空间" in error.message.zh


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOTDIR, errno.EROFS, errno.EISDIR])
def test_a_wrong_place_is_the_callers_to_mend(number: int) -> None:
    error = cannot_write("r.html", OSError(number, os.strerror(number)))
    assert isinstance(error, UsageError)
    assert "Choose another place" in error.message.en


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "乙" / "r.bin"
    write_file(path, b"\0\xff")
    assert path.read_bytes() == b"\0\xff"


def test_a_folder_that_cannot_be_made_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="Cannot write"):
        make_folder(tmp_path / "file" / "folder")
    with pytest.raises(UsageError, match="Cannot write"):
        write_file(tmp_path, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_full_disk_is_unavailable() -> None:
    with pytest.raises(UnavailableError, match="No space left"):
        write_file(Path("/dev/full"), b"x")


def test_json_keeps_chinese_as_it_is() -> None:
    assert to_json({"case": "案件"}) == '{"case": "案件"}'


def test_json_of_a_name_that_is_no_unicode_is_still_valid() -> None:
    text = to_json({"path": "照片-\udcff.jpg"})
    assert json.loads(text.encode())["path"] == "照片-\udcff.jpg"


def test_json_is_utf8_where_the_terminal_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(sink, encoding="ascii"))
    with printing():
        print_json({"case": "案件"})
    assert sink.getvalue() == '{"case": "案件"}\n'.encode()


def test_printing_works_into_any_text_stream() -> None:
    with redirect_stdout(io.StringIO()) as sink, printing():
        print_json({"case": "1"})
    assert sink.getvalue() == '{"case": "1"}\n'


def test_printing_to_a_closed_output_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with printing():
        print_line("nobody hears it")


def test_a_reader_that_left_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with printing():
            print_line("nobody hears it")


def test_what_is_said_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say(Bilingual("文件\x1b[2J。", "file\x1b[2J\nnext"), "en")
    said = capsys.readouterr().err
    assert said.startswith("fairclaim: file")
    assert "\x1b" not in said
    assert said.count("\n") == 1


def test_what_is_said_is_said_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    say(Bilingual("有误。", "Wrong."), "zh")
    assert capsys.readouterr().err == "fairclaim: 有误。\n"
