import json
from pathlib import Path

import pytest

from fairclaim.cli.batch_run import Tally, examine_cases
from fairclaim.domain.errors import UsageError
from journeys import shop


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return shop.write_cases(tmp_path, 2, compared=2)


def test_every_case_gets_one_result_and_a_second_run_has_nothing_to_do(cases: Path) -> None:
    out = cases.parent / "r.jsonl"
    assert examine_cases(cases, out, workers=1) == Tally(examined=2, skipped=0)
    before = out.read_bytes()
    assert sorted(record["case"] for record in shop.records(out)) == ["案件-0", "案件-1"]
    assert examine_cases(cases, out, workers=1) == Tally(examined=0, skipped=2)
    assert out.read_bytes() == before


def test_results_of_cases_that_the_case_file_lacks_are_kept(cases: Path) -> None:
    out = cases.parent / "r.jsonl"
    examine_cases(cases, out, workers=2)
    before = out.read_bytes()
    cases.write_text(json.dumps({"case": "new", "claim": ["claim 1.jpg"]}) + "\n")
    assert examine_cases(cases, out, workers=2) == Tally(examined=1, skipped=0)
    assert out.read_bytes().startswith(before)
    assert [record["case"] for record in shop.records(out)][2:] == ["new"]


def test_an_unusable_result_file_starts_no_worker(cases: Path) -> None:
    with pytest.raises(UsageError):
        examine_cases(cases, cases)


@pytest.mark.parametrize("name", ["照片\ud800.jpg", "x" * 5000])
def test_a_hostile_name_spoils_only_its_own_case(name: str, cases: Path) -> None:
    with cases.open("a") as lines:
        lines.write(json.dumps({"case": "hostile\ud801", "claim": [name]}) + "\n")
    out = cases.parent / "r.jsonl"
    assert examine_cases(cases, out, workers=1) == Tally(examined=3, skipped=0)
    spoilt = {record["case"]: record for record in shop.records(out) if record["errors"]}
    assert list(spoilt) == ["hostile\ud801"]
    assert spoilt["hostile\ud801"]["exhibits"][0]["path"] == name
    assert examine_cases(cases, out) == Tally(examined=0, skipped=3)
