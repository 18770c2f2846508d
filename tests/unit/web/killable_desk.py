"""Desks that run until they are killed; forked from one process that has everything loaded.

``python -m unit.web.killable_desk FOLDER DATABASE PORT RECEIVER ALLOWANCE_S`` starts one for each line ``PART NAME`` on its standard
input: ``web`` serves, ``worker`` works, ``both`` does both in one process, as a desk on SQLite does. Lines on its standard output:
``child PID``, ``ready PID``, ``ended PID STATUS``.
DATABASE is empty for a desk in its own folder.
"""

import os
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fairclaim.compose import OpenDesk, open_desk
from fairclaim.domain.desk.clock_rules import DEFAULT_RULES, ClockKind, ClockRule, DeskRules
from fairclaim.domain.desk.working_calendar import Counting
from fairclaim.services.desk import DeskLimits
from fairclaim.settings import Secret, Settings
from fairclaim.web.server import WebServer
from real_desk import QUICK, app_of, courier_to, door_of
from unit.services.counter import Examiner

LIMITS = replace(QUICK, polling_s=0.25, sweep_s=0.5)
PARTIES = (ClockKind.MERCHANT_ANSWER, ClockKind.BUYER_EVIDENCE, ClockKind.APPEAL_WINDOW)


def hasty(opened: OpenDesk, allowance: timedelta) -> OpenDesk:
    """Return a desk where parties have little time, so that clocks expire while desks are killed."""
    soon = ClockRule(allowance=allowance, counting=Counting.CALENDAR_HOURS, warn_before=timedelta(seconds=1))
    rules = DeskRules(clocks=DEFAULT_RULES | dict.fromkeys(PARTIES, soon))
    limits = DeskLimits(filing_grace=timedelta(seconds=1), lease=timedelta(seconds=20), second_looks=0)
    return replace(opened, desk=replace(opened.desk, rules=rules, limits=limits))


def say(*words: object) -> None:
    """Write a line in one piece, with no buffer that a kill could take along."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def run_until_killed(part: str, settings: Settings, port: int, receiver: str, allowance: timedelta) -> None:
    opened = hasty(open_desk(settings, examiner=Examiner()), allowance)
    if part in ("web", "both"):
        WebServer(app_of(opened, door_of(opened)), port=port).start()
    if part in ("worker", "both"):
        opened.worker(limits=LIMITS, courier=courier_to(opened, receiver)).start()
    say("ready", os.getpid())
    threading.Event().wait()


def main(folder: str, database: str, port: str, receiver: str, allowance_s: str) -> None:
    for line in sys.stdin:
        part, name = line.split()
        child = os.fork()
        if child == 0:
            settings = Settings(data=Path(folder), database=Secret(database), worker=name, examiners=1)
            try:
                run_until_killed(part, settings, int(port), receiver, timedelta(seconds=int(allowance_s)))
            finally:
                os._exit(1)
        say("child", child)
        threading.Thread(target=_tell_end, args=(child,), daemon=True).start()


def _tell_end(child: int) -> None:
    _, status = os.waitpid(child, 0)
    say("ended", child, status)


if __name__ == "__main__":
    main(*sys.argv[1:])
