"""What accounts have in common: each pair that shares a digest, unless so many share it that it says nothing.

Two ways to the same answer: from one person outwards, and from all digests that a few accounts share. Neither walks on to the
accounts of those accounts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from fairclaim.credit.fading import REMEMBERED
from fairclaim.credit.history import LinkKind
from fairclaim.credit.standing import MOST_ACCOUNTS
from fairclaim.domain.exhibit import Role
from fairclaim.store.tables.claims import Exhibit
from fairclaim.store.tables.standing import StandingLink
from fairclaim.store.tenant_session import TenantSession

CLAIM_PHOTO = Role.CLAIM.value
GIVEN_BY_BUYER = "buyer"


@dataclass(frozen=True, slots=True)
class Tie:
    """That somebody shares something with another account, last seen at a moment."""

    kind: LinkKind
    other: str
    last_at: datetime


def ties_of(session: TenantSession, person: str, *, at: datetime) -> list[Tie]:
    """Return a person's ties of the last year."""
    since = at - REMEMBERED
    mine = select(StandingLink).where(StandingLink.person == person, StandingLink.last_at > since)
    found: list[Tie] = []
    for link in session.scalars(mine).all():
        kind = LinkKind(link.kind)
        others = select(StandingLink).where(
            StandingLink.digest == link.digest, StandingLink.kind == link.kind, StandingLink.last_at > since
        )
        rows = session.scalars(others.limit(MOST_ACCOUNTS[kind] + 1)).all()
        found += _tied_to(person, kind, [(row.person, row.last_at) for row in rows])
    photos = select(Exhibit.sha256).where(Exhibit.person == person, *_photos(since)).distinct()
    for sha256 in session.scalars(photos).all():
        same = select(Exhibit.person).where(Exhibit.sha256 == sha256, *_photos(since)).distinct()
        people = session.scalars(same.limit(MOST_ACCOUNTS[LinkKind.PHOTO] + 1)).all()
        if 1 < len(people) <= MOST_ACCOUNTS[LinkKind.PHOTO]:
            last = select(Exhibit.person, func.max(Exhibit.received_at)).where(
                Exhibit.sha256 == sha256, Exhibit.person.in_(people), *_photos(since)
            )
            group = [(one, moment) for one, moment in session.execute(last.group_by(Exhibit.person))]
            found += _tied_to(person, LinkKind.PHOTO, group)
    return found


def ties_of_everybody(session: TenantSession, *, at: datetime) -> dict[str, list[Tie]]:
    """Return all ties of the last year, person by person. Digests of one account only, or of too many, are not even listed."""
    since = at - REMEMBERED
    found: dict[str, list[Tie]] = {}
    links = (
        select(StandingLink.kind, StandingLink.digest, StandingLink.person, StandingLink.last_at)
        .where(StandingLink.last_at > since)
        .order_by(StandingLink.digest, StandingLink.kind)
        .execution_options(yield_per=10_000)
    )
    rows = ((LinkKind(kind), bytes(digest), person, last) for kind, digest, person, last in session.execute(links))
    _gather(rows, found)
    photos = (
        select(Exhibit.sha256, Exhibit.person, Exhibit.received_at)
        .where(*_photos(since))
        .order_by(Exhibit.sha256)
        .execution_options(yield_per=10_000)
    )
    _gather(((LinkKind.PHOTO, str(sha), person, last) for sha, person, last in session.execute(photos)), found)
    return found


def _photos(since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Exhibit.role == CLAIM_PHOTO,
        Exhibit.given_as == GIVEN_BY_BUYER,
        Exhibit.sha256.is_not(None),
        Exhibit.received_at > since,
    )


def _gather(rows: Iterable[tuple[LinkKind, bytes | str, str, datetime]], found: dict[str, list[Tie]]) -> None:
    for kind, group in _groups(rows):
        if 1 < len(group) <= MOST_ACCOUNTS[kind]:
            for person in group:
                found.setdefault(person, []).extend(_tied_to(person, kind, list(group.items())))


def _groups(
    rows: Iterable[tuple[LinkKind, bytes | str, str, datetime]],
) -> Iterator[tuple[LinkKind, dict[str, datetime]]]:
    """Gather neighbours of one digest: who was seen with it, and when last."""
    current: tuple[LinkKind, bytes | str] | None = None
    group: dict[str, datetime] = {}
    for kind, digest, person, last in rows:
        if current != (kind, digest):
            if current is not None:
                yield current[0], group
            current, group = (kind, digest), {}
        group[person] = max(last, group.get(person, last))
    if current is not None:
        yield current[0], group


def _tied_to(person: str, kind: LinkKind, group: list[tuple[str, datetime]]) -> list[Tie]:
    """Return the ties of one in a group; none where the group is too large."""
    if len(group) > MOST_ACCOUNTS[kind]:
        return []
    mine = max((last for one, last in group if one == person), default=None)
    if mine is None:
        return []
    return [Tie(kind, one, min(last, mine)) for one, last in group if one != person]
