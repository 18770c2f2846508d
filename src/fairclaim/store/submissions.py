"""What an entry of the evidence log commits to: the file that came in, or the record of the event with the words that belong to it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import bindparam, select

from fairclaim.store.canonical import canonical_json
from fairclaim.store.errors import ErasedError
from fairclaim.store.keys.sealed import UnsealError
from fairclaim.store.persons import Persons
from fairclaim.store.tables.claims import ClaimEvent, Exhibit
from fairclaim.store.tables.parties import PersonText
from fairclaim.store.tables.trade import DispatchFile, ParcelEvent
from fairclaim.store.tenant_session import TenantSession, standing

_EXHIBITS = standing(select(Exhibit).where(Exhibit.id.in_(bindparam("wanted", expanding=True))))
_FILES = standing(select(DispatchFile).where(DispatchFile.id.in_(bindparam("wanted", expanding=True))))
_TEXTS = standing(select(PersonText).where(PersonText.id.in_(bindparam("wanted", expanding=True))))
SCHEMA = "fairclaim.submission/1"
ATTACHED = "evidence-attached"
RECEIVED = "dispatch-received"
MACHINE = "machine"
Logged = ClaimEvent | ParcelEvent
"""What the log has an entry for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What was handed in, or done, by one event.

    Parameters
    ----------
    actor : str or None
        Which kind of actor did it.
    person : str or None
        Whose erasure must make the commitment meaningless; None if it is about nobody.
    sha256 : bytes or None
        Of the file, or of ``record``; None once that is erased.
    record : bytes or None
        The event and its words, RFC 8785 JSON; None for a file.
    exhibit : str or None
        The file's exhibit, or the file itself if it is of a parcel's packing.
    """

    actor: str | None
    person: str | None
    sha256: bytes | None
    record: bytes | None = None
    exhibit: str | None = None


class Submissions:
    """A tenant's submissions, within one unit of work."""

    def __init__(self, session: TenantSession, persons: Persons) -> None:
        self._session = session
        self._persons = persons

    def of(self, events: Sequence[Logged]) -> list[Submission]:
        """Return what each event handed in, in the same order."""
        exhibits: dict[str, Exhibit | DispatchFile] = {
            **self._exhibits(filter(None, map(_exhibit_of, events))),
            **self._files(filter(None, map(_file_of, events))),
        }
        owners = self._owners(filter(None, map(_words_of, events)))
        return [self._of(event, exhibits, owners) for event in events]

    def _of(
        self, event: Logged, exhibits: Mapping[str, Exhibit | DispatchFile], owners: Mapping[str, str]
    ) -> Submission:
        by = event.body.get("by")
        kind, person = (by.get("kind"), by.get("id")) if isinstance(by, dict) else (None, None)
        actor = kind if isinstance(kind, str) else None
        exhibit = exhibits.get(_exhibit_of(event) or _file_of(event) or "")
        if exhibit is not None:
            digest = None if exhibit.sha256 is None else bytes.fromhex(exhibit.sha256)
            return Submission(actor=actor, person=exhibit.person, sha256=digest, exhibit=exhibit.id)
        if actor == MACHINE or not isinstance(person, str):
            person = None
        words, text = None, _words_of(event)
        if text is not None and text in owners:
            person = owners[text]
            try:
                words = self._persons.text(text)
            except (ErasedError, UnsealError):  # damaged words keep nobody from writing; fsck finds them
                return Submission(actor=actor, person=person, sha256=None)
        record = submission_record(event, words)
        return Submission(actor=actor, person=person, sha256=hashlib.sha256(record).digest(), record=record)

    def _exhibits(self, names: Iterable[str]) -> dict[str, Exhibit]:
        wanted = sorted(set(names))
        if not wanted:
            return {}
        return {row.id: row for row in self._session.scalars(_EXHIBITS, {"wanted": wanted})}

    def _files(self, names: Iterable[str]) -> dict[str, DispatchFile]:
        wanted = sorted(set(names))
        if not wanted:
            return {}
        return {row.id: row for row in self._session.scalars(_FILES, {"wanted": wanted})}

    def _owners(self, texts: Iterable[str]) -> dict[str, str]:
        wanted = sorted(set(texts))
        if not wanted:
            return {}
        return {row.id: row.person for row in self._session.scalars(_TEXTS, {"wanted": wanted})}


def submission_record(event: Logged, words: str | None) -> bytes:
    """Return an event as it is committed to: everything that its own digest covers, and what was said in free words."""
    if isinstance(event, ParcelEvent):
        return canonical_json({"schema": SCHEMA, "event": _parcel_step(event), "words": words})
    told = {
        "at": event.at.astimezone(UTC).isoformat(),
        "body": event.body,
        "claim": event.claim,
        "kind": event.kind,
        "previous": event.previous,
        "sequence": event.sequence,
    }
    return canonical_json({"schema": SCHEMA, "event": told, "words": words})


def _parcel_step(event: ParcelEvent) -> Mapping[str, object]:
    return {
        "at": event.at.astimezone(UTC).isoformat(),
        "body": event.body,
        "kind": event.kind,
        "parcel": event.parcel,
        "sequence": event.sequence,
    }


def _file_of(event: Logged) -> str | None:
    """Return the file of a packing that was received by an event."""
    if not isinstance(event, ParcelEvent) or event.kind != RECEIVED:
        return None
    fact = event.body.get("fact")
    found = fact.get("file") if isinstance(fact, dict) else None
    return found if isinstance(found, str) else None


def _exhibit_of(event: Logged) -> str | None:
    """Return the exhibit that an event attached; what is no event of the desk attached none."""
    if isinstance(event, ParcelEvent):
        return None
    fact = event.body.get("fact")
    item = fact.get("item") if event.kind == ATTACHED and isinstance(fact, dict) else None
    found = item.get("exhibit") if isinstance(item, dict) else None
    return found if isinstance(found, str) else None


def _words_of(event: Logged) -> str | None:
    """Return the id of the words that an event brought."""
    fact = event.body.get("fact")
    if not isinstance(fact, dict):
        return None
    answer = fact.get("answer")
    found = fact.get("words") or (answer.get("words") if isinstance(answer, dict) else None)
    return found if isinstance(found, str) else None
