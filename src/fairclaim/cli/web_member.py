"""One of several web processes, as `fairclaim.cli.web_crew` starts it: ``python -m fairclaim.cli.web_member``.

One line of JSON on standard input says what to serve. When the input ends, whoever started this is gone, and so is the process.
"""

import json
import logging
import os
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

from fairclaim.cli.exits import Exit, exit_of
from fairclaim.cli.interrupts import told_to_stop
from fairclaim.domain.errors import FairclaimError
from fairclaim.settings import Settings, read_settings

FAREWELL_S = 30.0
"""After the crew's end, what is still under way is cut off."""
_log = logging.getLogger(__name__)


def main() -> Exit:
    """Serve until told to stop, or until the crew is gone."""
    with told_to_stop() as told:
        order = json.loads(open(0, "rb", buffering=0, closefd=False).readline())  # noqa: SIM115  (not ours to close)
        threading.Thread(target=_follow, args=(told,), daemon=True).start()
        given = order["settings"]
        settings = replace(read_settings(), **{**given, "data": Path(given["data"])})
        if order["counts"] is not None:
            # prometheus_client looks there when it is imported, and nowhere else.
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = order["counts"]  # noqa: TID251  (written, for this library alone)
        try:
            return _serve(settings, told)
        except FairclaimError as error:
            _log.error("%s: %s", error.code, error.message.en)
            return exit_of(error)


def _serve(settings: Settings, told: threading.Event) -> Exit:
    from fairclaim.compose import open_desk  # noqa: PLC0415  (only once the library knows where to count)
    from fairclaim.telemetry.logs import set_up_logs  # noqa: PLC0415
    from fairclaim.web.server import WebServer  # noqa: PLC0415

    set_up_logs(as_json=settings.log == "json")
    with open_desk(settings) as opened:
        web = WebServer(
            opened.application(opened.door()),
            host=settings.host,
            port=settings.port,
            proxies=settings.proxies,
            is_shared=True,
        )
        web.start()
        try:
            os.write(1, b"ready\n")
            while not told.wait(1.0):
                if not web.is_alive:
                    return Exit.UNAVAILABLE
        finally:
            web.stop()
    return Exit.DONE


def _follow(told: threading.Event) -> None:
    """Stop when the input ends: soon, and at the latest after :data:`FAREWELL_S`."""
    while os.read(0, 1):
        pass
    told.set()
    time.sleep(FAREWELL_S)
    os._exit(Exit.UNAVAILABLE)


if __name__ == "__main__":
    ended = main()
    logging.shutdown()
    sys.stdout.flush()
    os._exit(ended)  # a thread of the server that is still ending would abort the interpreter's own end
