"""A claim leaves the desk as a file that two verifiers, written apart, say yes to; a court's is encrypted, a party's redacted."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pyrage  # type: ignore[import-untyped]  # ships no types
import pytest

from fairclaim.cli.main import main
from furnished import furnished
from notarised import filed, notarise, opened, settings_of
from time_authority import TimeAuthority
from unit.services.counter import ALL_SHOTS, TENANT

VERIFIER = Path(__file__).resolve().parents[3] / "src" / "fairclaim" / "evidence" / "bundle" / "verify_bundle.py"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, dict[str, str]]:
    """A desk with a claim, and the settings that belong to it."""
    folder = tmp_path_factory.mktemp("desk")
    behind = TimeAuthority(folder / "tsa", "An authority")
    with furnished(opened(folder / "data", behind)) as desk:
        claim = filed(desk)
        notarise(desk, behind)
    settings = settings_of(folder / "data", behind)
    variables = {"FAIRCLAIM_WITNESSES": settings.witnesses[0], "FAIRCLAIM_AUTHORITIES": str(settings.authorities)}
    return folder / "data", claim, variables


@pytest.fixture(autouse=True)
def _settings(kept: tuple[Path, str, dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in kept[2].items():
        monkeypatch.setenv(name, value)


def verified(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    status = main(["verify", str(path), "--json", *words])
    record: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert status == 0, record["failure"]
    return record


def codes(record: dict[str, Any], part: str) -> set[str]:
    return {one["code"] for one in record[part]}


def test_a_court_gets_everything_encrypted(
    kept: tuple[Path, str, dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, claim, _ = kept
    key = pyrage.x25519.Identity.generate()
    identity, out, plain = tmp_path / "court.key", tmp_path / "case.zip.age", tmp_path / "case.zip"
    identity.write_text(str(key))
    words = ["bundle", claim, "--data", str(folder), "--profile", "court", "--out", str(out)]
    assert main([*words, "--recipient", str(key.to_public())]) == 0
    capsys.readouterr()
    assert out.stat().st_mode & 0o077 == 0
    record = verified(out, capsys, "--identity", str(identity))
    assert {"sealed", "logged", "no-gap", "committed", "witnessed", "timed"} <= codes(record, "proven")
    plain.write_bytes(pyrage.decrypt(out.read_bytes(), [key]))
    alone = subprocess.run([sys.executable, "-I", VERIFIER, plain, "--json"], capture_output=True, check=False)
    assert alone.returncode == 0, alone.stdout + alone.stderr
    with zipfile.ZipFile(plain) as files:
        names = files.namelist()
        originals = {files.read(name) for name in names if name.startswith("originals/")}
        assert originals == {one.data for one in ALL_SHOTS}
        filing = json.loads(files.read("events/1-claim-filed.json"))
        page = files.read("case.html").decode()
    assert filing["words"]
    assert "买家提交了申请" in page
    assert "The buyer filed the claim" in page


def test_a_party_gets_no_original_and_no_statement(
    kept: tuple[Path, str, dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, claim, _ = kept
    out = tmp_path / "case.zip"
    assert main(["bundle", claim, "--data", str(folder), "--profile", "party", "--out", str(out)]) == 0
    capsys.readouterr()
    record = verified(out, capsys)
    assert "withheld" in codes(record, "not_proven")
    data = out.read_bytes()
    assert all(one.data not in data for one in ALL_SHOTS)
    assert "杯口有裂纹".encode() not in data
    assert b"buyer-1" not in data
    alone = subprocess.run([sys.executable, "-I", VERIFIER, out, "--json"], capture_output=True, check=False)
    assert alone.returncode == 0, alone.stdout + alone.stderr


def test_a_new_event_is_signed_before_it_is_sealed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with furnished(opened(tmp_path / "data")) as desk:
        claim = filed(desk)
    out = tmp_path / "case.zip"
    words = ["--data", str(tmp_path / "data"), "--profile", "party", "--tenant", TENANT]
    assert main(["bundle", claim, "--out", str(out), *words]) == 0
    capsys.readouterr()
    record = verified(out, capsys)
    assert {"not-witnessed", "not-timed"} <= codes(record, "not_proven")


def test_what_cannot_be_made_is_refused_and_leaves_nothing(
    kept: tuple[Path, str, dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, claim, _ = kept
    out, taken = tmp_path / "case.zip", tmp_path / "taken.zip"
    taken.write_bytes(b"mine")
    base = ["--data", str(folder)]
    for words in (
        [claim, "--profile", "court", "--out", str(out)],
        [claim, "--profile", "court", "--out", str(out), "--recipient", "nobody"],
        ["claim-none", "--profile", "party", "--out", str(out)],
        [claim, "--profile", "party", "--out", str(taken)],
        [claim, "--profile", "party", "--out", str(tmp_path / "no" / "folder.zip")],
    ):
        assert main(["bundle", *words, *base]) == 2, words
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["taken.zip"]
    assert taken.read_bytes() == b"mine"
