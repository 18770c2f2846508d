"""The folder for the police: whole or not at all, of a decision that stands, and checked without us."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pyrage  # type: ignore[import-untyped]  # ships no types
import pytest

from decided import clock, contradicted_on, desk_at, let_stand
from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main

Capture = pytest.CaptureFixture[str]
NAMED = ("--from", "清河陶瓷店", "--contact", "shop@example.com", "--format", "html")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A desk with a claim whose decision stands."""
    folder, time = tmp_path_factory.mktemp("desk") / "data", clock()
    with desk_at(folder, time) as opened:
        claim = contradicted_on(opened, time)
        let_stand(opened, time)
    return folder, claim


def build(kept: tuple[Path, str], out: Path, *words: str) -> int:
    return main(["file", "police-report", kept[1], "--desk", str(kept[0]), "--out", str(out), *words])


def sums(folder: Path) -> dict[str, str]:
    rows = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (row.split("  ", 1) for row in rows)}


def test_the_folder_is_whole_and_checks_itself(kept: tuple[Path, str], tmp_path: Path, capsys: Capture) -> None:
    out, bundle = tmp_path / "folder", f"attachments/01-{kept[1]}.zip"
    assert build(kept, out, *NAMED, "--addressee", "示例派出所", "--language", "zh") == Exit.DONE
    assert "没有加密" in capsys.readouterr().err
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert files == {
        bundle, "police-cover.zh.html", "police-cover.en.html", "verify_bundle.py", "READ-ME.txt", "SHA256SUMS",
    }  # fmt: skip
    assert sums(out) == {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files - {"SHA256SUMS"}}
    for language in ("zh", "en"):
        letter = (out / f"police-cover.{language}.html").read_text(encoding="utf-8")
        assert sums(out)[bundle] in letter
        assert sums(out)["verify_bundle.py"] in letter
        assert "待填" not in letter
        assert "to fill in" not in letter
    assert "示例派出所" in letter
    assert "清河陶瓷店" in letter
    alone = subprocess.run(
        [sys.executable, "-I", "verify_bundle.py", bundle], cwd=out, capture_output=True, check=False, text=True
    )
    assert alone.returncode == 0, alone.stdout + alone.stderr
    assert f"python verify_bundle.py {bundle}" in (out / "READ-ME.txt").read_text(encoding="utf-8-sig")
    assert out.stat().st_mode & 0o077 == 0


def test_the_case_is_encrypted_to_whoever_is_to_read_it(
    kept: tuple[Path, str], tmp_path: Path, capsys: Capture
) -> None:
    out, key = tmp_path / "folder", pyrage.x25519.Identity.generate()
    assert build(kept, out, *NAMED, "--recipient", str(key.to_public()), "--language", "zh") == Exit.DONE
    assert "没有加密" not in capsys.readouterr().err
    locked = out / "attachments" / f"01-{kept[1]}.zip.age"
    plain = pyrage.decrypt(locked.read_bytes(), [key])
    assert plain.startswith(b"PK")
    text = (out / "READ-ME.txt").read_text(encoding="utf-8-sig")
    assert f"attachments/{locked.name}" in text
    assert "python verify_bundle.py case.zip" in text
    assert hashlib.sha256(locked.read_bytes()).hexdigest() in (out / "police-cover.zh.html").read_text(encoding="utf-8")


def test_a_blank_place_builds_nothing(kept: tuple[Path, str], tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "folder"
    assert build(kept, out, "--format", "html", "--language", "zh") == Exit.BAD_USE
    assert "发件方名称" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_a_person_adds_goes_with_it(kept: tuple[Path, str], tmp_path: Path) -> None:
    out, more = tmp_path / "folder", tmp_path / "more.json"
    (tmp_path / "licence.pdf").write_bytes(b"a licence")
    record = {
        "schema": "fairclaim.filing/1",
        "fields": {"unknown": ["收货地址是否为代收点"]},
        "attachments": [{"title": {"zh": "营业执照或身份证明", "en": "Business licence"}, "file": "licence.pdf"}],
    }
    more.write_text(json.dumps(record), encoding="utf-8")
    assert build(kept, out, *NAMED, "--with", str(more)) == Exit.DONE
    letter = (out / "police-cover.zh.html").read_text(encoding="utf-8")
    assert "收货地址是否为代收点" in letter
    assert "☑ <bdi>营业执照或身份证明</bdi>" in letter
    assert "☐ <bdi>支付记录</bdi>" in letter
    assert (out / "attachments" / "02-licence.pdf").read_bytes() == b"a licence"


def test_nothing_is_overwritten(kept: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert build(kept, tmp_path, *NAMED) == Exit.BAD_USE
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("words", [[], ["claim-none"], ["data.json", "--out", "folder"]])
def test_it_takes_a_claim_of_the_desk_and_a_folder(words: list[str]) -> None:
    assert main(["file", "police-report", *words]) == Exit.BAD_USE


def test_what_can_still_be_appealed_against_is_reported_to_nobody(tmp_path: Path, capsys: Capture) -> None:
    time = clock()
    with desk_at(tmp_path / "data", time) as opened:
        claim = contradicted_on(opened, time)
    assert build((tmp_path / "data", claim), tmp_path / "folder", *NAMED, "--language", "zh") == Exit.BAD_USE
    assert "决定还可以申诉" in capsys.readouterr().err
    assert not (tmp_path / "folder").exists()


def test_a_letter_of_a_claim_is_written_without_a_folder_for_the_police(
    kept: tuple[Path, str], tmp_path: Path, capsys: Capture
) -> None:
    words = ["file", "decision-notice", kept[1], "--desk", str(kept[0]), "--out", str(tmp_path), *NAMED, "--text", "zh"]
    assert main([*words, "--language", "zh"]) == Exit.DONE
    letter = (tmp_path / "decision-notice.zh.html").read_text(encoding="utf-8")
    assert "裂纹只见于申请图片" in letter
    assert "2 名审核人，各自独立判断" in letter
    assert "商家：发货时完好" in letter
    capsys.readouterr()
