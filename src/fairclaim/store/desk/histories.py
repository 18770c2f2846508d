"""Persons' claims as standing looks at them, many persons at a time, without opening a claim."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, func, or_, select

from fairclaim.credit.fading import REMEMBERED
from fairclaim.credit.history import LinkKind, PersonHistory, Shared, Trace, Weighed, weigh
from fairclaim.credit.pattern import Pattern
from fairclaim.domain.desk.decision import ConsequenceKind
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.store.desk.ties import Tie
from fairclaim.store.tables.claims import Claim
from fairclaim.store.tables.machine import Effect, Mark
from fairclaim.store.tables.standing import SetAside
from fairclaim.store.tables.trade import Order
from fairclaim.store.tenant_session import TenantSession, standing

_PAID, _COUNTED = ConsequenceKind.REMEDY.value, ConsequenceKind.STATISTICS.value
_PERSONS: BindParameter[str] = bindparam("persons", expanding=True)
_SINCE: BindParameter[datetime] = bindparam("since")
_CLAIMS = standing(
    select(Claim.buyer, Claim.id, Claim.order_id, Claim.merchant, Claim.filed_at, Order.delivered_at)
    .outerjoin(Order, Order.id == Claim.order_id)
    .where(
        Claim.buyer.in_(_PERSONS),
        # A claim of long ago may have been decided within the year.
        or_(Claim.filed_at > _SINCE, Claim.id.in_(bindparam("marked", expanding=True))),
    )
    .order_by(Claim.filed_at, Claim.id)
)
_MARKS = standing(
    select(Mark.claim, Mark.made_at)
    .where(Mark.person.in_(_PERSONS), Mark.withdrawn_at.is_(None), Mark.made_at > _SINCE)
    .order_by(Mark.made_at)
)
_EFFECTS = standing(
    select(Effect.claim, Effect.kind, Effect.outcome).where(
        Effect.buyer.in_(_PERSONS),
        Effect.kind.in_((_PAID, _COUNTED)),
        Effect.made_at.is_not(None),
        Effect.taken_back_at.is_(None),
    )
)
_BOUGHT = standing(
    select(Order.buyer, func.count(Order.id).label("bought"))
    .where(Order.buyer.in_(_PERSONS), Order.placed_at > _SINCE)
    .group_by(Order.buyer)
)
_ACCEPTED = standing(select(SetAside).where(SetAside.person.in_(_PERSONS)))


class Histories:
    """Reads histories; what others' claims weigh is read once.

    Parameters
    ----------
    ties : mapping
        By person; who is not in it is tied to nobody.
    """

    def __init__(self, session: TenantSession, ties: Mapping[str, Sequence[Tie]], *, at: datetime) -> None:
        self._session = session
        self._ties = ties
        self._at = at
        self._since = at - REMEMBERED
        self._weights: dict[str, Weighed] = {}

    def of(self, persons: Sequence[str]) -> dict[str, PersonHistory]:
        """Return the histories of persons, in their order."""
        traces = self._traces(persons)
        for person in persons:
            self._weights[person] = weigh(traces[person], at=self._at)
        others = {tie.other for person in persons for tie in self._ties.get(person, ())} - set(self._weights)
        theirs = self._traces(sorted(others))
        self._weights.update({one: weigh(theirs[one], at=self._at) for one in others})
        bought, accepted = self._bought(persons), self._accepted(persons)
        return {
            person: PersonHistory(
                traces=tuple(traces[person]),
                shared=self._shared(self._ties.get(person, ())),
                orders=bought.get(person, 0),
                set_aside=accepted[person],
            )
            for person in persons
        }

    def _shared(self, ties: Iterable[Tie]) -> tuple[Shared, ...]:
        by_kind: dict[LinkKind, dict[str, datetime]] = defaultdict(dict)
        for tie in ties:
            known = by_kind[tie.kind]
            known[tie.other] = max(tie.last_at, known.get(tie.other, tie.last_at))
        return tuple(
            Shared(
                kind=kind,
                accounts=len(others),
                others=sum((self._weights[one] for one in others), Weighed()),
                last_at=max(others.values()),
            )
            for kind in LinkKind
            if (others := by_kind.get(kind))
        )

    def _traces(self, persons: Sequence[str]) -> dict[str, list[Trace]]:
        found: dict[str, list[Trace]] = defaultdict(list)
        if not persons:
            return found
        marks = self._marks(persons)
        paid, upheld = self._effects(persons)
        asked = {"persons": persons, "since": self._since, "marked": list(marks)}
        for buyer, claim, order, merchant, filed_at, signed_at in self._session.execute(_CLAIMS, asked):
            found[buyer or ""].append(
                Trace(
                    claim=ClaimId(claim),
                    order=order or claim,
                    merchant=PersonId(merchant or ""),
                    filed_at=filed_at,
                    signed_at=signed_at,
                    confirmed_at=marks.get(claim),
                    was_paid=claim in paid,
                    was_upheld=claim in upheld,
                )
            )
        return found

    def _marks(self, persons: Sequence[str]) -> dict[str, datetime]:
        rows = self._session.execute(_MARKS, {"persons": persons, "since": self._since}).all()
        return {row.claim: row.made_at for row in rows}

    def _effects(self, persons: Sequence[str]) -> tuple[set[str], set[str]]:
        """Return the claims on which something was paid, and those that people upheld."""
        rows = self._session.execute(_EFFECTS, {"persons": persons}).all()
        paid = {claim for claim, kind, _ in rows if kind == _PAID}
        return paid, {claim for claim, kind, outcome in rows if kind == _COUNTED and outcome == Outcome.GRANT.value}

    def _bought(self, persons: Sequence[str]) -> dict[str, int]:
        rows = self._session.execute(_BOUGHT, {"persons": persons, "since": self._since}).all()
        return {row.buyer: row.bought for row in rows}

    def _accepted(self, persons: Sequence[str]) -> dict[str, dict[Pattern, datetime]]:
        found: dict[str, dict[Pattern, datetime]] = defaultdict(dict)
        for row in self._session.scalars(_ACCEPTED, {"persons": persons}):
            found[row.person][Pattern(row.pattern)] = row.at
        return found
