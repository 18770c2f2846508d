"""Try what the sandbox must refuse, and say what happened. Runs in the child; for tests and for operators.

Each attempt is harmless where it succeeds: files are made below a folder that the caller names, the network address is
reserved for documentation (RFC 5737).
"""

import _socket
import ctypes
import mmap
import os
from collections.abc import Callable
from pathlib import Path

_SUCCEEDED = "succeeded"
_ENOUGH_BYTES = 4 << 30


def probe(folder: str) -> dict[str, str]:
    """Make every forbidden attempt.

    Parameters
    ----------
    folder : str
        An existing folder in which the parent may write, holding a file ``existing``.

    Returns
    -------
    dict of str to str
        By attempt: ``succeeded``, or the name of the error that refused it.
    """
    attempts: dict[str, Callable[[], object]] = {
        "read-file": lambda: os.close(os.open(f"{folder}/existing", os.O_RDONLY)),
        "write-file": lambda: os.close(os.open(f"{folder}/existing", os.O_WRONLY)),
        "create-file": lambda: os.close(os.open(f"{folder}/new", os.O_WRONLY | os.O_CREAT, 0o600)),
        "remove-file": lambda: Path(folder, "existing").unlink(),
        "list-folder": lambda: os.listdir(folder),  # noqa: PTH208  (the plain call is what is tried)
        "connect": _connect,
        "fork": _fork,
        "exec": lambda: os.execv("/bin/true", ["/bin/true"]),  # noqa: S606  (must be refused)
        "kill-parent": lambda: os.kill(os.getppid(), 0),
        "memory": lambda: mmap.mmap(-1, _ENOUGH_BYTES),
        "ptrace": lambda: _call("ptrace", 16, os.getppid(), 0, 0),
        "mount": lambda: _call("mount", b"none", folder.encode(), b"tmpfs", 0, None),
    }
    return {name: _outcome(attempt) for name, attempt in attempts.items()}


def _outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except (OSError, MemoryError, ValueError) as exc:
        return type(exc).__name__
    return _SUCCEEDED


def _connect() -> None:
    sender = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
    try:
        sender.connect(("192.0.2.1", 9))
    finally:
        sender.close()


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
