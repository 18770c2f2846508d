"""Every kind of damage is found, and the first damaged thing is named; what is whole, or was erased, is no damage."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from fairclaim.cli.main import main
from furnished import furnished
from notarised import damage, filed, notarise, opened, settings_of
from time_authority import TimeAuthority
from unit.services.counter import TENANT


@dataclass(frozen=True)
class Kept:
    folder: Path
    claim: str
    size: int
    authorities: Path
    witness: str


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("whole")
    behind = TimeAuthority(folder / "tsa", "An authority")
    with furnished(opened(folder / "data", behind)) as desk:
        claim = filed(desk)
        size = notarise(desk, behind)
        desk.store.sweep()
    settings = settings_of(folder / "data", behind)
    assert settings.authorities is not None
    return Kept(folder / "data", claim, size, settings.authorities, settings.witnesses[0])


@pytest.fixture
def kept(whole: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """A copy of it, and the settings that belong to it."""
    shutil.copytree(whole.folder, tmp_path / "data")
    monkeypatch.setenv("FAIRCLAIM_WITNESSES", whole.witness)
    monkeypatch.setenv("FAIRCLAIM_AUTHORITIES", str(whole.authorities))
    return Kept(tmp_path / "data", whole.claim, whole.size, whole.authorities, whole.witness)


def checked(kept: Kept, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(["fsck", "--data", str(kept.folder)])
    return status, capsys.readouterr().out


def test_a_whole_desk_is_whole(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = checked(kept, capsys)
    assert status == 0, said
    assert "Everything is what was written" in said
    assert f"log entries: {kept.size}" in said
    assert "originals: 4" in said
    assert "no key here" not in said


def test_an_erasure_is_no_damage(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    damage(kept.folder, "update claims set state = 'withdrawn'")
    with opened(kept.folder) as desk:
        assert desk.erase(TENANT, "buyer-1")
    status, said = checked(kept, capsys)
    assert status == 0, said
    assert "originals: 0" in said


def test_signatures_without_a_key_are_counted(
    kept: Kept, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FAIRCLAIM_WITNESSES")
    monkeypatch.delenv("FAIRCLAIM_AUTHORITIES")
    status, said = checked(kept, capsys)
    assert status == 0
    assert "2 signatures have no key here" in said


ROWS = {
    "event": ("update claim_events set kind = 'x' where sequence = 2", "claim claim-"),
    "event that is gone": ("delete from claim_events where sequence = 3", "claim claim-"),
    "entry": (
        "update log_entries set entry = cast(replace(entry, 'filed', 'fIled') as blob) where place = 0",
        "log entry 0",
    ),
    "entry that is gone": ("delete from log_entries where place = 2", "log entry 2"),
    "hash": ("update log_entries set nodes = zeroblob(length(nodes)) where place = 3", "log entry 3"),
    "right edge": ("update log_heads set peaks = zeroblob(length(peaks))", "log head"),
    "salt": ("update log_salts set salt = zeroblob(32) where place = 0", "log entry 0"),
    "words": ("update person_texts set sealed = zeroblob(60)", "log entry 0"),
    "digest of a file": ("update exhibits set sha256 = replace(sha256, 'a', 'b')", "log entry"),
    "checkpoint": (
        "update log_checkpoints set note = cast(replace(note, substr(note, 40, 4), 'AAAA') as blob)",
        "checkpoint ",
    ),
    "cosignature": (
        "update log_cosignatures set line = cast(replace(line, substr(line, 60, 4), 'AAAA') as blob)",
        "cosignature under checkpoint",
    ),
    "time token": (
        "update log_tokens set reply = cast(substr(reply, 1, length(reply) - 1) || x'00' as blob)",
        "time token of here over checkpoint",
    ),
}


@pytest.mark.parametrize("what", ROWS)
def test_a_damaged_row_is_found_and_named(kept: Kept, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    statement, place = ROWS[what]
    damage(kept.folder, statement)
    status, said = checked(kept, capsys)
    assert status == 1, said
    assert said.startswith(f"✗ {place}"), said


@pytest.mark.parametrize("what", ["changed", "missing"])
def test_a_damaged_original_is_found_and_named(kept: Kept, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    (first, *_) = sorted(path for path in (kept.folder / "blobs").rglob("*") if path.is_file())
    first.chmod(0o600)
    if what == "missing":
        first.unlink()
    else:
        data = bytearray(first.read_bytes())
        data[-1] ^= 1
        first.write_bytes(data)
    status, said = checked(kept, capsys)
    assert status == 1
    assert said.startswith(f"✗ blob {first.name}"), said


def test_a_checkpoint_that_says_something_else_than_the_tree_is_found(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(
        kept.folder,
        *(f"update {table} set size = size - 1" for table in ("log_checkpoints", "log_cosignatures", "log_tokens")),  # noqa: S608
    )
    status, said = checked(kept, capsys)
    assert status == 1
    assert said.startswith(f"✗ checkpoint {kept.size - 1}")
