"""Claims, persons and events to put into a store."""

from datetime import timedelta

from fairclaim.store.claim_ledger import EventDraft, StoredEvent
from fairclaim.store.evidence import StoredExhibit
from fairclaim.store.work import Work
from store_engines import NOON


def event(number: int, kind: str = "noted") -> EventDraft:
    return EventDraft(kind=kind, at=NOON + timedelta(minutes=number), body={"number": number, "wörter": "字"})


def filed(work: Work, claim: str = "claim-1", *, events: int = 2) -> tuple[StoredEvent, ...]:
    drafts = [event(number, "filed" if number == 1 else "noted") for number in range(1, events + 1)]
    return work.claims.file(claim, state="filed", snapshot={"state": "filed"}, events=drafts)


def moved(work: Work, claim: str = "claim-1", *, seen: int) -> tuple[StoredEvent, ...]:
    return work.claims.move(
        claim, expected_version=seen, state="screening", snapshot={"state": "screening"}, events=[event(seen + 1)]
    )


def buyer(work: Work, person: str = "buyer-1", **fields: str) -> str:
    work.persons.add(person, kind="buyer", at=NOON, fields=fields)
    return person


def exhibit(
    name: str = "exhibit-1", *, person: str = "buyer-1", claim: str = "claim-1", **changes: object
) -> StoredExhibit:
    facts: dict[str, object] = {
        "id": name,
        "claim": claim,
        "person": person,
        "role": "claim",
        "media_type": "image/jpeg",
        "size_bytes": 3,
        "sha256": "a" * 64,
        "blob": "b" * 64,
        "is_sealed": False,
        "received_at": NOON,
    }
    return StoredExhibit(**{**facts, **changes})  # type: ignore[arg-type]  # a test's shorthand
