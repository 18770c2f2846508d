"""A parent with two busy examiners, to be killed: it writes the processes' numbers and waits."""

import threading
import time

from fairclaim.runtime.examiners.pool import ExaminerPool, PoolLimits
from unit.runtime.examiners.fake_process import serve

if __name__ == "__main__":
    pool = ExaminerPool(version="1", limits=PoolLimits(processes=2), run=serve)
    numbers = [pool.examine([], order=None, case="who").to_record()["by"]]
    threading.Thread(target=lambda: pool.examine([], order=None, case="sleep 60"), daemon=True).start()
    time.sleep(0.3)
    numbers.append(pool.examine([], order=None, case="who").to_record()["by"])
    print(*numbers, flush=True)  # noqa: T201  (for the test)
    time.sleep(60)
