"""What runs inside one process of the pool: one examiner, one case after another, within bounded memory.

It leaves when its parent is gone, and its decoder follows. Being told to stop is the parent's affair: a service manager that
signals the whole group must not cut a case in half.
"""

import json
import signal
import sys
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from fairclaim.domain.errors import FairclaimError, UnavailableError, UsageError
from fairclaim.domain.exhibit import Exhibit, MissingExhibit, Role
from fairclaim.domain.order import Order
from fairclaim.forensics.examine import Examiner
from fairclaim.forensics.known_photos import Proposal, Proposals, StoredPhoto
from fairclaim.forensics.neighbour import NeighbourKind
from fairclaim.forensics.settings import ExamineSettings
from fairclaim.imaging.one_core import end_with_parent, keep_to_one_core
from fairclaim.matching.index import Candidate
from fairclaim.services.ports.evidence import EarlierPhoto

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInHand:
    """What a process is given."""

    case: str
    exhibits: Sequence[Exhibit | MissingExhibit]
    order: Order | None
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
            channel.send_bytes(answer_to(examiner, channel.recv()))


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


def answer_to(examiner: Examiner, given: Given) -> bytes:
    """Examine one case, or describe photos; whatever goes wrong spoils only this one."""
    try:
        record = _described(examiner, given) if isinstance(given, PhotosInHand) else _examined(examiner, given)
        return Answer.RESULT.value + json.dumps(record, ensure_ascii=False).encode()
    except UsageError as error:
        return _failure(Answer.USAGE, error)
    except FairclaimError as error:
        return _failure(Answer.UNAVAILABLE, error)
    except Exception as exc:  # noqa: BLE001  (the worker loop)
        return Answer.BUG.value + json.dumps([type(exc).__name__]).encode()


def _examined(examiner: Examiner, given: CaseInHand) -> dict[str, object]:
    proposals = None if given.earlier is None else _proposals(given.exhibits, given.earlier)
    done = examiner.examine(given.exhibits, order=given.order, case=given.case, proposals=proposals)
    return done.examination.to_record()


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
