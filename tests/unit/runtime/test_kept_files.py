"""What takes long is kept, bounded, by its owner alone; and it is never an error that it is not there."""

import os
from pathlib import Path

import pytest

from fairclaim.runtime.kept_files import KeptFiles

ONE, OTHER, THIRD = (digit * 64 for digit in "abc")


def test_a_set_of_files_comes_back_and_is_private(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path / "kept")
    assert kept.find(ONE) is None
    kept.keep(ONE, {"a.html": b"page", "a-zh.pdf": b"paper"})
    kept.keep(ONE, {"a.html": b"another"})
    assert kept.find(ONE) == {"a.html": b"page", "a-zh.pdf": b"paper"}
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [ONE]


def test_the_longest_unused_go_first_and_the_newest_stays(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path, max_bytes=10)
    for second, key in enumerate((ONE, OTHER)):
        kept.keep(key, {"a": b"12345"})
        os.utime(tmp_path / key, (second, second))
    assert kept.find(ONE) is not None
    kept.keep(THIRD, {"a": b"12345"})
    assert [kept.find(key) is not None for key in (ONE, OTHER, THIRD)] == [True, False, True]
    kept.keep(OTHER, {"a": b"12345678901"})
    assert [kept.find(key) is not None for key in (ONE, OTHER, THIRD)] == [False, True, False]


def test_everything_is_forgotten_and_keeping_begins_anew(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path / "kept")
    kept.keep(ONE, {"a": b"1"})
    kept.forget()
    kept.forget()
    assert kept.find(ONE) is None
    kept.keep(ONE, {"a": b"2"})
    assert kept.find(ONE) == {"a": b"2"}


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = KeptFiles(tmp_path / "file")
    kept.keep(ONE, {"a": b"1"})
    assert kept.find(ONE) is None


def test_no_name_leads_elsewhere(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path)
    for name in ("../a", "", ".a", "a/b"):
        with pytest.raises(ValueError, match="plain name"):
            kept.keep(ONE, {name: b""})
    with pytest.raises(ValueError, match="SHA-256"):
        kept.find("../..")
