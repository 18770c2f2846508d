"""The locks that a child puts on itself before it reads hostile bytes. Linux has four; elsewhere limits alone.

Every import must be done before: afterwards no file can be opened. A lock that the system does not offer is left out
and reported, never worked around.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType

try:
    import resource as _resource
except ImportError:  # Windows has none
    resource: ModuleType | None = None
else:
    resource = _resource

_Layer = tuple[str, Callable[[], None]]
_IS_LINUX = sys.platform == "linux"

# linux/sched.h, linux/prctl.h, linux/landlock.h; the Landlock call numbers are the same on every architecture.
_CLONE_THREAD, _CLONE_NEWUSER, _CLONE_NEWNET, _CLONE_NEWIPC = 0x00010000, 0x10000000, 0x40000000, 0x08000000
_PR_SET_NAME, _PR_SET_NO_NEW_PRIVS = 15, 38
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
_LANDLOCK_VERSION_FLAG = 1
_AT_EMPTY_PATH = 0x1000
_CAPABILITY_VERSION_3 = 0x20080522

_OPEN_FILES = 16

_ALLOWED_CALLS = (
    *("read", "write", "readv", "writev", "close", "fstat", "lseek", "fcntl", "pipe2", "poll", "ppoll", "select"),
    *("pselect6", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "eventfd2"),
    *("brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "membarrier"),
    *("futex", "set_robust_list", "get_robust_list", "rseq", "sched_yield", "sched_getaffinity", "sched_getparam"),
    *("sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min", "exit", "exit_group"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall"),
    *("clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "getrandom"),
    *("getpid", "gettid", "getuid", "geteuid", "getgid", "getegid", "getrusage", "getrlimit", "sysinfo", "uname"),
)


@dataclass(frozen=True, slots=True)
class Locks:
    """Names of the layers that hold, and for each one that does not, why."""

    held: tuple[str, ...]
    missing: dict[str, str]


def lock_down(*, memory_bytes: int) -> Locks:
    """Close every lock that this system offers, for good.

    Parameters
    ----------
    memory_bytes : int
        Address space that this process may use from now on.

    Returns
    -------
    Locks
        ``rlimits``: memory, open files, no core dump, no byte written to a file.
        ``network-namespace``: a network of its own, without a single device that is up; no privileges.
        ``landlock``: no file may be opened, made, changed or removed.
        ``seccomp``: only calls that decoding needs; no socket, no open, no new process, no new program.
    """
    held: list[str] = []
    missing: dict[str, str] = {}
    with suppress(ImportError, RuntimeError):  # reported when the filter is built
        import pyseccomp  # noqa: F401, PLC0415  (looks for libseccomp, which needs files and processes)
    layers: tuple[_Layer, ...] = (
        ("network-namespace", _leave_network),
        ("landlock", _forbid_files),
        ("rlimits", lambda: _limit_resources(memory_bytes)),
        ("seccomp", _forbid_calls),
    )
    for name, close in layers:
        try:
            close()
        except (OSError, ImportError, AttributeError, RuntimeError, ValueError) as exc:
            missing[name] = f"{type(exc).__name__}: {exc}"[:200]
        else:
            held.append(name)
    return Locks(tuple(held), missing)


def limit_task_time(seconds: float) -> None:
    """Let the system end this process if its next task uses more processor time; where there are such limits."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _limit_resources(memory_bytes: int) -> None:
    if resource is None:
        raise OSError(errno.ENOSYS, "no resource limits on this system")
    for which, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        resource.setrlimit(which, (value, value))


def _libc() -> ctypes.CDLL:
    if not _IS_LINUX:
        raise OSError(errno.ENOSYS, "only on Linux")
    return ctypes.CDLL(None, use_errno=True)


def _require(result: int, call: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{call}: {os.strerror(code)}")
    return result


def _leave_network() -> None:
    libc = _libc()
    spaces = _CLONE_NEWNET | _CLONE_NEWIPC
    if libc.unshare(_CLONE_NEWUSER | spaces) < 0:
        _require(libc.unshare(spaces), "unshare")
    _drop_capabilities(libc)


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    """Give up every privilege, those over the new namespaces too (capset(2), version 3: three words, twice)."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _require(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")


def _forbid_files() -> None:
    """Restrict this process by a Landlock ruleset that handles every right and grants none (landlock(7))."""
    libc = _libc()
    call = libc.syscall
    version = _require(
        call(ctypes.c_long(_LANDLOCK_CREATE), None, ctypes.c_size_t(0), ctypes.c_uint32(_LANDLOCK_VERSION_FLAG)),
        "landlock_create_ruleset",
    )
    files = (1 << (13 if version < 2 else 14 if version < 3 else 15 if version < 5 else 16)) - 1
    rights = (ctypes.c_uint64 * 3)(files, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = _require(
        call(ctypes.c_long(_LANDLOCK_CREATE), rights, ctypes.c_size_t(size), ctypes.c_uint32(0)),
        "landlock_create_ruleset",
    )
    _require(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")
    _require(call(ctypes.c_long(_LANDLOCK_RESTRICT), ctypes.c_int(ruleset), ctypes.c_uint32(0)), "landlock_restrict")
    os.close(ruleset)


def _forbid_calls() -> None:
    if not _IS_LINUX:
        raise OSError(errno.ENOSYS, "only on Linux")
    import pyseccomp  # noqa: PLC0415  (Linux only; raises RuntimeError without libseccomp)

    calls = pyseccomp.SyscallFilter(defaction=pyseccomp.ERRNO(errno.EPERM))
    for name in _ALLOWED_CALLS:
        _add(calls, pyseccomp.ALLOW, name)
    argument, equal, masked = pyseccomp.Arg, pyseccomp.EQ, pyseccomp.MASKED_EQ
    _add(calls, pyseccomp.ALLOW, "clone", argument(0, masked, _CLONE_THREAD, _CLONE_THREAD))
    _add(calls, pyseccomp.ERRNO(errno.ENOSYS), "clone3")  # its flags cannot be seen; libc falls back to clone
    _add(calls, pyseccomp.ALLOW, "newfstatat", argument(3, masked, _AT_EMPTY_PATH, _AT_EMPTY_PATH))
    _add(calls, pyseccomp.ALLOW, "prctl", argument(0, equal, _PR_SET_NAME))
    _add(calls, pyseccomp.ALLOW, "prlimit64", argument(0, equal, 0))
    _add(calls, pyseccomp.ALLOW, "setrlimit")
    _add(calls, pyseccomp.ALLOW, "tgkill", argument(0, equal, os.getpid()))
    calls.load()


def _add(calls: object, action: int, name: str, *arguments: object) -> None:
    """Add a rule; a call that this architecture does not have needs none."""
    try:
        calls.add_rule(action, name, *arguments)  # type: ignore[attr-defined]  # pyseccomp is untyped
    except OSError as exc:
        if exc.errno not in {errno.EINVAL, errno.EDOM, errno.EFAULT}:
            raise
