"""A night of cases: killed, interrupted, crowded out, and at the end every case has exactly one result."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from journeys import shop

CASES = 30
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case file with its photos; each test writes results of its own."""
    return shop.write_cases(tmp_path_factory.mktemp("night"), CASES, compared=6)


def lines_in(results: Path) -> int:
    return results.read_bytes().count(b"\n") if results.exists() else 0


def assert_finished(results: Path, count: int = CASES) -> None:
    cases = [record["case"] for record in shop.records(results)]
    assert sorted(cases) == sorted(f"案件-{number}" for number in range(count))
    assert all(record["errors"] == [] for record in shop.records(results))


def stalled(folder: Path) -> tuple[Path, Path]:
    """Write two cases; the photo of the first is a pipe, so that its worker waits until somebody feeds it."""
    cases = shop.write_cases(folder, 2, compared=9)
    pipe = folder / "claim 0.jpg"
    pipe.rename(folder / "photo.jpg")
    os.mkfifo(pipe)
    return cases, pipe


@shop.linux_only
def test_a_killed_batch_goes_on_where_it_stopped(night: Path, tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    words = ("batch", night, "--out", results, "--workers", "2")
    with shop.started(*words) as batch:
        shop.wait_until(lambda: lines_in(results) >= 5, "five results")
        os.killpg(batch.pid, signal.SIGKILL)
        shop.wait_until(lambda: not shop.session_of(batch), "everything is gone")
    left = results.read_bytes()
    whole, torn = left[: left.rfind(b"\n") + 1], left[left.rfind(b"\n") + 1 :]
    assert len({json.loads(line)["case"] for line in whole.splitlines()}) == whole.count(b"\n") < CASES
    results.write_bytes(whole + (torn or whole[:200]))  # killed in the middle of a line, which is rare by chance
    resumed = shop.run(*words)
    assert resumed.returncode == Exit.DONE
    done = whole.count(b"\n")
    assert resumed.stdout.decode() == f"{CASES - done} examined, {done} already done → {results}\n"
    assert results.read_bytes().startswith(whole)
    assert_finished(results)
    before = results.read_bytes()
    assert shop.run(*words).returncode == Exit.DONE
    assert results.read_bytes() == before


@shop.linux_only
def test_nothing_outlives_a_killed_parent(tmp_path: Path) -> None:
    cases, pipe = stalled(tmp_path)
    with shop.started("batch", cases, "--out", tmp_path / "r.jsonl", "--workers", "2") as batch, shop.held_open(pipe):
        assert len(shop.session_of(batch)) >= 3
        batch.kill()
        batch.wait()
        shop.wait_until(lambda: not shop.session_of(batch), "workers and decoders are gone")


@shop.linux_only
def test_a_worker_that_dies_at_work_costs_nothing(night: Path, tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    with shop.started("batch", night, "--out", results, "--workers", "2") as batch:
        for goal in (2, 5):
            shop.wait_until(lambda goal=goal: lines_in(results) >= goal, "some results")  # type: ignore[misc]
            os.kill(shop.workers_of(batch)[0], signal.SIGKILL)
        out, err = batch.communicate(timeout=shop.PATIENCE_S * 2)
        assert (batch.returncode, err) == (Exit.DONE, b"")
    assert out.decode().startswith(f"{CASES} examined")
    assert_finished(results)


@shop.linux_only
def test_a_case_whose_worker_died_is_tried_again(tmp_path: Path) -> None:
    cases, pipe = stalled(tmp_path)
    results = tmp_path / "r.jsonl"
    with shop.started("batch", cases, "--out", results, "--workers", "1") as batch:
        with shop.held_open(pipe) as feed:
            (first,) = shop.workers_of(batch)
            os.kill(first, signal.SIGKILL)
            shop.wait_until(lambda: shop.readers_of(batch, pipe) not in ([], [first]), "another worker reads it")
            os.write(feed, (tmp_path / "photo.jpg").read_bytes())
        assert batch.wait(shop.PATIENCE_S) == Exit.DONE
    assert_finished(results, 2)


@shop.linux_only
def test_a_case_that_costs_two_workers_is_given_up_and_the_others_are_not(tmp_path: Path) -> None:
    cases, pipe = stalled(tmp_path)
    results = tmp_path / "r.jsonl"
    with shop.started("batch", cases, "--out", results, "--workers", "1") as batch:
        with shop.held_open(pipe):
            (first,) = shop.workers_of(batch)
            os.kill(first, signal.SIGKILL)
            shop.wait_until(lambda: shop.readers_of(batch, pipe) not in ([], [first]), "another worker reads it")
            os.kill(shop.workers_of(batch)[0], signal.SIGKILL)
        assert batch.wait(shop.PATIENCE_S) == Exit.DONE
    given_up, sound = shop.records(results)
    assert [error["code"] for error in given_up["errors"]] == ["worker-died"]
    assert given_up["verdict"]["call"] == "cannot-tell"
    assert (sound["case"], sound["errors"]) == ("案件-1", [])


@shop.linux_only
def test_workers_that_cannot_start_end_the_batch_and_spoil_no_case(tmp_path: Path) -> None:
    results = tmp_path / "r.jsonl"
    cases = shop.write_cases(tmp_path, 2, compared=9)
    with shop.started("batch", cases, "--out", results, "--workers", "1") as batch:
        while batch.poll() is None:
            for worker in shop.workers_of(batch):
                os.kill(worker, signal.SIGKILL)
        assert b"Worker processes cannot be started" in batch.communicate()[1]
        assert batch.returncode == Exit.UNAVAILABLE
    assert results.read_bytes() == b""


@shop.linux_only
def test_an_interrupted_batch_ends_at_once_and_quietly(tmp_path: Path) -> None:
    cases, pipe = stalled(tmp_path)
    with shop.started("batch", cases, "--out", tmp_path / "r.jsonl", "--workers", "2") as batch:
        with shop.held_open(pipe):
            os.killpg(batch.pid, signal.SIGINT)  # as a terminal does: everybody hears Ctrl-C
            out, err = batch.communicate(timeout=5)
        assert batch.returncode == Exit.INTERRUPTED
        assert out == b""
        assert (
            err.decode()
            == "fairclaim: Interrupted. The results so far are kept; run the same command again to go on.\n"
        )
        shop.wait_until(lambda: not shop.session_of(batch), "workers and decoders are gone")


@shop.linux_only
def test_an_interrupt_while_workers_start_is_as_quiet(tmp_path: Path) -> None:
    cases = shop.write_cases(tmp_path, 2, compared=9)
    with shop.started("batch", cases, "--out", tmp_path / "r.jsonl", "--workers", "2") as batch:
        shop.wait_until(lambda: shop.workers_of(batch), "a worker")
        os.killpg(batch.pid, signal.SIGINT)
        _, err = batch.communicate(timeout=5)
        assert batch.returncode == Exit.INTERRUPTED
        assert b"Traceback" not in err


@shop.linux_only
def test_two_batches_never_write_one_file(tmp_path: Path) -> None:
    cases, pipe = stalled(tmp_path)
    words = ("batch", cases, "--out", tmp_path / "r.jsonl", "--workers", "1")
    with shop.started(*words) as first:
        with shop.held_open(pipe) as feed:
            second = shop.run(*words)
            assert second.returncode == Exit.BAD_USE
            assert b"Another fairclaim batch is writing" in second.stderr
            os.write(feed, (tmp_path / "photo.jpg").read_bytes())
        assert first.wait(shop.PATIENCE_S) == Exit.DONE
    assert_finished(tmp_path / "r.jsonl", 2)


def test_a_full_disk_is_one_sentence_and_the_same_command_goes_on(tmp_path: Path) -> None:
    cases, results = shop.write_cases(tmp_path, count := 12, compared=20), tmp_path / "r.jsonl"
    words = shop.command("batch", cases, "--out", results, "--workers", "1")
    script = 'ulimit -f 24; exec "$@"'  # no file may have more than 24 blocks of 512 bytes (some shells: of 1,024)
    env = shop.environment(PYTHONDONTWRITEBYTECODE="1")  # a cached module must not be cut off either
    full = subprocess.run(["sh", "-c", script, "sh", *words], env=env, capture_output=True, timeout=60, check=False)
    assert full.returncode == Exit.UNAVAILABLE
    assert full.stderr.decode().startswith(f"fairclaim: Cannot write {results}: ")
    assert full.stderr.count(b"\n") == 1
    assert 0 < lines_in(results) < count
    assert results.read_bytes().endswith(b"}\n")
    assert subprocess.run(words, env=shop.environment(), capture_output=True, timeout=60, check=False).returncode == 0
    assert_finished(results, count)


def test_one_bad_file_spoils_only_its_own_case_and_results_equal_those_of_examine(tmp_path: Path) -> None:
    cases, results = shop.write_cases(tmp_path, 3, compared=3), tmp_path / "r.jsonl"
    whole = (tmp_path / "claim 1.jpg").read_bytes()
    (tmp_path / "claim 1.jpg").write_bytes(whole[: len(whole) // 2])
    with cases.open("a") as lines:
        lines.write(json.dumps({"case": "folder", "claim": ["."], "listing": ["listing 0.jpg"]}) + "\n")
        lines.write(json.dumps({"case": "missing", "claim": ["claim 2.jpg", "nowhere.jpg"]}) + "\n")
    batch = shop.run("batch", cases, "--out", results, "--workers", "2")
    assert (batch.returncode, batch.stderr) == (Exit.DONE, b"")
    found = {record["case"]: record for record in shop.records(results)}
    spoilt = {case: [error["code"] for error in record["errors"]] for case, record in found.items() if record["errors"]}
    assert spoilt == {"案件-1": ["broken-file"], "folder": ["not-readable"], "missing": ["not-readable"]}
    for case, claim, listing in (("案件-0", "claim 0.jpg", ["listing 0.jpg"]), ("案件-1", "claim 1.jpg", [])):
        named = [word for name in listing for word in ("--listing", tmp_path / name)]
        alone = shop.run("examine", tmp_path / claim, *named, "--case", case, "--json")
        assert shop.without_seconds(json.loads(alone.stdout)) == shop.without_seconds(found[case])


def test_relative_paths_and_a_folder_with_spaces_do_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / "售后 cases"
    folder.mkdir()
    shop.write_cases(folder, 1, compared=9)
    shutil.move(folder / "cases.jsonl", folder / "案件.jsonl")
    done = shop.run("--language", "zh", "batch", "案件.jsonl", "--out", "new/结果.jsonl", cwd=folder)
    assert done.stdout.decode() == "已检验 1 件，此前已完成 0 件 → new/结果.jsonl\n"
    assert_finished(folder / "new" / "结果.jsonl", 1)
