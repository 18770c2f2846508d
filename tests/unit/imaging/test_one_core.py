"""A worker process keeps to one core and leaves when its parent is killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

IN_PROCESS = """
from fairclaim.imaging.one_core import keep_to_one_core
import cv2, numpy, threadpoolctl
keep_to_one_core()
keep_to_one_core()
print(cv2.getNumThreads(), *(pool["num_threads"] for pool in threadpoolctl.threadpool_info()))
"""

PARENT = """
import multiprocessing, time
from fairclaim.imaging.one_core import end_with_parent

def work(channel):
    end_with_parent()
    channel.send(multiprocessing.current_process().pid)
    time.sleep(600)

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    ours, its = multiprocessing.Pipe()
    multiprocessing.Process(target=work, args=(its,)).start()
    print(ours.recv(), flush=True)
    time.sleep(600)
"""


def test_every_library_is_left_one_thread() -> None:
    told = subprocess.run([sys.executable, "-c", IN_PROCESS], capture_output=True, text=True, check=True).stdout
    assert set(told.split()) == {"1"}


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_it_leaves_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    assert _ends(worker)


def _ends(pid: int) -> bool:
    for _ in range(100):
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            time.sleep(0.1)
            continue
        return True
    return False
