"""A desk with everybody at work, disturbed again and again at random instants, and what must be true of it afterwards."""

import json
import random
import sys
import time
from collections.abc import Callable
from statistics import median

from contracts.crowd import Crowd, at_work
from contracts.killable_desks import Desks, desks, parts_of
from contracts.nothing_lost import verify_nothing_lost_or_twice, wait_until_still
from store_engines import Engine

Disturb = Callable[[Desks, random.Random], None]
LONGEST_S = 2.0
FEW_CLAIMS, MANY_CLAIMS = 10, 100
"""In flight in every run, and with ``--slow``."""
ALLOWANCE_S, LONGER_ALLOWANCE_S = 3, 20
"""So that clocks expire in between, and so many claims can be in flight at a time."""


def live_through(crowd: Crowd, engine: Engine, disturb: Disturb, *, times: int) -> None:
    """Disturb a desk so many times, let the work end, verify that nothing is lost or twice, and tell how it was.

    The instants follow from pytest's seed; ``-rP`` shows what is told.
    """
    seed = random.getrandbits(32)
    chance, open_then = random.Random(seed), []
    allowance_s = ALLOWANCE_S if crowd.in_flight == FEW_CLAIMS else LONGER_ALLOWANCE_S
    with desks(crowd.opened, receiver=crowd.receiver.url, port=crowd.port, allowance_s=allowance_s) as running:
        for part in parts_of(engine):
            running.start(part)
        with at_work(crowd):
            began = time.monotonic()
            for _ in range(times):
                time.sleep(chance.uniform(0, LONGEST_S))
                open_then.append(crowd.open_claims())
                disturb(running, chance)
            seconds = time.monotonic() - began
            wait_until_still(crowd, timeout_s=600 + 5 * len(crowd.told.orders))
            still_after_s = time.monotonic() - began - seconds
    told = {
        "engine": engine.name,
        "times": times,
        "seed": seed,
        "seconds": round(seconds),
        "still_after_s": round(still_after_s),
        "open_least_median_most": [min(open_then), median(open_then), max(open_then)],
        "waits": dict(crowd.told.waits),
        "refusals": dict(crowd.told.refusals),
        "slowest_answer_s": round(crowd.told.slowest_s, 1),
        **verify_nothing_lost_or_twice(crowd),
    }
    sys.stdout.write(json.dumps(told) + "\n")
