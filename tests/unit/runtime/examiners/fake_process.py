"""What tests run in the pool's processes instead of an examiner: it does what the case's name says."""

import json
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from fairclaim.forensics.settings import ExamineSettings
from fairclaim.imaging.one_core import end_with_parent
from fairclaim.runtime.examiners.process import Answer, CaseInHand, Given, PhotosInHand, bound_memory, ready

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def serve(channel: "Connection[bytes, Given]", _settings: ExamineSettings, memory_bytes: int) -> None:
    end_with_parent()
    with suppress(EOFError, OSError):
        channel.send_bytes(ready())
        while True:
            given = channel.recv()
            if isinstance(given, CaseInHand) and given.is_watched:
                tell(channel, given.case)
            channel.send_bytes(answer_to(given, memory_bytes))


def serve_nobody(_channel: "Connection[bytes, Given]", _settings: ExamineSettings, _memory_bytes: int) -> None:
    """A process that does not even start."""


def serve_without_parts(channel: "Connection[bytes, Given]", _settings: ExamineSettings, _memory_bytes: int) -> None:
    channel.send_bytes(Answer.UNAVAILABLE.value + b'["unavailable", "z", "no sandbox"]')


def serve_in_silence(_channel: "Connection[bytes, Given]", _settings: ExamineSettings, _memory_bytes: int) -> None:
    time.sleep(60)


def tell(channel: "Connection[bytes, Given]", what: str) -> None:
    notes: list[dict[str, object]] = [
        {"note": "checks", "check": "a-check"},
        {"note": "found", "check": "a-check", "findings": [{"outcome": "pass"}]},
        {"note": "examined", "record": {"case": what}},
        {"note": "lacks", "name": "report-zh.pdf", "error": ["font-missing", "没有", "none"]},
    ]
    for note in notes:
        channel.send_bytes(Answer.NOTE.value + json.dumps(note).encode())
    name = what.removeprefix("call-it ") if what.startswith("call-it ") else "map-0.png"
    channel.send_bytes(Answer.FILE.value + name.encode() + b"\n" + b"\x00\n\xff")


def answer_to(given: Given, memory_bytes: int) -> bytes:
    if isinstance(given, PhotosInHand):
        described = {one.name: ["Y29kZXM=", 77, "bnVtYmVycw=="] for one in given.exhibits if one.data != b"film"}
        return Answer.RESULT.value + json.dumps(described).encode()
    what, _, rest = given.case.partition(" ")
    if what == "die":
        os._exit(9)
    if what == "die-once":
        with suppress(FileExistsError):
            os.close(os.open(rest, os.O_CREAT | os.O_EXCL))
            os._exit(9)
    if what == "sleep":
        time.sleep(float(rest))
    if what == "greedy":
        bound_memory(memory_bytes)
        try:
            bytearray(memory_bytes)
        except MemoryError as error:
            return Answer.BUG.value + json.dumps([type(error).__name__]).encode()
    if what == "bug":
        return Answer.BUG.value + b'["ZeroDivisionError"]'
    if what == "missing":
        return Answer.UNAVAILABLE.value + b'["unavailable", "z", "e"]'
    if what == "maps":
        return Answer.RESULT.value + json.dumps({"case": given.case, "maps": {"2": "bWFw"}}).encode()
    return Answer.RESULT.value + json.dumps({"case": given.case, "by": os.getpid()}).encode()
