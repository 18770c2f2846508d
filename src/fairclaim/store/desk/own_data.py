"""What is held about persons, in the store; see :class:`fairclaim.services.ports.own_data.OwnData`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from fairclaim.domain.desk.party import PersonId, TextId
from fairclaim.services.ports.own_data import Correction, Held, HeldMark
from fairclaim.store.errors import NotThereError
from fairclaim.store.tables.identity import PasskeyRow, SignInSession
from fairclaim.store.tables.machine import Mark
from fairclaim.store.tables.parties import Correction as Row
from fairclaim.store.tables.parties import PersonText
from fairclaim.store.work import Work


class StoredOwnData:
    """What is held of a tenant's persons, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def held(self, person: PersonId) -> Held | None:
        """Return it; None if there is no such person, or they were erased."""
        try:
            facts = self._work.persons.facts(person)
        except NotThereError:
            return None
        if facts.erased_at is not None:
            return None
        scalars = self._work.session.scalars
        texts = select(PersonText.id).where(PersonText.person == person).order_by(PersonText.created_at, PersonText.id)
        marks = select(Mark).where(Mark.person == person).order_by(Mark.made_at, Mark.id)
        sessions = select(SignInSession.created_at).where(SignInSession.person == person)
        passkeys = select(PasskeyRow.created_at).where(PasskeyRow.person == person)
        return Held(
            since=facts.created_at,
            fields=self._work.persons.read(person),
            texts={TextId(one): self._work.persons.text(one) for one in scalars(texts).all()},
            marks=tuple(
                HeldMark(claim=one.claim, made_at=one.made_at, withdrawn_at=one.withdrawn_at) for one in scalars(marks)
            ),
            sessions=tuple(scalars(sessions.order_by(SignInSession.created_at))),
            passkeys=tuple(scalars(passkeys.order_by(PasskeyRow.created_at))),
        )

    def write_field(self, person: PersonId, field: str, value: str, *, at: datetime) -> None:
        """Replace a field."""
        self._work.persons.write(person, {field: value}, at=at)

    def add_correction(self, correction: Correction) -> None:
        """Add a wish."""
        self._work.session.add(
            Row(
                id=correction.id,
                person=correction.person,
                field=correction.field,
                value=correction.value,
                why=correction.why,
                asked_at=correction.asked_at,
                is_accepted=None,
                answer=None,
                answered_at=None,
                answered_by=None,
            )
        )
        self._work.session.flush()

    def correction(self, correction: str) -> Correction | None:
        """Return a wish, or None."""
        found = select(Row).where(Row.id == correction).with_for_update()
        row = self._work.session.scalars(found).one_or_none()
        return None if row is None else _wish(row)

    def corrections(self, *, person: PersonId | None, open_only: bool, limit: int) -> Sequence[Correction]:
        """Return wishes, the oldest first."""
        found = select(Row)
        if person is not None:
            found = found.where(Row.person == person)
        if open_only:
            found = found.where(Row.answered_at.is_(None))
        return [_wish(row) for row in self._work.session.scalars(found.order_by(Row.asked_at, Row.id).limit(limit))]

    def answered(self, *, limit: int) -> Sequence[Correction]:
        """Return answered wishes, the newest answer first."""
        found = select(Row).where(Row.answered_at.is_not(None)).order_by(Row.answered_at.desc(), Row.id).limit(limit)
        return [_wish(row) for row in self._work.session.scalars(found)]

    def save_correction(self, correction: Correction) -> None:
        """Write an answer."""
        row = self._work.session.scalars(select(Row).where(Row.id == correction.id)).one_or_none()
        if row is None:
            raise NotThereError(f"correction {correction.id}")
        row.is_accepted, row.answer = correction.is_accepted, correction.answer
        row.answered_at, row.answered_by = correction.answered_at, correction.answered_by
        self._work.session.flush()


def _wish(row: Row) -> Correction:
    return Correction(
        id=row.id,
        person=PersonId(row.person),
        field=row.field,
        value=TextId(row.value),
        why=None if row.why is None else TextId(row.why),
        asked_at=row.asked_at,
        is_accepted=row.is_accepted,
        answer=None if row.answer is None else TextId(row.answer),
        answered_at=row.answered_at,
        answered_by=None if row.answered_by is None else PersonId(row.answered_by),
    )
