import json
import subprocess
import sys
from pathlib import Path

import pytest

from fairclaim.cli.batch_results import ResultFile
from fairclaim.domain.errors import UsageError
from fairclaim.domain.examination import SCHEMA


def line_of(case: str) -> bytes:
    return json.dumps({"schema": SCHEMA, "case": case, "errors": []}, ensure_ascii=False).encode()


def written(path: Path, *cases: str, tail: bytes = b"") -> Path:
    path.write_bytes(b"".join(line_of(case) + b"\n" for case in cases) + tail)
    return path


def test_a_new_file_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "新" / "r.jsonl"
    with ResultFile(path) as results:
        assert results.done == set()
        results.append("一", line_of("一"))
        assert path.read_bytes() == line_of("一") + b"\n"  # on disk before it is closed
    with ResultFile(path) as results:
        assert results.done == {"一"}


def test_results_are_added_behind_what_is_there(tmp_path: Path) -> None:
    path = written(tmp_path / "r.jsonl", "1", "2")
    before = path.read_bytes()
    with ResultFile(path) as results:
        assert results.done == {"1", "2"}
        results.append("3", line_of("3"))
    assert path.read_bytes() == before + line_of("3") + b"\n"


@pytest.mark.parametrize("length", [1, 9, 40, len(line_of("3"))])
def test_a_torn_last_line_is_cut_off(length: int, tmp_path: Path) -> None:
    path = written(tmp_path / "r.jsonl", "1", "2", tail=line_of("3")[:length])
    with ResultFile(path) as results:
        assert results.done == {"1", "2"}
    assert path.read_bytes() == written(tmp_path / "sound.jsonl", "1", "2").read_bytes()


def test_zeros_that_a_power_cut_leaves_are_cut_off(tmp_path: Path) -> None:
    path = written(tmp_path / "r.jsonl", "1", tail=line_of("2")[:20] + bytes(4000))
    with ResultFile(path) as results:
        assert results.done == {"1"}
    assert path.read_bytes() == line_of("1") + b"\n"


def test_empty_lines_and_other_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(line_of("1") + b"\r\n\n" + line_of("2") + b"\n")
    with ResultFile(path) as results:
        assert results.done == {"1", "2"}


@pytest.mark.parametrize(
    "foreign",
    [
        b'{"case": "1", "claim": ["a.jpg"]}\n',
        b"\xff\xd8\xff\xe0 a photo without a line end",
        b"\xff\xd8\xff\xe0 a photo\nwith\nline ends",
        b"my diary\n",
        b"[]\n",
        line_of("1") + b"\nmy diary\n" + line_of("2") + b"\n",
        line_of("1") + b"\nmy dia",
        b"[" * 100_000 + b"\n",
    ],
)
def test_a_file_that_holds_anything_else_is_refused_and_left_as_it_is(foreign: bytes, tmp_path: Path) -> None:
    path = tmp_path / "somebodys"
    path.write_bytes(foreign)
    with pytest.raises(UsageError, match="no result of an examination"):
        ResultFile(path)
    assert path.read_bytes() == foreign


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"r\.jsonl: line 3 is no result"):
        ResultFile(written(tmp_path / "r.jsonl", "1", "2", tail=b"?\n"))


@pytest.mark.parametrize("name", ["folder", "file/below"])
def test_a_place_that_cannot_be_written_is_a_usage_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="Cannot write"):
        ResultFile(tmp_path / name)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_device_is_refused() -> None:
    with pytest.raises(UsageError, match="no regular file"):
        ResultFile(Path("/dev/full"))


@pytest.mark.skipif(sys.platform == "win32", reason="no advisory locks")
def test_a_file_in_use_is_refused_and_free_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    with ResultFile(path) as results:
        with pytest.raises(UsageError, match="Another fairclaim batch"):
            ResultFile(path)
        results.append("1", line_of("1"))
    with ResultFile(path) as results:
        assert results.done == {"1"}


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_result_that_no_longer_fits_is_taken_back(tmp_path: Path) -> None:
    path = written(tmp_path / "r.jsonl", "1")
    script = """
import resource, sys
from pathlib import Path
from fairclaim.cli.batch_results import ResultFile
from fairclaim.domain.errors import UnavailableError
with ResultFile(Path(sys.argv[1])) as results:
    size = Path(sys.argv[1]).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 30, size + 30))
    try:
        results.append("2", b"x" * 100)
    except UnavailableError as error:
        print(error)
    print(sorted(results.done))
"""
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert "Cannot write" in done.stdout
    assert "Make room" in done.stdout
    assert done.stdout.endswith("['1']\n")
    assert path.read_bytes() == line_of("1") + b"\n"
