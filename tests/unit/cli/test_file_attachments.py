"""Attachments come from the folder of the data, as they are."""

import hashlib
from pathlib import Path

import pytest

from fairclaim.cli.file_attachments import with_copies
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import NotReadableError
from fairclaim.law.errors import LawDataError
from fairclaim.law.filings.data import Attachment

TITLE = Bilingual("照片", "photo")


def test_a_file_is_hashed_and_one_that_is_only_named_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"abc")
    named, copies = with_copies((Attachment(title=TITLE), Attachment(title=TITLE, file="a.jpg")), tmp_path)
    assert copies == {"attachments/02-a.jpg": b"abc"}
    assert named[0] == Attachment(title=TITLE)
    assert named[1].sha256 == hashlib.sha256(b"abc").hexdigest()


@pytest.mark.parametrize("file", ["../secret", "/etc/hostname", "link"])
def test_a_file_outside_the_folder_is_refused(file: str, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (folder / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(LawDataError, match=r"attachments\.0\.file"):
        with_copies((Attachment(title=TITLE, file=file),), folder)


def test_another_file_than_the_digest_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"abc")
    with pytest.raises(LawDataError, match="SHA-256"):
        with_copies((Attachment(title=TITLE, file="a.jpg", sha256="0" * 64),), tmp_path)


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(NotReadableError):
        with_copies((Attachment(title=TITLE, file="a.jpg"),), tmp_path)
