"""``fairclaim verify`` as a caller meets it."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage  # type: ignore[import-untyped]  # ships no types
import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.evidence.bundle.locked import lock
from fairclaim.evidence.statement import sign_statement
from unit.evidence.test_statement import MADE, SIGNER

GOLDEN = Path(__file__).parents[2] / "golden" / "bundles" / "v1"
COURT, TRUST = GOLDEN / "court.zip", GOLDEN / "trust.json"
Capture = pytest.CaptureFixture[str]


def test_a_bundle_that_holds_is_told_in_both_languages(capsys: Capture) -> None:
    assert main(["verify", str(COURT)]) == Exit.DONE
    said = capsys.readouterr().out
    assert "与自带的密钥相符" in said
    assert "by the keys that it brings along" in said
    assert "fd110d301d2f077de1414b8f99f441b1403fab207b2052fbd2c065e4ee8e7dc2" in said
    assert main(["verify", str(COURT), "--trust", str(TRUST)]) == Exit.DONE
    assert "It holds, by keys that you believe." in capsys.readouterr().out


def test_a_bundle_that_does_not_hold_is_told_with_the_place(capsys: Capture, tmp_path: Path) -> None:
    copy = tmp_path / "copy.zip"
    copy.write_bytes(COURT.read_bytes().replace(b"the buyer's photo", b"the buyer's ph0to"))
    assert main(["verify", str(copy)]) == Exit.NOT_PROVEN
    said = capsys.readouterr().out
    assert "originals/claim-1.jpg" in said
    assert "It does not hold" in said
    assert main(["verify", str(copy), "--json"]) == Exit.NOT_PROVEN
    record = json.loads(capsys.readouterr().out)
    assert record["intact"] is False
    assert record["failure"]["place"] == "originals/claim-1.jpg"


def test_the_result_for_programs(capsys: Capture) -> None:
    assert main(["verify", str(COURT), "--json", "--trust", str(TRUST)]) == Exit.DONE
    record = json.loads(capsys.readouterr().out)
    assert record["schema"] == "fairclaim.verification/1"
    assert record["intact"] is True
    assert all(key["trusted"] for key in record["keys"])
    assert len(record["sha256"]) == 64


def test_an_encrypted_bundle_opens_with_the_recipients_key(capsys: Capture, tmp_path: Path) -> None:
    court, identity, bundle = pyrage.x25519.Identity.generate(), tmp_path / "court.key", tmp_path / "court.zip.age"
    identity.write_text(f"# the court's\n{court}\n")
    target = io.BytesIO()
    lock(io.BytesIO(COURT.read_bytes()), target, recipients=[str(court.to_public())])
    bundle.write_bytes(target.getvalue())
    assert main(["verify", str(bundle)]) == Exit.BAD_USE
    assert main(["verify", str(bundle), "--identity", str(identity)]) == Exit.DONE
    bundle.write_bytes(target.getvalue()[:-1])
    assert main(["verify", str(bundle), "--identity", str(identity)]) == Exit.NOT_PROVEN
    capsys.readouterr()


@pytest.mark.parametrize("words", [["no-such.zip"], ["."], [str(COURT), "--trust", "no-such.json"], ["a\0b"]])
def test_files_that_cannot_be_read_are_unreadable(words: list[str], capsys: Capture) -> None:
    assert main(["verify", *words]) == Exit.UNREADABLE
    assert "Cannot read" in capsys.readouterr().err


def test_a_trust_file_that_is_none_is_bad_use(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "trust.json").write_text("{}")
    assert main(["verify", str(COURT), "--trust", str(tmp_path / "trust.json")]) == Exit.BAD_USE
    assert "trust file" in capsys.readouterr().err


def test_without_its_packages_it_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['rfc8785'] = None; from fairclaim.cli.main import main; "
        f"sys.exit(main(['verify', {str(COURT)!r}, '--language', 'zh']))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == Exit.UNAVAILABLE
    assert "fairclaim[evidence]" in done.stderr


def test_a_statement_of_standing_is_told_with_what_it_does_not_say(capsys: Capture, tmp_path: Path) -> None:
    path, now = tmp_path / "standing.json", datetime.now(UTC).replace(microsecond=0)
    made = replace(MADE, issued_at=now - timedelta(days=1), expires_at=now + timedelta(days=1))
    path.write_bytes(sign_statement(made, SIGNER))
    assert main(["verify", str(path)]) == Exit.DONE
    assert "没有说明、数目不详都不说明任何问题" in capsys.readouterr().out
    path.write_bytes(sign_statement(replace(made, expires_at=now), SIGNER))
    assert main(["verify", str(path)]) == Exit.NOT_PROVEN
    assert "不在有效期内" in capsys.readouterr().out
