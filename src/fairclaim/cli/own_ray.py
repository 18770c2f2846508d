"""Ray, started for one command and for nobody else, and ended with it.

It listens on the loopback address only, asks for a token that nobody else has, reports nothing to anybody, joins no other
Ray, and keeps its files in a private folder that goes with it.
"""

import logging
import os
import secrets
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Final

from fairclaim.cli.interrupts import interrupts_held
from fairclaim.cli.output import cannot_write
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError

_OWN_RAY: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # on any system: keep to the loopback address
    "RAY_AUTH_MODE": "token",
    "RAY_memory_monitor_refresh_ms": "0",  # it would end workers because others use the memory
    "RAY_worker_niceness": "0",  # as other processes of ours
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # without it, Ray warns
}
_STORE_BYTES: Final = 80 << 20
"""Ray accepts no less than 75 MiB; results are far smaller."""
_LONGEST_PLACE: Final = 16
"""Characters. Our folder adds 21, Ray's sockets in it 66, and the path of a socket has at most 107, on macOS 103."""

_MISSING: Final = Bilingual(
    "未安装 Ray。请运行 pip install 'fairclaim[ray]'，或使用 --engine local。",
    "Ray is not installed. Run pip install 'fairclaim[ray]', or use --engine local.",
)


def require_ray() -> ModuleType:
    """Return Ray, set up to be ours alone.

    Raises
    ------
    UnavailableError
        If it is not installed.
    """
    if "ray" not in sys.modules:  # it reads them once
        os.environ.update({**_OWN_RAY, "RAY_AUTH_TOKEN": secrets.token_hex(32)})  # noqa: TID251  (written, for Ray alone)
    try:
        import ray  # noqa: PLC0415  (heavy, and an extra)
    except ImportError as exc:
        raise UnavailableError(_MISSING) from exc
    return ray


@contextmanager
def started(ray: ModuleType, *, processors: int) -> Iterator[None]:
    """Run Ray inside.

    Raises
    ------
    UnavailableError
        If it does not start.
    """
    with _folder() as folder, Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        try:  # standard output leads nowhere because Ray complains there of workers that died
            with interrupts_held():
                _start(ray, processors, folder)
            with _ending_when_told():
                yield
        finally:
            with interrupts_held():
                ray.shutdown()


def _start(ray: ModuleType, processors: int, folder: str) -> None:
    try:
        ray.init(
            address="local",  # never somebody else's Ray
            num_cpus=processors,
            num_gpus=0,
            object_store_memory=_STORE_BYTES,
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.CRITICAL,
            _temp_dir=str(Path(folder) / "r"),  # inside, because Ray opens its own folder to everybody
        )
    except Exception as exc:  # Ray raises plain exceptions when one of its parts does not start
        why = (str(exc) or type(exc).__name__).splitlines()[0]
        raise UnavailableError(
            Bilingual(
                f"Ray 无法启动：{why}。请检查内存和临时目录的空间，或使用 --engine local。",
                f"Ray does not start: {why}. Check the memory and the room for temporary files, or use --engine local.",
            )
        ) from exc


@contextmanager
def _ending_when_told() -> Iterator[None]:
    """Take a request to terminate as Ctrl-C, so that Ray ends with us; its own answer is a trace of the stack."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder for Ray's sockets and logs: beside other temporary files, unless the way there is too long."""
    usual, short = tempfile.gettempdir(), Path("/tmp")  # noqa: S108  (only as the place of a private folder)
    place = str(short) if len(usual) > _LONGEST_PLACE and short.is_dir() else usual
    try:
        return tempfile.TemporaryDirectory(prefix="fairclaim-", dir=place, ignore_cleanup_errors=True)
    except OSError as exc:
        raise cannot_write(place, exc) from exc
