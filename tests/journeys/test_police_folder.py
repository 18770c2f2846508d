"""From a painted copy of the listing to a folder for the police that a stranger verifies: over HTTP, on a real desk, with real checks."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.compose import OpenDesk
from fairclaim.domain.desk.clock_rules import ClockKind
from journeys.alone import stranger, verified_alone
from journeys.painted import painted_claim
from journeys.street import BASIS, REFUSE, WHY, Street, impatient, state, until
from loopback_provider import LoopbackProvider, serving
from real_desk import Receiver, opened_for, running
from store_engines import empty_sqlite, sqlite_engine

__all__ = ["empty_sqlite"]


def soon_final(opened: OpenDesk, window: timedelta) -> OpenDesk:
    """Return the desk with a short time to appeal."""
    rules = opened.desk.rules
    clocks = {**rules.clocks}
    clocks[ClockKind.APPEAL_WINDOW] = replace(
        clocks[ClockKind.APPEAL_WINDOW], allowance=window, warn_before=timedelta(seconds=1)
    )
    return replace(opened, desk=replace(opened.desk, rules=replace(rules, clocks=clocks)))


def police_report(claim: str, data: Path, out: Path) -> int:
    sender = ["--from", "清河陶瓷店", "--contact", "shop@example.com", "--addressee", "示例派出所"]
    return main(["file", "police-report", claim, "--desk", str(data), "--out", str(out), *sender, "--format", "html"])


def test_a_decided_claim_becomes_a_folder_that_a_stranger_verifies(
    tmp_path: Path,
    empty_sqlite: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    receiver, out, data = Receiver(), tmp_path / "folder", tmp_path_factory.mktemp("data")
    engine = sqlite_engine(empty_sqlite, tmp_path)
    with (
        serving(LoopbackProvider()) as provider,
        soon_final(impatient(opened_for(engine, data, "street")), timedelta(seconds=8)) as opened,
        running(opened, "street", provider=provider, receiver=receiver) as desk,
    ):
        street = Street(desk, None)
        claim, buyer = painted_claim(street)
        for name in ("ann", "ben"):
            street.reviewed(name, claim, REFUSE)
        assert street["ben"].post(f"/claims/{claim}/decision", {"reasons": WHY, "basis": BASIS})["state"] == "decided"
        assert police_report(claim, data, out) == Exit.BAD_USE, "it can still be appealed against"
        assert not out.exists()
        until(state(buyer, claim), "closed")
        until(lambda: set(street.consequences(claim).values()), {"executed"})

        capsys.readouterr()
        assert police_report(claim, data, out) == Exit.DONE
        letter = (out / "police-cover.zh.html").read_bytes()
        noted = {
            "kind": "police-cover",
            "recipient": "police",
            "how": "in-person",
            "sha256": hashlib.sha256(letter).hexdigest(),
            "sent_at": datetime.now(UTC).isoformat(),
        }
        street.agent.post(f"/claims/{claim}/letters", noted, status=201)
        assert [one["how"] for one in street.agent.get(f"/claims/{claim}/letters")] == ["in-person"]
        assert buyer.get(f"/claims/{claim}/letters") == []
    receiver.close()

    bundle = f"attachments/01-{claim}.zip"
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert names == {
        bundle, "police-cover.zh.html", "police-cover.en.html", "verify_bundle.py", "READ-ME.txt", "SHA256SUMS",
    }  # fmt: skip
    text = letter.decode()
    for said in ("裂纹只见于申请图片", "证据等级：A", "2 名，各自独立判断", "由谁改动", "示例派出所", "待填"):
        assert (said in text) is (said != "待填"), said
    assert hashlib.sha256((out / bundle).read_bytes()).hexdigest() in text

    libraries = stranger(tmp_path / "libraries")
    found = verified_alone(libraries, out, bundle)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "逐字节相同" in found.stdout
    whole = bytearray((out / bundle).read_bytes())
    whole[len(whole) // 2] ^= 1
    (out / "changed.zip").write_bytes(whole)
    assert verified_alone(libraries, out, "changed.zip").returncode != 0
