"""How a crew on Ray shares out its cases and what it does about deaths; tests/journeys has a real Ray."""

import json
import sys
from collections import Counter

import pytest

from fairclaim.cli.batch_cases import CaseLine
from fairclaim.cli.batch_ray import CHUNK, RayCrew
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import Role
from unit.cli.fake_ray import FakeRay


def cases(count: int) -> list[CaseLine]:
    return [CaseLine(case=str(n), paths=((Role.CLAIM, f"{n}.jpg"),), order=None) for n in range(count)]


def examined(ray: FakeRay, count: int, *, size: int, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    monkeypatch.setitem(sys.modules, "ray", ray)
    return list(RayCrew(cases(count), size=size, language="en").examined())


def given_up(results: list[tuple[str, bytes]]) -> list[str]:
    return [case for case, line in results if line != case.encode()]


@pytest.mark.parametrize("size", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [1, 5, 31, 100, 257])
def test_cases_go_out_in_chunks_and_in_smaller_ones_at_the_end(
    count: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = examined(ray := FakeRay(), count, size=size, monkeypatch=monkeypatch)
    assert Counter(case for case, _ in results) == Counter(str(n) for n in range(count))
    left = count
    for chunk in ray.chunks:
        assert len(chunk) == CHUNK if left >= CHUNK * size else 1 <= len(chunk) <= -(-left // size)
        left -= len(chunk)
    assert ray.actors == min(size, count)
    assert ray.calls == ["init", "shutdown"]


def test_without_cases_ray_is_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    assert examined(ray := FakeRay(), 0, size=2, monkeypatch=monkeypatch) == []
    assert ray.calls == []


@pytest.mark.parametrize("lost", [0, 1, 3, 50])
@pytest.mark.parametrize("size", [1, 2])
def test_a_case_that_costs_two_actors_is_given_up_and_no_other(
    size: int, lost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ray = FakeRay(deadly={"7": 99, "20": 99, "21": 1}, lost=lost)
    results = examined(ray, 60, size=size, monkeypatch=monkeypatch)
    assert Counter(case for case, _ in results) == Counter(str(n) for n in range(60))
    assert sorted(given_up(results)) == ["20", "7"]
    record = json.loads(dict(results)["7"])
    assert [error["code"] for error in record["errors"]] == ["worker-died"]
    assert "kill" in ray.calls


def test_a_case_at_which_an_actor_died_is_tried_again_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    results = examined(ray := FakeRay(deadly={"3": 1}), 40, size=1, monkeypatch=monkeypatch)
    assert given_up(results) == []
    assert ["3"] in ray.chunks
    assert [case for case, _ in results] == [str(n) for n in range(40)]


def test_actors_that_die_before_they_are_ready_spoil_no_case(monkeypatch: pytest.MonkeyPatch) -> None:
    results = examined(FakeRay(deaths_at_start=2), 20, size=1, monkeypatch=monkeypatch)
    assert (len(results), given_up(results)) == (20, [])
    with pytest.raises(UnavailableError, match="Worker processes cannot be started"):
        examined(ray := FakeRay(deaths_at_start=3), 20, size=1, monkeypatch=monkeypatch)
    assert ray.calls[-1] == "shutdown"


def test_a_machine_that_lacks_a_part_ends_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnavailableError) as caught:
        examined(ray := FakeRay(part_missing=("缺", "lacking")), 20, size=2, monkeypatch=monkeypatch)
    assert (caught.value.message.zh, caught.value.message.en) == ("缺", "lacking")
    assert ray.calls == ["init", "shutdown"]


def test_a_crew_that_is_sent_away_takes_its_ray_along(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = FakeRay()
    monkeypatch.setitem(sys.modules, "ray", ray)
    crew = RayCrew(cases(9), size=2, language="en").examined()
    next(crew)
    crew.close()
    assert ray.calls == ["init", "shutdown"]
