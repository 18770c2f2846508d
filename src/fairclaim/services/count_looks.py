"""How much everybody looked at, as numbers and nothing more: a person who asks why is the auditor, and there may be a good reason."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from statistics import median
from typing import Final

from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.ports.claims import Noted, Sought
from fairclaim.services.ports.work import Work
from fairclaim.services.see_looks import EVERYTHING, LOOKS, every_entry, keep_judges_out

MOST_COUNTED: Final = 20_000
"""Entries that are read for one count, the newest first."""
DAY: Final = (7, 22)
"""Hours of the shop's day; looks before the first or from the second on are counted apart."""
COLUMNS: Final = ("looks", "claims", "without_part", "files", "busiest_hour", "off_hours", "days")
"""The numbers of :class:`LooksOf`, of which the middle is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksOf:
    """What one person looked at.

    Parameters
    ----------
    roles : tuple of str
        In which the person looked.
    looks : int
        Entries; a page with six photos makes seven.
    claims, files : int
        Different ones.
    without_part : int
        Of the claims, those in which the person neither did nor judged anything.
    busiest_hour : int
        Most looks within one hour of the clock.
    off_hours : int
        Looks outside the hours of :data:`DAY`.
    days : int
        Days with a look.
    login : str or None
        What the person signs in with; None for who is not, or no longer, of the desk.
    """

    person: PersonId
    roles: tuple[str, ...]
    looks: int
    claims: int
    without_part: int
    files: int
    busiest_hour: int
    off_hours: int
    days: int
    login: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksCounted:
    """Everybody who looked, in the order of ids: a list by number would read like an accusation.

    Parameters
    ----------
    middle : tuple of float
        The median of each of :data:`COLUMNS` over the people; empty where nobody looked.
    since : datetime or None
        From when on everything was counted, where there is more than :data:`MOST_COUNTED`; None if all was.
    """

    people: tuple[LooksOf, ...]
    middle: tuple[float, ...]
    since: datetime | None


@dataclass(slots=True)
class _Seen:
    roles: set[str] = field(default_factory=set)
    looks: list[datetime] = field(default_factory=list)
    claims: set[ClaimId] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    acted_on: set[str] = field(default_factory=set)


def count_looks(
    desk: Desk, who: Caller, *, zone: tzinfo, since: datetime | None = None, before: datetime | None = None
) -> LooksCounted:
    """Count looks in a half-open stretch of time.

    Parameters
    ----------
    zone : tzinfo
        Of the shop's day.

    Raises
    ------
    NotAllowedError
        If the caller is no auditor, or judges, too.
    """

    def whole(work: Work) -> LooksCounted:
        role = authorize(who, Action.EXPORT_AUDIT, Resource(tenant=who.tenant))
        keep_judges_out(who)
        found = list(every_entry(work, Sought(since=since, before=before), most=MOST_COUNTED + 1))
        is_whole = len(found) <= MOST_COUNTED
        note(desk, work, who, role, Action.EXPORT_AUDIT, thing=EVERYTHING, kind="audit", at=desk.now())
        by = {person: seen for person, seen in sorted(_seen_by(found[:MOST_COUNTED]).items()) if seen.looks}
        logins = work.people.staff_logins(by)
        people = tuple(
            replace(_counted(work, person, seen, zone), login=logins.get(person)) for person, seen in by.items()
        )
        return LooksCounted(people=people, middle=middle_of(people), since=None if is_whole else found[-2].at)

    return desk.units.write(who.tenant, whole)


def middle_of(people: Sequence[LooksOf]) -> tuple[float, ...]:
    """Return the median of each column."""
    return tuple(median(getattr(one, name) for one in people) for name in COLUMNS) if people else ()


def claim_of(entry: Noted) -> str | None:
    """Return the claim that an entry is about; None where it is about none, or an older version did not write it down."""
    if entry.kind in {"claim", "examination", "bundle"}:
        return entry.thing
    named = entry.details.get("claim")
    return named if isinstance(named, str) else None


def _seen_by(entries: Iterable[Noted]) -> dict[PersonId, _Seen]:
    found: dict[PersonId, _Seen] = {}
    for one in entries:
        mine, claim = found.setdefault(one.person, _Seen()), claim_of(one)
        if one.action not in LOOKS:
            if claim is not None:
                mine.acted_on.add(claim)
            continue
        mine.roles.add(one.role)
        mine.looks.append(one.at)
        if claim is not None:
            mine.claims.add(ClaimId(claim))
        if one.kind == "exhibit":
            mine.files.add(one.thing)
    return found


def _counted(work: Work, person: PersonId, seen: _Seen, zone: tzinfo) -> LooksOf:
    local = [one.astimezone(zone) for one in seen.looks]
    hours = Counter((one.date(), one.hour) for one in local)
    return LooksOf(
        person=person,
        roles=tuple(sorted(seen.roles)),
        looks=len(local),
        claims=len(seen.claims),
        without_part=sum(not _had_part(work, person, claim) for claim in seen.claims - seen.acted_on),
        files=len(seen.files),
        busiest_hour=max(hours.values()),
        off_hours=sum(not DAY[0] <= one.hour < DAY[1] for one in local),
        days=len({one.date() for one in local}),
    )


def _had_part(work: Work, person: PersonId, claim: ClaimId) -> bool:
    found = work.claims.find(claim)
    if found is not None:
        return person in found.took_part
    look = work.second_looks.find(claim)
    return look is not None and any(event.by.id == person for event in look.events)
