"""What runs inside one process of the pool: one examiner, one case after another, within bounded memory.

It leaves when its parent is gone, and its decoder follows. Being told to stop is the parent's affair: a service manager that
signals the whole group must not cut a case in half.
"""

import json
import signal
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fairclaim.domain.errors import FairclaimError, UnavailableError, UsageError
from fairclaim.domain.examination import finding_record
from fairclaim.domain.exhibit import Exhibit, MissingExhibit, Role
from fairclaim.domain.finding import Finding
from fairclaim.domain.order import Order
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.examine import Examined, Examiner
from fairclaim.forensics.known_photos import Proposal, Proposals, StoredPhoto
from fairclaim.forensics.neighbour import NeighbourKind
from fairclaim.forensics.settings import ExamineSettings
from fairclaim.imaging.one_core import end_with_parent, keep_to_one_core
from fairclaim.matching.index import Candidate
from fairclaim.report.exhibition import exhibition, reports
from fairclaim.report.small_map import small_map
from fairclaim.services.ports.evidence import EarlierPhoto

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


MAPS: Final = "maps"
"""Beside a record that nobody waits for: small maps in Base64, by the place of their finding."""
TITLES: Final = {check.name: check.title for check in CATALOGUE}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInHand:
    """What a process is given."""

    case: str
    exhibits: Sequence[Exhibit | MissingExhibit]
    order: Order | None
    is_watched: bool = False
    """Somebody waits for it: what is found is told as it is found, and pictures and reports are made."""
    fonts: Path | None = None
    """Searched for fonts beside the system's own folders."""
    earlier: Sequence[EarlierPhoto] | None = None
    """Photos of other claims that may be the same; None where nobody looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosInHand:
    """Photos to be described."""

    exhibits: Sequence[Exhibit]


Given = CaseInHand | PhotosInHand


_KINDS = {
    Role.CLAIM: NeighbourKind.CLAIM,
    Role.LISTING: NeighbourKind.LISTING,
    Role.DISPATCH: NeighbourKind.DISPATCH,
}


class Answer(Enum):
    """The first byte of what a process sends; the rest is JSON. Nothing that came near a hostile file is unpickled."""

    READY = b"+"
    """It waits for its first case; an empty list."""
    NOTE = b"~"
    """How a watched examination goes on; an `Answer` of another kind still comes."""
    FILE = b"#"
    """What a watched examination has to show: its name, a line break, and bytes instead of JSON."""
    RESULT = b"="
    """The examination's record."""
    USAGE = b"?"
    """The caller's fault: code, Chinese, English."""
    UNAVAILABLE = b"!"
    """A part is missing: code, Chinese, English."""
    BUG = b"*"
    """Something else: the class of the exception."""


def serve(channel: "Connection[bytes, Given]", settings: ExamineSettings, memory_bytes: int) -> None:
    """Examine what comes until the channel closes.

    Parameters
    ----------
    channel : Connection
        Cases come in, an `Answer` each goes out.
    memory_bytes : int
        Address space of this process; more is a ``MemoryError`` here, and not the machine's trouble.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    end_with_parent()
    keep_to_one_core()
    bound_memory(memory_bytes)
    with suppress(EOFError, OSError):  # the other end is closed: there is nothing more to do
        try:
            _serve(channel, settings)
        except UnavailableError as error:
            channel.send_bytes(_failure(Answer.UNAVAILABLE, error))


def _serve(channel: "Connection[bytes, Given]", settings: ExamineSettings) -> None:
    with Examiner(settings) as examiner:
        channel.send_bytes(ready())
        while True:
            given = channel.recv()
            channel.send_bytes(answer_to(examiner, given, channel.send_bytes))


def ready() -> bytes:
    """Return the message that a process waits for its first case."""
    return Answer.READY.value + b"[]"


def bound_memory(memory_bytes: int) -> None:
    """Bound this process's address space, where the system can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  (there is none on Windows)

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or memory_bytes < most:
        with suppress(ValueError, OSError):  # macOS knows the limit and does not take it
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, most))


def answer_to(examiner: Examiner, given: Given, send: Callable[[bytes], None]) -> bytes:
    """Examine one case, or describe photos; whatever goes wrong spoils only this one.

    Parameters
    ----------
    send : callable
        Takes what a watched case has to say before it ends.
    """
    try:
        record = _described(examiner, given) if isinstance(given, PhotosInHand) else _examined(examiner, given, send)
        return Answer.RESULT.value + json.dumps(record, ensure_ascii=False).encode()
    except UsageError as error:
        return _failure(Answer.USAGE, error)
    except FairclaimError as error:
        return _failure(Answer.UNAVAILABLE, error)
    except Exception as exc:  # noqa: BLE001  (the worker loop)
        return Answer.BUG.value + json.dumps([type(exc).__name__]).encode()


class Telling:
    """Tells of one examination as it goes on."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send

    def begins(self, check: str) -> None:
        """Tell that a check begins."""
        self._note({"note": "checks", "check": check})

    def found(self, check: str, findings: Sequence[Finding]) -> None:
        """Tell what a check has found."""
        self._note({"note": "found", "check": check, "findings": [finding_record(one) for one in findings]})

    def show(self, examined: Examined, *, fonts: Path | None) -> None:
        """Send the pictures and words of the answer, the answer, and then the reports, for which nobody has to wait."""
        for name, data in exhibition(examined.examination, examined.photos, titles=TITLES):
            self._file(name, data)
        self._note({"note": "examined", "record": examined.examination.to_record()})
        for name, make in reports(examined.examination, examined.photos, titles=TITLES, fonts=fonts):
            try:
                self._file(name, make())
            except UnavailableError as error:
                self._note({"note": "lacks", "name": name, "error": [error.code, error.message.zh, error.message.en]})

    def _note(self, note: Mapping[str, object]) -> None:
        self._send(Answer.NOTE.value + json.dumps(note, ensure_ascii=False).encode())

    def _file(self, name: str, data: bytes) -> None:
        self._send(Answer.FILE.value + name.encode() + b"\n" + data)


def _examined(examiner: Examiner, given: CaseInHand, send: Callable[[bytes], None]) -> dict[str, object]:
    proposals = None if given.earlier is None else _proposals(given.exhibits, given.earlier)
    watch = Telling(send) if given.is_watched else None
    done = examiner.examine(given.exhibits, order=given.order, case=given.case, proposals=proposals, watch=watch)
    record = done.examination.to_record()
    if watch is not None:
        watch.show(done, fonts=given.fonts)
        return record
    maps = {
        place: small_map(found.map) for place, found in enumerate(done.examination.findings) if found.map is not None
    }
    return {**record, MAPS: {place: b64encode(data).decode() for place, data in maps.items() if data is not None}}


def _described(examiner: Examiner, given: PhotosInHand) -> dict[str, object]:
    """Return ``[codes, quality, embedding]`` by the exhibit's name, bytes in Base64."""
    found = {one.name: examiner.describe(one) for one in given.exhibits}
    return {
        name: [
            b64encode(one.codes.tobytes()).decode(),
            one.quality,
            b64encode(one.embedding.tobytes()).decode(),
        ]
        for name, one in found.items()
        if one is not None
    }


def _proposals(exhibits: Sequence[Exhibit | MissingExhibit], earlier: Sequence[EarlierPhoto]) -> Proposals:
    found: dict[str, list[Proposal]] = {one.name: [] for one in exhibits if isinstance(one, Exhibit)}
    for one in earlier:
        stored = StoredPhoto(
            exhibit=one.exhibit,
            kind=_KINDS.get(one.exhibit.role, NeighbourKind.OTHER),
            label=one.label,
            is_own_shop=one.is_same_shop,
            case=one.claim,
            order=one.order,
            seen_at=one.seen_at,
        )
        candidate = Candidate(one.exhibit.name, one.distance_bits, one.cosine)
        found[one.beside].append(Proposal(stored=stored, candidate=candidate))
    return found


def _failure(kind: Answer, error: FairclaimError) -> bytes:
    return kind.value + json.dumps([error.code, error.message.zh, error.message.en], ensure_ascii=False).encode()
