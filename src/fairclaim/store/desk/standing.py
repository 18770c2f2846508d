"""What a person's standing rests on, in the store; see :class:`fairclaim.services.ports.people.Standing`.

Everything is read from columns with an index of their own: no claim is opened. Marks exist only for decisions that stand, and an
appeal withdraws them, so that what was overturned is not even read.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import delete, distinct, func, select

from fairclaim.credit.fading import REMEMBERED
from fairclaim.credit.history import LinkKind, PersonHistory
from fairclaim.credit.pattern import Pattern
from fairclaim.credit.standing import standing_of
from fairclaim.domain.desk.decision import ConsequenceKind
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.people import Counts, KeptCount
from fairclaim.store.desk.claims import ENDED
from fairclaim.store.desk.histories import Histories
from fairclaim.store.desk.ties import ties_of, ties_of_everybody
from fairclaim.store.keys.blind_index import blind_digest
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.tables.claims import Claim
from fairclaim.store.tables.machine import Effect, Mark
from fairclaim.store.tables.parties import Person
from fairclaim.store.tables.standing import SetAside, StandingCount, StandingLink
from fairclaim.store.work import Work

AT_ONCE = 500
"""Persons read together."""


class DeskStanding:
    """What buyers' history amounts to. A mark that was withdrawn counts no more."""

    def __init__(self, work: Work, ring: KeyRing) -> None:
        self._work = work
        self._ring = ring

    def counts(self, buyer: PersonId, *, at: datetime) -> Counts:
        """See :class:`~fairclaim.services.ports.people.Standing`."""
        marks = select(func.count(distinct(Mark.claim))).where(
            Mark.person == buyer, Mark.withdrawn_at.is_(None), Mark.made_at > at - REMEMBERED
        )
        upheld = select(func.count(distinct(Effect.claim))).where(
            Effect.buyer == buyer,
            Effect.kind == ConsequenceKind.STATISTICS.value,
            Effect.outcome == Outcome.GRANT.value,
            Effect.made_at.is_not(None),
            Effect.taken_back_at.is_(None),
        )
        under_way = select(func.count(Claim.id)).where(Claim.buyer == buyer, Claim.state.not_in(ENDED))
        scalars = self._work.session.scalars
        history = self.history(buyer, at=at)
        return Counts(
            confirmed_adverse=scalars(marks).one(),
            upheld_claims=scalars(upheld).one(),
            open_claims=scalars(under_way).one(),
            patterns=None if history is None else standing_of(history, at=at).patterns,
        )

    def history(self, person: PersonId, *, at: datetime) -> PersonHistory | None:
        """Return what a person's standing is made from."""
        known = select(Person.id).where(Person.id == person, Person.erased_at.is_(None))
        if self._work.session.scalars(known).one_or_none() is None:
            return None
        ties = ties_of(self._work.session, person, at=at)
        return Histories(self._work.session, {person: ties}, at=at).of([person])[person]

    def everybody(self, *, at: datetime) -> Iterator[PersonHistory]:
        """Return the same of everybody who claimed within the year."""
        session = self._work.session
        histories = Histories(session, ties_of_everybody(session, at=at), at=at)
        claimed = select(Claim.buyer).where(Claim.filed_at > at - REMEMBERED, Claim.buyer.is_not(None)).distinct()
        buyers = [one for one in session.scalars(claimed) if one is not None]
        for first in range(0, len(buyers), AT_ONCE):
            yield from histories.of(buyers[first : first + AT_ONCE]).values()

    def saw(self, person: PersonId, kind: LinkKind, token: str, *, at: datetime) -> None:
        """Keep that an account was seen with something."""
        digest = blind_digest(self._ring, token, tenant=self._work.tenant, name=kind.value)
        known = select(StandingLink).where(
            StandingLink.person == person, StandingLink.kind == kind.value, StandingLink.digest == digest
        )
        row = self._work.session.scalars(known).one_or_none()
        if row is None:
            self._work.session.add(StandingLink(person=person, kind=kind.value, digest=digest, first_at=at, last_at=at))
        else:
            row.last_at = max(row.last_at, at)
        self._work.session.flush()

    def set_aside(self, person: PersonId, pattern: Pattern, *, at: datetime) -> None:
        """Keep that an explanation was accepted."""
        known = select(SetAside).where(SetAside.person == person, SetAside.pattern == pattern.value)
        row = self._work.session.scalars(known).one_or_none()
        if row is None:
            self._work.session.add(SetAside(person=person, pattern=pattern.value, at=at))
        else:
            row.at = at
        self._work.session.flush()

    def forget(self, *, before: datetime) -> int:
        """Delete what was not seen since a moment."""
        session = self._work.session
        old = select(func.count(StandingLink.person)).where(StandingLink.last_at < before)
        old_words = select(func.count(SetAside.person)).where(SetAside.at < before)
        found = session.scalars(old).one() + session.scalars(old_words).one()
        session.execute(delete(StandingLink).where(StandingLink.last_at < before))
        session.execute(delete(SetAside).where(SetAside.at < before))
        return found

    def keep_count(self, day: date, *, people: int, counted: Mapping[str, object]) -> None:
        """Keep a night's count."""
        self._work.session.execute(delete(StandingCount).where(StandingCount.day == day.isoformat()))
        self._work.session.add(StandingCount(day=day.isoformat(), people=people, counted=dict(counted)))
        self._work.session.flush()

    def newest_count(self) -> KeptCount | None:
        """Return the newest count."""
        newest = select(StandingCount).order_by(StandingCount.day.desc()).limit(1)
        row = self._work.session.scalars(newest).one_or_none()
        if row is None:
            return None
        return KeptCount(day=date.fromisoformat(row.day), people=row.people, counted=row.counted)
