"""Persons and their words, what they bought, and history; see :mod:`fairclaim.services.ports.people`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import LineId, OrderLine
from fairclaim.domain.desk.party import ActorKind, PersonId, TextId
from fairclaim.domain.order import Order
from fairclaim.services.errors import NotFoundError
from fairclaim.services.ports.people import KnownOrder, PastClaim, Tie
from fairclaim.store.desk.registry import ACCOUNT
from fairclaim.store.errors import ErasedError, NotThereError
from fairclaim.store.tables.machine import PastClaim as PastClaimRow
from fairclaim.store.tables.parties import PersonTie
from fairclaim.store.trade import StoredLine, StoredOrder
from fairclaim.store.work import Work

STAFF, LOGIN = "staff", "login"
NO_CATEGORY = "other"


class DeskPeople:
    """Persons as pseudonyms."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def ties(self, person: PersonId) -> frozenset[PersonId]:
        """See :class:`~fairclaim.services.ports.people.People`."""
        return frozenset(PersonId(one) for one in self._work.persons.ties(person))

    def reached_by(self, person: PersonId) -> Sequence[str]:
        """See :class:`~fairclaim.services.ports.people.People`."""
        try:
            return list(self._work.persons.read(person).values())
        except (ErasedError, NotThereError):
            return []

    def is_staff(self, person: PersonId) -> bool:
        """See :class:`~fairclaim.services.ports.people.People`."""
        try:
            return self._work.persons.facts(person).kind == STAFF
        except NotThereError:
            return False

    def staff_logins(self, persons: Iterable[PersonId]) -> Mapping[PersonId, str]:
        """See :class:`~fairclaim.services.ports.people.People`."""
        found = {}
        for person in set(persons):
            try:
                is_staff = self._work.persons.facts(person).kind == STAFF
                login = self._work.persons.read(person).get(LOGIN) if is_staff else None
            except (ErasedError, NotThereError):
                continue
            if login is not None:
                found[person] = login
        return found

    def declared_ties(self, person: PersonId) -> Sequence[Tie]:
        """See :class:`~fairclaim.services.ports.people.People`."""
        return [self._tie(row) for row in self._work.persons.declared_ties(person)]

    def tie(self, person: PersonId, party: PersonId, *, by: PersonId, at: datetime) -> None:
        """See :class:`~fairclaim.services.ports.people.People`."""
        self._work.persons.tie(person, party, by=by, at=at)

    def untie(self, person: PersonId, party: PersonId) -> None:
        """See :class:`~fairclaim.services.ports.people.People`."""
        self._work.persons.untie(person, party)

    def _tie(self, row: PersonTie) -> Tie:
        persons = self._work.persons
        try:
            reference = persons.read(row.party).get(ACCOUNT)
        except ErasedError:
            reference = None
        return Tie(
            party=PersonId(row.party),
            side=ActorKind(persons.facts(row.party).kind),
            reference=reference,
            declared_at=row.declared_at,
            declared_by=None if row.declared_by is None else PersonId(row.declared_by),
        )

    def add_text(self, text: TextId, words: str, *, person: PersonId, at: datetime) -> None:
        """See :class:`~fairclaim.services.ports.people.People`."""
        self._work.persons.add_text(text, words, person=person, at=at)

    def text(self, text: TextId) -> str | None:
        """See :class:`~fairclaim.services.ports.people.People`."""
        try:
            return self._work.persons.text(text)
        except (ErasedError, NotThereError):
            return None

    def erase(self, person: PersonId, *, at: datetime) -> bool:
        """See :class:`~fairclaim.services.ports.people.People`."""
        try:
            self._work.persons.erase(person, at=at)
        except ErasedError:
            return False
        except NotThereError:
            raise NotFoundError from None
        return True


class DeskOrders:
    """What was bought."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def find(self, order: str) -> KnownOrder | None:
        """See :class:`~fairclaim.services.ports.people.Orders`. A line's id is its number."""
        try:
            found = self._work.trade.order(order)
        except NotThereError:
            return None
        return KnownOrder(
            id=found.id,
            buyer=PersonId(found.buyer),
            merchant=PersonId(found.merchant),
            lines=tuple(_line(found, line) for line in found.lines),
            dates=Order(
                id=found.id,
                placed_at=found.placed_at,
                shipped_at=found.shipped_at,
                delivered_at=found.delivered_at,
            ),
            listings={LineId(str(line.number)): line.listing for line in found.lines if line.listing is not None},
        )


class DeskHistory:
    """Claims of an earlier system."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, claims: Sequence[PastClaim]) -> int:
        """See :class:`~fairclaim.services.ports.people.History`."""
        wanted = {one.id: one for one in reversed(claims)}
        known = set(self._work.session.scalars(select(PastClaimRow.id).where(PastClaimRow.id.in_(wanted))))
        new = [one for one in wanted.values() if one.id not in known]
        self._work.session.add_all([_past(one) for one in new])
        self._work.session.flush()
        return len(new)


def _line(order: StoredOrder, line: StoredLine) -> OrderLine:
    return OrderLine(
        id=LineId(str(line.number)),
        title=line.title,
        category=line.category or NO_CATEGORY,
        quantity=line.quantity,
        paid=Money(line.amount_minor, order.currency),
        refunded=Money(min(line.refunded_minor, line.amount_minor), order.currency),
    )


def _past(claim: PastClaim) -> PastClaimRow:
    return PastClaimRow(
        id=claim.id,
        reason=claim.reason,
        category=claim.category,
        amount_minor=claim.amount_minor,
        currency=claim.currency,
        asked=claim.asked,
        outcome=claim.outcome,
        filed_at=claim.filed_at,
        decided_at=claim.decided_at,
    )
