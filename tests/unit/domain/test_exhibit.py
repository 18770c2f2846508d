"""Exhibits: bytes as received, or the reason why they are not there."""

import hashlib
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from fairclaim.domain.errors import NotReadableError
from fairclaim.domain.exhibit import REFERENCE_ROLES, Exhibit, MissingExhibit, Role, read_exhibit


def test_a_file_is_kept_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "照片 1.jpg"
    path.write_bytes(b"\x00\xff\r\n\x1a")
    exhibit = Exhibit.from_file(path, Role.CLAIM)
    assert (exhibit.data, exhibit.role, exhibit.name) == (b"\x00\xff\r\n\x1a", Role.CLAIM, str(path))
    assert read_exhibit(str(path), Role.CLAIM) == exhibit


def test_the_digest_is_that_of_the_bytes() -> None:
    exhibit = Exhibit(b"abc", Role.LISTING)
    assert exhibit.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert Exhibit(b"", Role.CLAIM).sha256 == hashlib.sha256(b"").hexdigest()


def test_an_exhibit_does_not_change() -> None:
    exhibit = Exhibit(b"abc", Role.CLAIM)
    with pytest.raises(FrozenInstanceError):
        exhibit.data = b"abd"  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize("name", ["gone.jpg", "."])
def test_a_file_that_cannot_be_read_is_an_error_with_its_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotReadableError) as caught:
        Exhibit.from_file(tmp_path / name, Role.CLAIM)
    assert caught.value.name == str(tmp_path / name)
    assert isinstance(caught.value.__cause__, OSError)


def test_a_case_may_name_a_file_that_is_gone(tmp_path: Path) -> None:
    missing = read_exhibit(tmp_path / "gone.jpg", Role.LISTING)
    assert isinstance(missing, MissingExhibit)
    assert (missing.role, missing.name) == (Role.LISTING, str(tmp_path / "gone.jpg"))
    assert missing.error.code == "not-readable"


def test_a_claim_is_no_reference() -> None:
    assert set(Role) - REFERENCE_ROLES == {Role.CLAIM}
