"""Every entry, derived anew from its event; what was erased is compared as far as it can be."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from fairclaim.evidence.entry import parse_entry
from fairclaim.store.evidence_log import entry_of, subject_of
from fairclaim.store.fsck.damage import damaged, looking_at
from fairclaim.store.submissions import Logged
from fairclaim.store.tables.claims import Claim, ClaimEvent
from fairclaim.store.work import Work

CHUNK = 500


def check_histories(work: Work) -> Iterator[int]:
    """Check the chain of every claim's events; yield how many claims are done."""
    after, done = "", 0
    while claims := work.session.scalars(
        select(Claim.id).where(Claim.id > after).order_by(Claim.id).limit(CHUNK)
    ).all():
        for claim in claims:
            with looking_at(f"claim {claim}"):
                work.claims.verify(claim)
        after, done = claims[-1], done + len(claims)
        yield done


def check_entries(work: Work) -> Iterator[int]:
    """Check that every entry is that of its event; yield how many are done.

    Raises
    ------
    DamageError
        At the first that is not.
    """
    done = 0
    while True:
        events = work.log.events(after=done, up_to=done + CHUNK)
        if not events:
            return
        rows = work.log.rows(start=done, end=done + len(events))
        salts = work.log.salts(place for place, _, _ in rows)
        # What cannot be opened (a text that was changed, a key that is gone) is told at the entry.
        with looking_at(f"log entries {done} to {done + len(events) - 1}"):
            submissions = work.submissions.of(events)
        for event, submission, row in zip(events, submissions, rows, strict=False):
            _check(event, row, entry_of(event, submission, salts.get(row[0])).to_bytes(), is_open=row[0] in salts)
        if len(rows) != len(events) or events[-1].position != done + len(events):
            raise damaged(f"event {done + len(rows) + 1}", "事件与日志条目不对应", "events and entries do not match")
        done += len(events)
        yield done


def _check(event: Logged, row: tuple[int, bytes, bytes], expected: bytes, *, is_open: bool) -> None:
    place, stored, _ = row
    where = f"log entry {place} ({'claim' if isinstance(event, ClaimEvent) else 'parcel'} {subject_of(event)}, event {event.sequence})"
    if is_open and stored == expected:
        return
    with looking_at(where):
        told = parse_entry(stored)
        again = parse_entry(expected)
    if replace(told, commitment=None) != replace(again, commitment=None):
        raise damaged(where, "条目与其事件不符", "the entry is not that of its event")
    if is_open:
        raise damaged(
            where, "材料、文字或盐与承诺不符", "the file, the words or the salt do not fit what was committed to"
        )
