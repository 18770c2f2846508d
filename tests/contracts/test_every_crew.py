"""What every crew of a batch promises, asked of each of them in turn; Ray is a real one."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fairclaim.cli.batch_cases import CaseLine, read_cases
from fairclaim.cli.batch_crew import Crew, MakeCrew
from fairclaim.cli.batch_local import LocalCrew
from fairclaim.cli.batch_ray import RayCrew
from fairclaim.domain.exhibit import Exhibit, Role
from fairclaim.domain.examination import SCHEMA
from fairclaim.forensics.examine import examine
from journeys import shop

CASES = 40  # more than a chunk for each of two workers


def local() -> MakeCrew:
    return LocalCrew


def ray() -> MakeCrew:
    pytest.importorskip("ray", reason="ray is not installed")
    return RayCrew


@pytest.fixture(params=[local, ray], ids=lambda make: make.__name__)
def make_crew(request: pytest.FixtureRequest) -> MakeCrew:
    choose: Callable[[], MakeCrew] = request.param
    return choose()


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[CaseLine]:
    """Cases of which most are quick, one has a photo that is cut off, and one a photo that is nowhere."""
    folder = tmp_path_factory.mktemp("cases")
    path = shop.write_cases(folder, CASES, compared=8)
    whole = (folder / "claim 3.jpg").read_bytes()
    (folder / "claim 3.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "claim 5.jpg").unlink()
    return read_cases(path)


def examined(crew: Crew) -> list[tuple[str, shop.Record]]:
    with closing(crew.examined()) as results:
        return [(case, json.loads(line)) for case, line in results]


def test_every_case_is_examined_once_and_as_if_it_were_alone(make_crew: MakeCrew, cases: list[CaseLine]) -> None:
    results = examined(make_crew(cases, size=2, language="en"))
    assert sorted(case for case, _ in results) == sorted(case.case for case in cases)
    found = dict(results)
    for case in cases[::8]:
        exhibits = [Exhibit.from_file(path, role) for role, path in case.paths]
        alone = json.loads(json.dumps(examine(exhibits, case=case.case).to_record()))
        assert shop.without_seconds(found[case.case]) == shop.without_seconds(alone)
    spoilt = {case: [error["code"] for error in record["errors"]] for case, record in found.items() if record["errors"]}
    assert spoilt == {"案件-3": ["broken-file"], "案件-5": ["not-readable"]}


def test_a_crew_without_cases_has_nothing_to_do(make_crew: MakeCrew) -> None:
    assert examined(make_crew([], size=2, language="en")) == []


def test_a_crew_that_is_sent_away_early_can_be_called_again(make_crew: MakeCrew, cases: list[CaseLine]) -> None:
    first = make_crew(cases, size=1, language="en").examined()
    case, line = next(first)
    first.close()
    assert case == cases[0].case
    assert line.startswith(json.dumps({"schema": SCHEMA})[:-1].encode())
    assert b"\n" not in line
    assert examined(make_crew(cases[:1], size=1, language="en"))[0][0] == case
