"""What takes long is kept, bounded, sealed; and it is never an error that it is not there."""

import os
from pathlib import Path

import pytest

from fairclaim.runtime.kept_files import KeptFiles

SECRET = b"a desk's own secret"
ONE, OTHER, THIRD = (digit * 64 for digit in "abc")


def in_(folder: Path, *, max_bytes: int = 1 << 20) -> KeptFiles:
    return KeptFiles(folder, secret=SECRET, max_bytes=max_bytes)


def test_a_set_of_files_comes_back_and_is_private(tmp_path: Path) -> None:
    kept = in_(tmp_path / "kept")
    assert kept.find(ONE) is None
    kept.keep(ONE, {"a.html": b"", "a-zh.pdf": b"\npaper\n"})
    kept.keep(ONE, {"a.html": b"page", "a-zh.pdf": b"\npaper\n"})
    kept.keep(OTHER, {})
    assert kept.find(ONE) == {"a.html": b"page", "a-zh.pdf": b"\npaper\n"}
    assert kept.find(OTHER) == {}
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "kept").iterdir())


def test_the_longest_unused_go_first_and_the_newest_stays(tmp_path: Path) -> None:
    kept = in_(tmp_path, max_bytes=300)
    seen: set[Path] = set()
    for second, key in enumerate((ONE, OTHER)):
        kept.keep(key, {"a": bytes(100)})
        (newest,) = set(tmp_path.iterdir()) - seen
        os.utime(newest, (second, second))
        seen.add(newest)
    assert kept.find(ONE) is not None
    kept.keep(THIRD, {"a": bytes(100)})
    assert [kept.find(key) is not None for key in (ONE, OTHER, THIRD)] == [True, False, True]
    kept.keep(OTHER, {"a": bytes(400)})
    assert [kept.find(key) is not None for key in (ONE, OTHER, THIRD)] == [False, True, False]


def test_without_the_desks_secret_or_what_it_was_made_from_a_set_is_noise(tmp_path: Path) -> None:
    in_(tmp_path).keep(ONE, {"face.jpg": b"a face and an address"})
    (file,) = tmp_path.iterdir()
    sealed = file.read_bytes()
    assert b"face" not in sealed
    assert ONE not in file.name
    assert KeptFiles(tmp_path, secret=b"another").find(ONE) is None
    assert in_(tmp_path).find(OTHER) is None
    for changed in (sealed[:-1], sealed + b"\0", b"", b"short", b"\0" + sealed[1:]):
        file.write_bytes(changed)
        assert in_(tmp_path).find(ONE) is None


def test_everything_is_forgotten_and_keeping_begins_anew(tmp_path: Path) -> None:
    kept = in_(tmp_path / "kept")
    kept.keep(ONE, {"a": b"1"})
    kept.forget()
    kept.forget()
    assert kept.find(ONE) is None
    kept.keep(ONE, {"a": b"2"})
    assert kept.find(ONE) == {"a": b"2"}


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = in_(tmp_path / "file")
    kept.keep(ONE, {"a": b"1"})
    assert kept.find(ONE) is None


def test_a_key_leads_nowhere_else(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        in_(tmp_path).find("../..")
