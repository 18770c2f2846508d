"""A small shop to make claims in, and the command as a user starts it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import skimage.data

SIDE = 176
PATIENCE_S = 30.0
PROCESSES = Path("/proc")
Record = dict[str, Any]

linux_only = pytest.mark.skipif(not (PROCESSES / "self" / "stat").is_file(), reason="looks for processes in /proc")


def crop(row: int = 0, col: int = 0, *, side: int = SIDE) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.ascontiguousarray(skimage.data.astronaut()[row : row + side, col : col + side])


def jpeg(pixels: np.ndarray[Any, np.dtype[np.uint8]], quality: int = 90) -> bytes:
    return cv2.imencode(".jpg", pixels[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def write_listing(path: Path, *, row: int = 40, col: int = 140) -> Path:
    path.write_bytes(jpeg(crop(row, col), 92))
    return path


def write_painted(path: Path, *, row: int = 40, col: int = 140) -> Path:
    """Write the listing picture with a mouldy patch, saved anew. (A flat box would be a mark, drawn to cover something.)"""
    patch = crop(row, col).astype(float)
    mottled = np.random.default_rng(1).normal(0, 22, (8, 8, 1))
    mould = np.array([70.0, 78.0, 40.0]) + cv2.resize(mottled, (36, 36), interpolation=cv2.INTER_CUBIC)[..., None]
    patch[87:123, 57:93] = 0.15 * patch[87:123, 57:93] + 0.85 * mould
    path.write_bytes(jpeg(np.clip(patch, 0, 255).astype(np.uint8), 85))
    return path


def write_cases(folder: Path, count: int, *, compared: int = 3) -> Path:
    """Write photos and a case file; every so-manieth case is compared with a listing picture, the others are quick."""
    lines = []
    for number in range(count):
        row, col = (number * 7) % 200, (number * 11) % 200
        case: Record = {"case": f"案件-{number}", "claim": [f"claim {number}.jpg"]}
        write_painted(folder / f"claim {number}.jpg", row=row, col=col)
        if number % compared == 0:
            case["listing"] = [write_listing(folder / f"listing {number}.jpg", row=row, col=col).name]
        lines.append(json.dumps(case, ensure_ascii=False) + "\n")
    cases = folder / "cases.jsonl"
    cases.write_text("".join(lines), encoding="utf-8")
    return cases


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "fairclaim", *map(str, words)]


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment without what colours or translates output."""
    left_out = {"NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONUNBUFFERED", "LANGUAGE"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}  # noqa: TID251  (a user's shell)
    return {**kept, "LC_ALL": "C.UTF-8", **more}


def run(*words: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command to its end, in English."""
    options.setdefault("env", environment())
    if "stdin" not in options and "input" not in options:
        options["stdin"] = subprocess.DEVNULL
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(command(*words), stderr=subprocess.PIPE, timeout=60, check=False, **options)


@contextmanager
def started(*words: str | Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command in a session of its own; whatever is left of it is ended afterwards."""
    options.setdefault("stdout", subprocess.PIPE)
    before = signal.getsignal(signal.SIGINT)
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # tests in the background are deaf, and so are their children
    process = subprocess.Popen(
        command(*words),
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env=options.pop("env", None) or environment(),
        start_new_session=True,
        **options,
    )
    signal.signal(signal.SIGINT, before)
    with process:
        try:
            yield process
        finally:
            for member in session_of(process):
                os.kill(member, signal.SIGKILL)


def session_of(process: subprocess.Popen[bytes]) -> list[int]:
    """List the living processes of the session that a started command leads, itself included."""
    return [number for number, _ in _living(process.pid)]


def readers_of(process: subprocess.Popen[bytes], pipe: Path) -> list[int]:
    """List the workers that have a file open."""
    return [number for number in workers_of(process) if _has_open(number, pipe)]


def ray_readers_of(process: subprocess.Popen[bytes], pipe: Path) -> list[int]:
    """List the workers on Ray that have a file open."""
    return [number for number in ray_workers_of(process) if _has_open(number, pipe)]


def listening(process: subprocess.Popen[bytes]) -> list[IPv4Address | IPv6Address]:
    """List the addresses at which the session of a started command takes TCP connections."""
    own = {inode for number in session_of(process) for inode in _sockets(number)}
    lines = [
        line.split() for table in ("tcp", "tcp6") for line in (PROCESSES / "net" / table).read_text().splitlines()[1:]
    ]
    return [_address(line[1].split(":")[0]) for line in lines if line[3] == "0A" and line[9] in own]


def _sockets(number: int) -> Iterator[str]:
    for link in (PROCESSES / str(number) / "fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            target = str(link.readlink())
            if target.startswith("socket:["):
                yield target[len("socket:[") : -1]


def _address(digits: str) -> IPv4Address | IPv6Address:
    """Read an address as the kernel prints it: 32 bits at a time, in the byte order of the machine."""
    words = [int(digits[at : at + 8], 16).to_bytes(4, sys.byteorder) for at in range(0, len(digits), 8)]
    address = ip_address(b"".join(words))
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _has_open(number: int, path: Path) -> bool:
    try:
        return any(link.samefile(path) for link in (PROCESSES / str(number) / "fd").iterdir())
    except OSError:  # ended, or closed meanwhile
        return False


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """List the worker processes of a started batch."""
    return [number for number, line in _living(process.pid) if b"spawn_main" in line]


def ray_workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """List the worker processes of a batch that was started on Ray."""
    return [number for number, line in _living(process.pid) if line.startswith(b"ray::RayWorker")]


def _living(session: int) -> Iterator[tuple[int, bytes]]:
    for folder in PROCESSES.iterdir():
        if folder.name.isdigit():
            try:
                state, _, _, its_session = (folder / "stat").read_bytes().rsplit(b")", 1)[1].split()[:4]
                line = (folder / "cmdline").read_bytes()
            except OSError:  # ended meanwhile
                continue
            if int(its_session) == session and state not in b"ZX":
                yield int(folder.name), line


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Wait for something that must come, but not for ever."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)


@contextmanager
def held_open(pipe: Path) -> Iterator[int]:
    """Wait until somebody reads a named pipe, and keep it waiting; yields the end to write to."""
    ends: list[int] = []

    def is_read() -> bool:
        try:
            ends.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:  # nobody has it open for reading
            return False
        return True

    wait_until(is_read, f"a reader of {pipe.name}")
    try:
        yield ends[0]
    finally:
        os.close(ends[0])


def records(results: Path) -> list[Record]:
    return [json.loads(line) for line in results.read_bytes().splitlines()]


def without_seconds(record: Mapping[str, Any]) -> Record:
    return {key: value for key, value in record.items() if key != "seconds"}
