"""Turns of threads, and of processes among each other."""

import builtins
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from fairclaim.store.errors import StoreBusyError
from fairclaim.store.turns import Turns

HOLDS = """
import sys, time
from pathlib import Path
from fairclaim.store.turns import Turns
turns = Turns(Path(sys.argv[1]))
with turns.take(patience_s=20):
    print("mine", flush=True)
    sys.stdin.readline()
"""


def holder(database: Path) -> "subprocess.Popen[str]":
    """Start a process that has the turn until it reads a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "mine\n"
    return process


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


def test_one_at_a_time_whichever_store_of_a_process_asks(database: Path) -> None:
    first, second = Turns(database), Turns(database)
    inside: list[int] = []
    most: list[int] = []

    def work(turns: Turns) -> None:
        for _ in range(20):
            with turns.take(patience_s=30):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.0005)
                inside.pop()

    threads = [threading.Thread(target=work, args=(turns,)) for turns in (first, second) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (120, 1)
    first.close()
    second.close()


def test_a_turn_that_does_not_come_is_an_error_and_not_for_ever(database: Path) -> None:
    turns = Turns(database)
    with turns.take(patience_s=1), pytest.raises(StoreBusyError), turns.take(patience_s=0.01):
        pass
    with turns.take(patience_s=1):
        pass
    turns.close()


@pytest.mark.skipif(sys.platform == "win32", reason="files are not locked there")
def test_another_process_is_waited_for_and_its_death_is_the_end_of_its_turn(database: Path) -> None:
    with holder(database) as other:
        turns = Turns(database)
        with pytest.raises(StoreBusyError), turns.take(patience_s=0.02):
            pass
        other.kill()
        with turns.take(patience_s=20):
            pass
        turns.close()


def test_where_files_are_not_locked_threads_take_turns_all_the_same(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_import = builtins.__import__

    def without(
        name: str,
        into: Mapping[str, object] | None = None,
        local: object = None,
        names: Sequence[str] = (),
        level: int = 0,
    ) -> object:
        if name == "fcntl":
            raise ModuleNotFoundError
        return true_import(name, into, local, names, level)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    turns = Turns(database)
    monkeypatch.undo()
    with turns.take(patience_s=1), pytest.raises(StoreBusyError), turns.take(patience_s=0.01):
        pass
    turns.close()
    assert list(database.parent.iterdir()) == []
