"""What accounts have in common: each pair that shares a digest, unless so many share it that it says nothing.

Two ways to the same answer: from one person outwards, and from all digests that a few accounts share. Neither walks on to the
accounts of those accounts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select

from fairclaim.credit.fading import REMEMBERED
from fairclaim.credit.history import LinkKind
from fairclaim.credit.standing import MOST_ACCOUNTS
from fairclaim.domain.exhibit import Role
from fairclaim.store.tables.claims import Exhibit
from fairclaim.store.tables.standing import StandingLink
from fairclaim.store.tenant_session import TenantSession, standing

CLAIM_PHOTO = Role.CLAIM.value
GIVEN_BY_BUYER = "buyer"


_SINCE: BindParameter[datetime] = bindparam("since")
_PERSON: BindParameter[str] = bindparam("person")
_SHA: BindParameter[str] = bindparam("sha256")
_MOST: BindParameter[int] = bindparam("most")
_PHOTOS: tuple[ColumnElement[bool], ...] = (
    Exhibit.role == CLAIM_PHOTO,
    Exhibit.given_as == GIVEN_BY_BUYER,
    Exhibit.sha256.is_not(None),
    Exhibit.received_at > _SINCE,
)
_MY_LINKS = standing(select(StandingLink).where(StandingLink.person == _PERSON, StandingLink.last_at > _SINCE))
_SAME_LINK = standing(
    select(StandingLink.person, StandingLink.last_at)
    .where(
        StandingLink.digest == bindparam("digest"),
        StandingLink.kind == bindparam("kind"),
        StandingLink.last_at > _SINCE,
    )
    .limit(_MOST)
)
_MY_PHOTOS = standing(select(Exhibit.sha256).where(Exhibit.person == _PERSON, *_PHOTOS).distinct())
_SAME_PHOTO = standing(select(Exhibit.person).where(Exhibit.sha256 == _SHA, *_PHOTOS).distinct().limit(_MOST))
_LAST_PHOTO = standing(
    select(Exhibit.person, func.max(Exhibit.received_at))
    .where(Exhibit.sha256 == _SHA, Exhibit.person.in_(bindparam("people", expanding=True)), *_PHOTOS)
    .group_by(Exhibit.person)
)
_LINKS = standing(
    select(StandingLink.kind, StandingLink.digest, StandingLink.person, StandingLink.last_at)
    .where(StandingLink.last_at > _SINCE)
    .order_by(StandingLink.digest, StandingLink.kind)
    .execution_options(yield_per=10_000)
)
_ALL_PHOTOS = standing(
    select(Exhibit.sha256, Exhibit.person, Exhibit.received_at)
    .where(*_PHOTOS)
    .order_by(Exhibit.sha256)
    .execution_options(yield_per=10_000)
)


@dataclass(frozen=True, slots=True)
class Tie:
    """That somebody shares something with another account, last seen at a moment."""

    kind: LinkKind
    other: str
    last_at: datetime


def ties_of(session: TenantSession, person: str, *, at: datetime) -> list[Tie]:
    """Return a person's ties of the last year."""
    since = {"since": at - REMEMBERED}
    found: list[Tie] = []
    for link in session.scalars(_MY_LINKS, {"person": person, **since}).all():
        kind = LinkKind(link.kind)
        asked = {"digest": link.digest, "kind": link.kind, "most": MOST_ACCOUNTS[kind] + 1, **since}
        found += _tied_to(person, kind, [(one, last) for one, last in session.execute(_SAME_LINK, asked).all()])
    most = MOST_ACCOUNTS[LinkKind.PHOTO]
    for sha256 in session.scalars(_MY_PHOTOS, {"person": person, **since}).all():
        people = session.scalars(_SAME_PHOTO, {"sha256": sha256, "most": most + 1, **since}).all()
        if 1 < len(people) <= most:
            rows = session.execute(_LAST_PHOTO, {"sha256": sha256, "people": people, **since}).all()
            found += _tied_to(person, LinkKind.PHOTO, [(one, last) for one, last in rows])
    return found


def ties_of_everybody(session: TenantSession, *, at: datetime) -> dict[str, list[Tie]]:
    """Return all ties of the last year, person by person. Digests of one account only, or of too many, are not even listed."""
    since = {"since": at - REMEMBERED}
    found: dict[str, list[Tie]] = {}
    links = session.execute(_LINKS, since)
    _gather(((LinkKind(kind), bytes(digest), person, last) for kind, digest, person, last in links), found)
    photos = session.execute(_ALL_PHOTOS, since)
    _gather(((LinkKind.PHOTO, str(sha256), person, last) for sha256, person, last in photos), found)
    return found


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
