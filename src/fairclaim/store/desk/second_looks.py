"""Second looks in the store; see :class:`fairclaim.services.ports.second_looks.SecondLooks`."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from fairclaim.domain.desk.judgement import Outcome, View
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.second_look import KnownAnswer, SecondLook
from fairclaim.domain.desk.wire import event_from_record, event_to_record
from fairclaim.services.errors import StaleClaimError
from fairclaim.store.errors import NotThereError
from fairclaim.store.tables.desk import AuditEntry
from fairclaim.store.tables.desk import SecondLook as Row
from fairclaim.store.work import Work


class StoredSecondLooks:
    """A tenant's second looks, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def find(self, alias: ClaimId) -> SecondLook | None:
        """Return the second look of an id, or None."""
        return next(iter(self._all(select(Row).where(Row.alias == alias))), None)

    def of_claim(self, claim: ClaimId) -> Sequence[SecondLook]:
        """Return all at a claim."""
        return self._all(select(Row).where(Row.claim == claim))

    def open(self) -> Sequence[SecondLook]:
        """Return those that wait."""
        return self._all(select(Row).where(Row.ended_at.is_(None)))

    def ended(self) -> Sequence[SecondLook]:
        """Return those that have ended."""
        return self._all(select(Row).where(Row.ended_at.is_not(None)))

    def add(self, look: SecondLook) -> None:
        """Add one."""
        known = look.known
        self._work.session.add(
            Row(
                alias=look.alias,
                claim=look.claim,
                opened_at=look.opened_at,
                known_outcome=None if known is None else known.outcome.value,
                known_view=None if known is None else known.view.value,
                known_by=None if known is None else known.by,
                events=[event_to_record(event) for event in look.events],
                ended_at=look.ended_at,
            )
        )
        self._work.session.flush()

    def save(self, look: SecondLook, *, expected: int) -> None:
        """Write what was done."""
        locked = select(Row).where(Row.alias == look.alias).with_for_update()
        row = self._work.session.scalars(locked).one_or_none()
        if row is None:
            raise NotThereError(f"second look {look.alias}")
        if len(row.events) != expected or row.ended_at is not None:
            raise StaleClaimError(look.alias)
        row.events = [event_to_record(event) for event in look.events]
        row.ended_at = look.ended_at
        self._work.session.flush()

    def people_of(self, claim: ClaimId) -> frozenset[PersonId]:
        """Return who did or looked at anything of a claim."""
        found = select(AuditEntry.actor).where(AuditEntry.object_kind == "claim", AuditEntry.object_id == claim)
        return frozenset(PersonId(one) for one in self._work.session.scalars(found.distinct()))

    def _all(self, found: Select[Row]) -> list[SecondLook]:
        return [_look(row) for row in self._work.session.scalars(found.order_by(Row.opened_at, Row.alias))]


def _look(row: Row) -> SecondLook:
    known = None
    if row.known_outcome is not None and row.known_view is not None and row.known_by is not None:
        known = KnownAnswer(outcome=Outcome(row.known_outcome), view=View(row.known_view), by=PersonId(row.known_by))
    return SecondLook(
        alias=ClaimId(row.alias),
        claim=ClaimId(row.claim),
        opened_at=row.opened_at,
        known=known,
        events=tuple(event_from_record(record) for record in row.events),
        ended_at=row.ended_at,
    )
