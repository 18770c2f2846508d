"""A night of cases on Ray: workers and the driver are killed, and at the end every case has exactly one result."""

import json
import os
import signal
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from journeys import shop

pytest.importorskip("ray", reason="ray is not installed")
pytestmark = shop.linux_only
CASES = 40


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case file with its photos; each test writes results of its own."""
    return shop.write_cases(tmp_path_factory.mktemp("night"), CASES, compared=6)


def stalled(folder: Path, count: int) -> tuple[Path, Path]:
    """Write cases; the photo of the second is a pipe, so that its worker waits until somebody feeds it."""
    cases = shop.write_cases(folder, count, compared=9)
    pipe = folder / "claim 1.jpg"
    pipe.rename(folder / "photo.jpg")
    os.mkfifo(pipe)
    return cases, pipe


def words(cases: Path, results: Path, *, workers: int) -> tuple[str | Path, ...]:
    return ("batch", cases, "--out", results, "--workers", str(workers), "--engine", "ray")


def lines_in(results: Path) -> int:
    return results.read_bytes().count(b"\n") if results.exists() else 0


def assert_finished(results: Path, count: int = CASES) -> None:
    assert sorted(record["case"] for record in shop.records(results)) == sorted(f"案件-{n}" for n in range(count))
    assert all(record["errors"] == [] for record in shop.records(results))


@pytest.mark.slow
def test_workers_that_die_at_work_cost_nothing_but_a_case_that_costs_two_of_them(tmp_path: Path) -> None:
    cases, pipe = stalled(tmp_path, CASES)
    results = tmp_path / "r.jsonl"
    with shop.started(*words(cases, results, workers=2)) as batch:
        shop.wait_until(lambda: lines_in(results) >= 2, "some results")
        others = set(shop.ray_workers_of(batch)) - set(shop.ray_readers_of(batch, pipe))
        os.kill(min(others), signal.SIGKILL)
        with shop.held_open(pipe):
            while batch.poll() is None:
                for reader in shop.ray_readers_of(batch, pipe):
                    os.kill(reader, signal.SIGKILL)
        out, err = batch.communicate(timeout=shop.PATIENCE_S)
        assert (batch.returncode, err) == (Exit.DONE, b"")
        assert out.decode() == f"{CASES} examined, 0 already done → {results}\n"
        shop.wait_until(lambda: not shop.session_of(batch), "Ray is gone")
    found = {record["case"]: record for record in shop.records(results)}
    assert set(found) == {f"案件-{number}" for number in range(CASES)}
    assert lines_in(results) == CASES
    spoilt = {case: [error["code"] for error in record["errors"]] for case, record in found.items() if record["errors"]}
    assert spoilt == {"案件-1": ["worker-died"]}


def test_a_killed_batch_goes_on_where_it_stopped(night: Path, tmp_path: Path) -> None:
    results = tmp_path / "r.jsonl"
    with shop.started(*words(night, results, workers=2)) as batch:
        shop.wait_until(lambda: lines_in(results) >= 5, "five results")
        batch.kill()
        batch.wait()
        shop.wait_until(lambda: not shop.ray_workers_of(batch), "the workers are gone")
    left = results.read_bytes()
    whole = left[: left.rfind(b"\n") + 1]
    assert len({json.loads(line)["case"] for line in whole.splitlines()}) == whole.count(b"\n") < CASES
    resumed = shop.run(*words(night, results, workers=2))
    done = whole.count(b"\n")
    assert resumed.stdout.decode() == f"{CASES - done} examined, {done} already done → {results}\n"
    assert results.read_bytes().startswith(whole)
    assert_finished(results)


def test_ray_listens_to_this_machine_only_and_ends_quietly_with_an_interrupted_batch(tmp_path: Path) -> None:
    cases, pipe = stalled(tmp_path, 4)
    with shop.started(*words(cases, tmp_path / "r.jsonl", workers=2)) as batch:
        with shop.held_open(pipe):
            addresses = shop.listening(batch)
            assert addresses
            assert [address for address in addresses if not address.is_loopback] == []
            os.killpg(batch.pid, signal.SIGINT)  # as a terminal does: everybody hears Ctrl-C
            out, err = batch.communicate(timeout=20)
        assert batch.returncode == Exit.INTERRUPTED
        assert out == b""
        assert err.startswith(b"fairclaim: Interrupted. The results so far are kept")
        assert err.count(b"\n") == 1
        shop.wait_until(lambda: not shop.session_of(batch), "Ray, workers and decoders are gone")


@pytest.mark.slow
def test_an_interrupt_while_ray_starts_is_as_quiet(tmp_path: Path) -> None:
    cases, _ = stalled(tmp_path, 4)
    with shop.started(*words(cases, tmp_path / "r.jsonl", workers=2)) as batch:
        shop.wait_until(lambda: len(shop.session_of(batch)) > 2, "the first process of Ray")
        os.killpg(batch.pid, signal.SIGINT)
        _, err = batch.communicate(timeout=30)
        assert batch.returncode == Exit.INTERRUPTED
        assert err.count(b"\n") == 1
        shop.wait_until(lambda: not shop.session_of(batch), "Ray is gone")


@pytest.mark.slow
def test_a_batch_that_is_told_to_end_takes_its_ray_along(tmp_path: Path) -> None:
    cases, pipe = stalled(tmp_path, 4)
    with shop.started(*words(cases, tmp_path / "r.jsonl", workers=2)) as batch:
        with shop.held_open(pipe):
            batch.terminate()
            out, err = batch.communicate(timeout=20)
        assert (batch.returncode, out) == (Exit.INTERRUPTED, b"")
        assert err.count(b"\n") == 1
        shop.wait_until(lambda: not shop.session_of(batch), "Ray, workers and decoders are gone")


@pytest.mark.slow
def test_workers_that_cannot_start_end_the_batch_and_spoil_no_case(tmp_path: Path) -> None:
    cases, results = stalled(tmp_path, 4)[0], tmp_path / "r.jsonl"
    with shop.started(*words(cases, results, workers=1)) as batch:
        while batch.poll() is None:
            for worker in shop.ray_workers_of(batch):
                os.kill(worker, signal.SIGKILL)
        assert b"Worker processes cannot be started" in batch.communicate()[1]
        assert batch.returncode == Exit.UNAVAILABLE
    assert results.read_bytes() == b""
