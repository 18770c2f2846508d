"""Who looked at what: an auditor reads what the audit holds, by claim, by person or by file. That the auditor looked is written down, too.

Whoever also judges sees none of it: it would tell a second look from a claim, and a reviewer what others have looked at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller, Role
from fairclaim.services.claims_of_order import claims_numbered
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.grants import Action
from fairclaim.services.paging import MOST, check_limit, page_of, parse_cursor
from fairclaim.services.ports.claims import Noted, Sought
from fairclaim.services.ports.work import Work
from fairclaim.services.shown import JUDGES, shown_to

LOOKS: Final = frozenset({Action.SEE.value, Action.EXPORT_AUDIT.value, Action.FIND_PARTY.value, "see-accounts"})
"""What is looking only, and changes nothing."""
MOST_EXPORTED: Final = 10_000
EVERYTHING: Final = "all"
_LIST = "looks"


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksWish:
    """What an auditor wants to know.

    Parameters
    ----------
    about : str
        A claim with everything in it (files, words, examinations, second looks), the number of an order with its claims, or the id
        of one thing; empty for everything.
    person : str
        By whom; empty for everybody.
    since, before : datetime or None
        Half-open.
    with_acts : bool
        Also what people did, not only what they looked at.
    """

    about: str = ""
    person: str = ""
    since: datetime | None = None
    before: datetime | None = None
    with_acts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksPage:
    """One page of entries, the newest first; ``logins`` tells what those of the desk sign in with."""

    things: tuple[Noted, ...]
    cursor: str | None
    logins: Mapping[PersonId, str]


def see_looks(desk: Desk, who: Caller, wish: LooksWish, *, cursor: str | None = None, limit: int = 100) -> LooksPage:
    """Return entries of the audit, the newest first. Parties of a claim are not written down for looking at their own.

    Raises
    ------
    NotAllowedError
        If the caller is no auditor, or judges, too.
    ConflictOfInterestError
        If the caller is tied to a party of the claim.
    UsageError
        If cursor or limit cannot be.
    """
    check_limit(limit)
    after = parse_cursor(cursor, of=_LIST, caller=who.person)

    def whole(work: Work) -> LooksPage:
        asked = _asked(desk, work, who, wish)
        found = work.audit.read(asked.sought, after=after, limit=limit + 1)
        _note(desk, work, who, asked, is_found=bool(found))
        page = page_of(found, limit=limit, of=_LIST, caller=who.person, place=lambda one: (one.at, one.id))
        logins = work.people.staff_logins(one.person for one in page.things)
        return LooksPage(things=page.things, cursor=page.cursor, logins=logins)

    return desk.units.write(who.tenant, whole)


def export_looks(desk: Desk, who: Caller, wish: LooksWish) -> tuple[Noted, ...]:
    """Return the newest :data:`MOST_EXPORTED` entries at most.

    Raises
    ------
    NotAllowedError, ConflictOfInterestError
        As :func:`see_looks`.
    """

    def whole(work: Work) -> tuple[Noted, ...]:
        asked = _asked(desk, work, who, wish)
        found = tuple(every_entry(work, asked.sought, most=MOST_EXPORTED))
        _note(desk, work, who, asked, is_found=bool(found))
        return found

    return desk.units.write(who.tenant, whole)


def keep_judges_out(who: Caller) -> None:
    """Refuse the audit to whoever judges.

    Raises
    ------
    NotAllowedError
        If the caller judges.
    """
    if who.roles & JUDGES:
        raise NotAllowedError(Action.EXPORT_AUDIT.value)


def every_entry(work: Work, sought: Sought, *, most: int) -> Iterator[Noted]:
    """Yield entries, the newest first, some at a time."""
    after = None
    while most > 0 and (batch := work.audit.read(sought, after=after, limit=min(MOST, most))):
        yield from batch
        after, most = (batch[-1].at, batch[-1].id), most - len(batch)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a wish comes to; ``claims`` are those that it means, ``named`` what was typed."""

    sought: Sought
    named: str
    claims: tuple[ClaimId, ...] = ()


def _asked(desk: Desk, work: Work, who: Caller, wish: LooksWish) -> _Asked:
    authorize(who, Action.EXPORT_AUDIT, Resource(tenant=who.tenant))
    keep_judges_out(who)
    sought = Sought(
        person=PersonId(wish.person) if wish.person else None,
        actions=None if wish.with_acts else LOOKS,
        since=wish.since,
        before=wish.before,
    )
    if not wish.about:
        return _Asked(sought, wish.person or EVERYTHING)
    named = ClaimId(wish.about)
    claims = (named,) if work.claims.find(named) is not None else claims_numbered(work, who, wish.about)
    things = {wish.about}.union(*(_things_of(desk, work, who, claim) for claim in claims))
    return _Asked(replace(sought, things=frozenset(things)), wish.about, claims)


def _things_of(desk: Desk, work: Work, who: Caller, claim: ClaimId) -> set[str]:
    """Return the ids of a claim and of everything in it; the caller has to have leave to see it."""
    shown_to(desk, work, replace(who, roles=frozenset({Role.AUDITOR})), Action.SEE, claim)
    found: set[str] = {claim}
    found |= {look.alias for look in work.second_looks.of_claim(claim)}
    found |= {one.id for one in work.exhibits.of_claim(claim)}
    for event in work.claims.events(claim):
        said = (getattr(event.fact, "words", None), getattr(getattr(event.fact, "answer", None), "words", None))
        found |= {one for one in said if one is not None}
    return found


def _note(desk: Desk, work: Work, who: Caller, asked: _Asked, *, is_found: bool) -> None:
    """Write down what was asked for. What was typed and leads nowhere may name anybody, so it is not kept."""
    for thing in asked.claims or (asked.named if is_found else EVERYTHING,):
        note(desk, work, who, Role.AUDITOR, Action.EXPORT_AUDIT, thing=thing, kind="audit", at=desk.now())
