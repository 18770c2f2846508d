"""Claims, the log, decisions and the audit; see :mod:`fairclaim.services.ports.claims`."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Decision
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.order_line import LineId
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.states import TERMINAL
from fairclaim.domain.desk.wire import (
    claim_from_record,
    claim_to_record,
    decision_to_record,
    event_from_record,
    event_to_record,
    kind_name,
)
from fairclaim.services.ports.claims import Logged, Noted
from fairclaim.store.claim_ledger import EventDraft
from fairclaim.store.errors import NotThereError
from fairclaim.store.rulings import Audited
from fairclaim.store.tables.claims import Claim as ClaimRow
from fairclaim.store.work import Work

ENDED = frozenset(state.value for state in TERMINAL)


class DeskClaims:
    """Claims of the tenant, with their histories.

    A claim is read once in a unit of work and known from then on, as it was read or as it was written here: whoever asks twice gets
    one answer, and who writes on a version that others have left behind meanwhile is refused.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._known: dict[ClaimId, Claim] = {}

    def find(self, claim: ClaimId) -> Claim | None:
        """See :class:`~fairclaim.services.ports.claims.Claims`."""
        if claim not in self._known:
            try:
                self._known[claim] = claim_from_record(self._work.claims.claim(claim).snapshot)
            except NotThereError:
                return None
        return self._known[claim]

    def events(self, claim: ClaimId) -> Sequence[Event]:
        """See :class:`~fairclaim.services.ports.claims.Claims`."""
        return [event_from_record(event.body) for event in self._work.claims.events(claim)]

    def add(self, claim: Claim, events: Sequence[Event]) -> None:
        """See :class:`~fairclaim.services.ports.claims.Claims`."""
        self._work.claims.file(
            claim.id,
            state=claim.state.value,
            snapshot=claim_to_record(claim),
            events=[_draft(event) for event in events],
            order_id=claim.order,
            buyer=claim.buyer,
            merchant=claim.merchant,
        )
        self._known[claim.id] = claim

    def save(self, claim: Claim, events: Sequence[Event], *, expected: int) -> None:
        """See :class:`~fairclaim.services.ports.claims.Claims`."""
        self._work.claims.move(
            claim.id,
            expected_version=expected,
            state=claim.state.value,
            snapshot=claim_to_record(claim),
            events=[_draft(event) for event in events],
        )
        self._known[claim.id] = claim

    def open_on(self, order: str) -> frozenset[LineId]:
        """See :class:`~fairclaim.services.ports.claims.Claims`."""
        stored = self._work.claims.on_order(order)
        claims = [claim_from_record(one.snapshot) for one in stored if one.state not in ENDED]
        return frozenset(item.line for claim in claims for item in claim.items)

    def open_of(self, person: PersonId) -> Sequence[ClaimId]:
        """See :class:`~fairclaim.services.ports.claims.Claims`."""
        is_party = or_(ClaimRow.buyer == person, ClaimRow.merchant == person)
        found = select(ClaimRow.id).where(is_party, ClaimRow.state.not_in(ENDED))
        return [ClaimId(one) for one in self._work.session.scalars(found.order_by(ClaimRow.filed_at, ClaimRow.id))]


class DeskLog:
    """Every event of the tenant in the order of commits. Events are chained by digest as they are written."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def read(self, *, after: int, limit: int) -> Sequence[Logged]:
        """See :class:`~fairclaim.services.ports.claims.EventLog`."""
        stored = self._work.claims.log(after=after, limit=limit)
        return [Logged(position=one.position, event=event_from_record(one.body)) for one in stored]


class DeskDecisions:
    """Decisions, each of which exists once."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def record(self, claim: ClaimId, decision: Decision) -> None:
        """See :class:`~fairclaim.services.ports.claims.Decisions`."""
        self._work.rulings.record(claim, decision.number, body=decision_to_record(decision), at=decision.at)


class DeskAudit:
    """What people did and looked at."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def note(self, entry: Noted) -> None:
        """See :class:`~fairclaim.services.ports.claims.Audit`."""
        self._work.rulings.audit(
            Audited(
                id=entry.id,
                at=entry.at,
                actor=entry.person,
                action=entry.action,
                object_kind=entry.kind,
                object_id=entry.thing,
                details={**entry.details, "role": entry.role},
            )
        )


def _draft(event: Event) -> EventDraft:
    return EventDraft(kind=kind_name(type(event.fact)), at=event.at, body=event_to_record(event))
