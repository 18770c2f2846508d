"""What ``fairclaim batch`` promises on every engine, asked of each of them in turn; Ray is a real one."""

import importlib.util
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from fairclaim.cli.batch_run import Engine
from fairclaim.cli.exits import Exit
from journeys import shop

CASES = 40  # more than a chunk for each of two workers
Results = Callable[[Engine], dict[str, shop.Record]]


@pytest.fixture(params=list(Engine))
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.param
    if chosen is Engine.RAY and importlib.util.find_spec("ray") is None:
        pytest.skip("ray is not installed")
    return chosen


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cases of which most are quick; one has a photo that is cut off, one a photo that is nowhere, one no fit name."""
    folder = tmp_path_factory.mktemp("cases")
    cases = shop.write_cases(folder, CASES, compared=8)
    whole = (folder / "claim 3.jpg").read_bytes()
    (folder / "claim 3.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "claim 5.jpg").unlink()
    with cases.open("a") as lines:
        lines.write(json.dumps({"case": "hostile\ud801", "claim": ["照片\ud800.jpg"]}) + "\n")
    return folder


@pytest.fixture(scope="module")
def results(folder: Path) -> Results:
    """Return what the command writes on an engine; it is run once on each that is asked for."""

    @cache
    def examined_on(engine: Engine) -> dict[str, shop.Record]:
        out = folder / f"{engine}.jsonl"
        done = shop.run("batch", folder / "cases.jsonl", "--out", out, "--workers", "2", "--engine", engine)
        assert (done.returncode, done.stderr) == (Exit.DONE, b"")
        assert done.stdout.decode() == f"{CASES + 1} examined, 0 already done → {out}\n"
        found = shop.records(out)
        assert len(found) == CASES + 1
        return {record["case"]: shop.without_seconds(record) for record in found}

    return examined_on


def test_every_case_has_a_result_and_a_bad_file_spoils_only_its_own(engine: Engine, results: Results) -> None:
    found = results(engine)
    assert set(found) == {*(f"案件-{number}" for number in range(CASES)), "hostile\ud801"}
    spoilt = {case: [error["code"] for error in record["errors"]] for case, record in found.items() if record["errors"]}
    assert spoilt == {"案件-3": ["broken-file"], "案件-5": ["not-readable"], "hostile\ud801": ["not-readable"]}
    assert {case for case, record in found.items() if record["verdict"]["call"] == "forged"}


def test_results_do_not_depend_on_the_engine(engine: Engine, results: Results) -> None:
    assert results(engine) == results(Engine.LOCAL)


def test_where_there_is_no_work_nothing_is_started(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text("")
    done = shop.run("batch", tmp_path / "cases.jsonl", "--out", tmp_path / "r.jsonl", "--engine", engine)
    assert (done.returncode, done.stdout.decode()[:10]) == (Exit.DONE, "0 examined")
