"""Everything that a reviewer's screen shows of a claim, read in one unit of work; of the verdict no more than the view gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.evidence_rules import Capture, Media, Requirement, Shot, missing
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.live_capture import LiveCapture
from fairclaim.domain.desk.party import ActorKind, ClaimId, TextId
from fairclaim.domain.exhibit import Role as ExhibitRole
from fairclaim.services.act import moment, note
from fairclaim.services.awaited import awaited
from fairclaim.services.caller import Caller
from fairclaim.services.capture_live import captured
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.needed import main_category, needed_for
from fairclaim.services.packing_findings import PackingFinding
from fairclaim.services.packing_proof import Precedence
from fairclaim.services.ports.evidence import KeptExhibit
from fairclaim.services.ports.work import Work
from fairclaim.services.see_packing import packed_parcel
from fairclaim.services.shown import JUDGES, Shown, evidence_shown_to
from fairclaim.services.take_task import Taken
from fairclaim.services.views.reviewer_view import ReviewerView, reviewer_view
from fairclaim.services.views.timeline import Happened, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFile:
    """One file: where it comes from, and as what it was handed in.

    Parameters
    ----------
    live : LiveCapture or None
        The code with which it was captured.
    """

    exhibit: str
    role: ExhibitRole
    by: ActorKind
    received_at: datetime
    shot: Shot | None
    media: Media
    capture: Capture
    is_erased: bool
    live: LiveCapture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotSeen:
    """One shot that the evidence rules ask for; ``lacking`` is how many files of it are still missing. A gap counts against nobody."""

    need: Requirement
    lacking: int

    @property
    def there(self) -> int:
        """How many are there."""
        return self.need.count - self.lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPacking:
    """One file that was kept of the order's packing: since when, and what stands out in it.

    Parameters
    ----------
    logged_at, stamped_at, scanned_at : datetime or None
        When it entered the evidence log, when an outside authority confirmed that, and the carrier's first scan as it was told.
    """

    name: str
    media: Media
    received_at: datetime
    logged_at: datetime | None
    stamped_at: datetime | None
    scanned_at: datetime | None
    precedence: Precedence
    findings: tuple[PackingFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """A claim on a reviewer's screen.

    Parameters
    ----------
    packing : tuple of SheetPacking
        What was kept of the order's packing.
    said : mapping
        Every statement of the timeline by its id; None for what was erased.
    task : Taken or None
        The claim's task if the caller took it last, also when its time is over; None if it is not the caller's.
    """

    view: ReviewerView
    category: str
    files: tuple[SheetFile, ...]
    packing: tuple[SheetPacking, ...]
    shots: tuple[ShotSeen, ...]
    timeline: tuple[Happened, ...]
    said: Mapping[TextId, str | None]
    task: Taken | None


def review_sheet(desk: Desk, who: Caller, claim: ClaimId) -> ReviewSheet:
    """Return what a reviewer sees of a claim. That somebody looked is written down.

    Raises
    ------
    NotFoundError
        If there is none that the caller may see, or the caller judges nothing.
    ConflictOfInterestError
        If the caller is tied to a party.
    """
    judge = replace(who, roles=who.roles & JUDGES)

    def whole(work: Work) -> ReviewSheet:
        opened, role = evidence_shown_to(desk, work, judge, Action.SEE, claim)
        if role not in JUDGES:  # pragma: no cover  (no other role is left)
            raise NotFoundError
        at = moment(desk, opened.claim)
        note(desk, work, who, role, Action.SEE, thing=claim, at=at)
        return _sheet(desk, work, who, opened, at)

    return desk.units.write(who.tenant, whole)


def _sheet(desk: Desk, work: Work, who: Caller, opened: Shown, at: datetime) -> ReviewSheet:
    found = opened.claim
    happened = timeline(_events(work, opened))
    return ReviewSheet(
        view=reviewer_view(found, who.person, at=at, rules=desk.rules),
        category=main_category(found),
        files=_files(found, work.exhibits.of_claim(opened.source), opened, captured(work, opened.source)),
        packing=_packing(desk, work, opened),
        shots=_shots(desk, found),
        timeline=happened,
        said={one.words: work.people.text(one.words) for one in happened if one.words is not None},
        task=_task(work, who, found),
    )


def _events(work: Work, opened: Shown) -> Sequence[Event]:
    """Return what happened; of the source of a copy only what lay before its first decision, by as much later as the copy is."""
    events = work.claims.events(opened.source)
    if opened.look is None:
        return events
    shifted = [replace(event, at=event.at + opened.shift) for event in events]
    return [event for event in shifted if event.at <= opened.look.opened_at]


def _files(
    claim: Claim, kept: Sequence[KeptExhibit], opened: Shown, captures: Mapping[str, LiveCapture]
) -> tuple[SheetFile, ...]:
    given = {item.exhibit: item for item in claim.evidence}
    place = {item.exhibit: number for number, item in enumerate(claim.evidence)}
    found = []
    for one in sorted(kept, key=lambda file: place.get(file.id, len(place))):  # as they were handed in
        item = given.get(one.id)
        found.append(
            SheetFile(
                exhibit=one.id,
                role=one.role,
                by=one.by,
                received_at=one.received_at + opened.shift,
                shot=None if item is None else item.shot,
                media=Media.PHOTO if item is None else item.media,
                capture=Capture.ANY if item is None else item.capture,
                is_erased=one.sha256 is None,
                live=captures[one.id].later(opened.shift) if one.id in captures else None,
            )
        )
    return tuple(found)


def _packing(desk: Desk, work: Work, opened: Shown) -> tuple[SheetPacking, ...]:
    parcels = [packed_parcel(desk, work, one) for one in work.packing.of_order(opened.claim.order)]

    def seen(at: datetime | None) -> datetime | None:
        return None if at is None else at + opened.shift

    return tuple(
        SheetPacking(
            name=one.file.name,
            media=one.file.media,
            received_at=one.file.received_at + opened.shift,
            logged_at=seen(None if one.proof is None else one.proof.logged_at),
            stamped_at=seen(None if one.proof is None else one.proof.first_stamp),
            scanned_at=seen(packed.parcel.scanned_at),
            precedence=one.precedence,
            findings=one.findings,
        )
        for packed in parcels
        for one in packed.files
        if one.file.sha256 is not None
    )


def _shots(desk: Desk, claim: Claim) -> tuple[ShotSeen, ...]:
    needed = needed_for(claim, desk.evidence_rules)
    known = {(one.shot, one.media, one.capture) for one in needed}
    asked = tuple(one for one in claim.requested if (one.shot, one.media, one.capture) not in known)
    return tuple(
        ShotSeen(need=one, lacking=sum(left.count for left in missing((one,), claim.evidence)))
        for one in (*needed, *asked)
    )


def _task(work: Work, who: Caller, claim: Claim) -> Taken | None:
    waiting = awaited(claim)
    lease = None if waiting is None else work.tasks.current(waiting.task)
    if lease is None or lease.holder != who.person:
        return None
    return Taken(task=lease.task, claim=claim.id, until=lease.until)
