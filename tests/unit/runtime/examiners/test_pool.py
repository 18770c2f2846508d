"""A process that dies costs its own case at most, and nothing outlives the pool."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.domain.exhibit import Exhibit, Role
from fairclaim.runtime.examiners.errors import (
    ExaminerDiedError,
    ExaminerFaultError,
    ExaminersClosedError,
    ExaminerSlowError,
    NobodyWaitsError,
    PartMissingError,
)
from fairclaim.runtime.examiners.pool import ExaminerPool, PoolLimits, Serve
from unit.runtime.examiners.fake_process import serve, serve_in_silence, serve_nobody, serve_without_parts

PROCESSES = Path("/proc/self/stat")
TESTS = Path(__file__).resolve().parents[3]


@pytest.fixture
def pool() -> Iterator[ExaminerPool]:
    limits = PoolLimits(processes=2, case_s=3, cases=3, memory_bytes=2 << 30)
    with ExaminerPool(version="1", limits=limits, run=serve) as found:
        yield found


def by(pool: ExaminerPool, case: str = "who") -> int:
    return int(str(pool.examine([], order=None, case=case).to_record()["by"]))


def is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    try:
        return b"Z" not in Path(f"/proc/{number}/stat").read_bytes().rpartition(b")")[2][:3]
    except FileNotFoundError:  # gone in between, or a system without such files
        return not PROCESSES.exists()


def is_gone(number: int) -> bool:
    end = time.monotonic() + 10
    while is_there(number):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_photos_are_described_by_their_names_and_what_is_none_is_left_out(pool: ExaminerPool) -> None:
    found = pool.describe([Exhibit(b"photo", Role.CLAIM, "e-1"), Exhibit(b"film", Role.CLAIM, "e-2")])
    assert found == {"e-1": (b"codes", 77, b"numbers")}


def test_maps_come_beside_the_record_and_not_in_it(pool: ExaminerPool) -> None:
    found = pool.examine([Exhibit(b"photo", Role.CLAIM, "e-1")], order=None, case="maps")
    assert (found.to_record(), found.maps) == ({"case": "maps"}, {2: b"map"})


def test_one_process_examines_one_case_after_the_other_and_is_replaced(pool: ExaminerPool) -> None:
    first = [by(pool) for _ in range(3)]
    assert len(set(first)) == 1
    assert is_gone(first[0])
    assert by(pool) != first[0]


def test_two_threads_get_two_processes(pool: ExaminerPool) -> None:
    with ThreadPoolExecutor(3) as threads:
        found = set(threads.map(lambda _: by(pool, "sleep 0.3"), range(3)))
    assert len(found) == 2


def test_a_case_whose_process_dies_once_is_examined_by_another(pool: ExaminerPool, tmp_path: Path) -> None:
    assert by(pool, f"die-once {tmp_path / 'died'}") > 0


def test_a_case_that_costs_two_processes_is_given_up_and_no_other(pool: ExaminerPool) -> None:
    with pytest.raises(ExaminerDiedError):
        by(pool, "die")
    assert by(pool) > 0


def test_a_case_that_takes_too_long_is_stopped() -> None:
    quick = ExaminerPool(version="1", limits=PoolLimits(processes=1, case_s=0.3), run=serve)
    with quick, pytest.raises(ExaminerSlowError):
        by(quick, "sleep 30")


@pytest.mark.parametrize("run", [serve_nobody, serve_without_parts, serve_in_silence])
def test_a_process_that_does_not_start_is_no_fault_of_the_case(run: Serve) -> None:
    with (
        ExaminerPool(version="1", limits=PoolLimits(processes=1, start_s=2), run=run) as pool,
        pytest.raises(PartMissingError),
    ):
        by(pool)


def test_memory_is_bounded(pool: ExaminerPool) -> None:
    with pytest.raises(ExaminerFaultError) as fault:
        by(pool, "greedy")
    assert fault.value.what == "MemoryError"
    assert by(pool) > 0


def test_bugs_and_missing_parts_are_told_apart(pool: ExaminerPool) -> None:
    with pytest.raises(ExaminerFaultError):
        by(pool, "bug")
    with pytest.raises(PartMissingError):
        by(pool, "missing")


def test_closing_ends_every_process_and_tells_who_waits(pool: ExaminerPool) -> None:
    number = by(pool)
    raised: list[BaseException] = []

    def wait() -> None:
        try:
            by(pool, "sleep 30")
        except ExaminersClosedError as error:
            raised.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.3)
    pool.close()
    thread.join(10)
    assert len(raised) == 1
    assert is_gone(number)
    with pytest.raises(ExaminersClosedError):
        by(pool)


class Listener:
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.is_gone = False
        self.heard: list[tuple[object, ...]] = []

    def begins(self) -> None:
        self.heard.append(("begins",))

    def checks(self, name: str) -> None:
        self.heard.append(("checks", name))

    def found(self, name: str, findings: Sequence[Mapping[str, object]]) -> None:
        self.heard.append(("found", name, *findings))

    def examined(self, record: Mapping[str, object]) -> None:
        self.heard.append(("examined", record))

    def file(self, name: str, data: bytes) -> None:
        self.heard.append(("file", name, data))

    def lacks(self, name: str, code: str, zh: str, en: str) -> None:
        self.heard.append(("lacks", name, code, zh, en))


def test_who_watches_hears_everything_in_order(pool: ExaminerPool) -> None:
    listener = Listener()
    assert pool.watch([], order=None, case="seen", watcher=listener).to_record()["case"] == "seen"
    assert listener.heard == [
        ("begins",),
        ("checks", "a-check"),
        ("found", "a-check", {"outcome": "pass"}),
        ("examined", {"case": "seen"}),
        ("lacks", "report-zh.pdf", "font-missing", "没有", "none"),
        ("file", "map-0.png", b"\x00\n\xff"),
    ]
    assert by(pool) > 0


def test_who_watches_is_told_that_it_begins_anew(pool: ExaminerPool, tmp_path: Path) -> None:
    listener = Listener()
    pool.watch([], order=None, case=f"die-once {tmp_path / 'died'}", watcher=listener)
    assert listener.heard.count(("begins",)) == 2


def test_an_examination_that_nobody_waits_for_is_ended(pool: ExaminerPool) -> None:
    listener = Listener()
    threading.Timer(0.5, lambda: setattr(listener, "is_gone", True)).start()
    began = time.monotonic()
    with pytest.raises(NobodyWaitsError):
        pool.watch([], order=None, case="sleep 60", watcher=listener)
    assert time.monotonic() - began < 10
    assert by(pool) > 0


def test_whoever_is_gone_gives_up_its_place_in_the_line() -> None:
    listener = Listener()
    with ExaminerPool(version="1", limits=PoolLimits(processes=1), run=serve) as pool:
        busy = threading.Thread(target=lambda: by(pool, "sleep 3"))
        busy.start()
        time.sleep(0.5)
        listener.is_gone = True
        with pytest.raises(NobodyWaitsError):
            pool.watch([], order=None, case="who", watcher=listener)
        busy.join()
    assert listener.heard == []


@pytest.mark.parametrize("name", ["../x.jpg", "x", "in-0", "a/b.png", ".jpg", "x.exe"])
def test_a_process_that_names_a_file_oddly_has_gone_mad(pool: ExaminerPool, name: str) -> None:
    listener = Listener()
    with pytest.raises(ExaminerDiedError):
        pool.watch([], order=None, case=f"call-it {name}", watcher=listener)
    assert [one for one in listener.heard if one[0] == "file"] == []


@pytest.mark.skipif(not PROCESSES.exists(), reason="looks processes up in /proc")
def test_nothing_outlives_a_killed_parent() -> None:
    command = [sys.executable, "-m", "unit.runtime.examiners.pool_parent"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=TESTS) as parent:
        assert parent.stdout is not None
        numbers = [int(word) for word in parent.stdout.readline().split()]
        assert len(set(numbers)) == 2
        assert all(is_there(number) for number in numbers)
        parent.send_signal(signal.SIGKILL)
        assert all(is_gone(number) for number in numbers)


def test_a_real_examiner_answers_with_a_record() -> None:
    with ExaminerPool(version="1", limits=PoolLimits(processes=1)) as pool:
        record = pool.examine([Exhibit(b"", Role.CLAIM, "empty.jpg")], order=None, case="claim-1").to_record()
        with pytest.raises(UsageError):
            pool.examine([Exhibit(b"", Role.LISTING)], order=None, case="claim-2")
    assert record["schema"] == "fairclaim.examination/1"
    assert record["case"] == "claim-1"
    errors = record["errors"]
    assert isinstance(errors, list)
    assert errors[0]["code"] == "empty-file"
