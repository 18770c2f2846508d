"""The envelope: every ZIP program opens it, and it is read in one form only."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_case import case_file, sealed
from fairclaim.domain.errors import IntegrityError, UsageError
from fairclaim.evidence.bundle import archive
from fairclaim.evidence.bundle.archive import digest_content, is_safe_path, read_archive, write_archive
from fairclaim.evidence.digests import sm3


def written(*files: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    write_archive(target, ((path, content, digest_content(content)) for path, content in files))
    return target.getvalue()


def test_any_zip_program_opens_a_bundle() -> None:
    data = sealed(case_file())
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        assert names[:3] == ["SUMMARY.txt", "manifest.json", "manifest.sig"]
        found = read_archive(io.BytesIO(data))
        assert list(found.members) == names
        assert all(found.read(name) == opened.read(name) for name in names)
        assert found.sm3("SUMMARY.txt") == sm3(opened.read("SUMMARY.txt"))


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_another_zip_program_writes_is_refused(compression: int) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as other:
        other.writestr("SUMMARY.txt", "x")
    with pytest.raises(IntegrityError):
        read_archive(target)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "",
            "/a",
            "a/",
            "../a",
            "a/../b",
            "a//b",
            ".a",
            "a/.b",
            "a.",
            "a\\b",
            "c:a",
            "a b",
            "a\0b",
            "照片.jpg",
            "CON",
            "con.txt",
            "a/NUL",
        ),
        *("con.txt", "lpt1.jpg", "a" * 121, "a/b/c/d/e/f/g", "-a"),
    ],
)
def test_paths_that_could_lead_elsewhere_are_not_written_or_read(path: str) -> None:
    assert not is_safe_path(path)
    with pytest.raises(UsageError):
        written((path, b""))


def test_a_path_is_not_taken_twice_whatever_its_case() -> None:
    with pytest.raises(UsageError):
        written(("a", b"1"), ("A", b"2"))


def test_doubled_and_unsafe_paths_are_refused_when_read() -> None:
    good = written(("a1", b"1"), ("a2", b"2"))
    for other in (b"a1", b"A1", b"..", b"a/"):
        with pytest.raises(IntegrityError):
            read_archive(io.BytesIO(good.replace(b"a2", other)))


def test_a_header_cannot_make_it_read_beyond_the_end() -> None:
    data = bytearray(written(("a", b"x" * 50)))
    data[18:26] = b"\xf0\xff\xff\xff" * 2
    with pytest.raises(IntegrityError, match="ends early"):
        read_archive(io.BytesIO(bytes(data)))


def test_too_many_files_and_too_large_documents_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = written(("a", b"1"), ("b", b"22"))
    monkeypatch.setattr(archive, "LARGEST_DOCUMENT_BYTES", 1)
    found = read_archive(io.BytesIO(data))
    for path in ("b", "c"):
        with pytest.raises(IntegrityError):
            found.read(path)
    monkeypatch.setattr(archive, "MOST_FILES", 1)
    with pytest.raises(IntegrityError, match="too many"):
        read_archive(io.BytesIO(data))
    with pytest.raises(UsageError):
        written(("a", b"1"), ("b", b"2"))
    monkeypatch.setattr(archive, "LARGEST_BYTES", 10)
    with pytest.raises(IntegrityError, match="too large"):
        read_archive(io.BytesIO(data))


def test_a_file_is_copied_from_where_it_stands_and_left_there(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(b"skip" + b"x" * (3 << 20))
    target = io.BytesIO()
    with path.open("rb") as film:
        film.seek(4)
        write_archive(target, [("film", film, digest_content(film))])
        assert film.tell() == 4
    found = read_archive(target)
    assert found.members["film"].digest.size == 3 << 20
    assert found.sm3("film") == sm3(b"x" * (3 << 20))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(IntegrityError):
        read_archive(io.BytesIO(data))
    with pytest.raises(IntegrityError):
        read_archive(io.BytesIO(b"PK\x03\x04" + data))
