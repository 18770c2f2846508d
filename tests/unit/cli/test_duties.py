import json
from dataclasses import replace
from pathlib import Path

import pytest

from fairclaim.cli.duties import in_words, to_record
from fairclaim.cli.main import main
from fairclaim.compose import open_desk
from fairclaim.services.check_duties import check_duties
from fairclaim.settings import Settings
from unit.services.against import contradicted
from unit.services.counter import AUDITOR


def test_a_new_desk_breaks_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_desk(Settings(data=tmp_path)) as opened:
        opened.store.add_tenant("street", name="Street", at=opened.desk.now())
    words = ["duties", "--tenant", "street", "--data", str(tmp_path)]
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["claims"]) == ("fairclaim.duties/1", 0)
    assert {one["standing"] for one in found["duties"]} == {"not-applicable", "not-recorded"}
    assert main([*words, "--language", "zh"]) == 0
    assert "本系统无记录" in capsys.readouterr().out


def test_what_is_broken_is_told_with_its_claims() -> None:
    counter, claim = contradicted()
    only = counter.rows.claims[claim]
    counter.rows.claims[claim] = replace(only, decisions=(replace(only.decisions[0], basis=()),))
    found = check_duties(counter.desk, AUDITOR)
    lines = list(in_words(found, is_zh=False))
    assert "✗ broken [S/S] Every decision states its facts, reasons and basis." in lines
    assert f"    1: {claim}" in lines
    assert [one["id"] for one in to_record(found)["duties"] if one["against"]] == ["reasons"]  # type: ignore[attr-defined]
