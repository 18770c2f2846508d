"""Consequences that take effect on our own rows, and are told to the tenant's systems, who pay and notify.

Each key has one effect and one message. What is taken back is withdrawn, told once, and never carried out afterwards.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select, update

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import Consequence, ConsequenceKind, Decision
from fairclaim.domain.desk.order_line import refundable
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.domain.exhibit import Role
from fairclaim.services.messages import remedy_record
from fairclaim.services.ports.traffic import Message
from fairclaim.store.desk.evidence import DeskExhibits
from fairclaim.store.desk.traffic import DeskOutbox
from fairclaim.store.errors import AlreadyThereError
from fairclaim.store.open_store import Store
from fairclaim.store.tables.machine import Effect, Mark, SharedHash
from fairclaim.store.work import Work

T = TypeVar("T")
SETTLEMENT = "settlement"
DUE, WITHDRAWN = "consequence-due", "consequence-withdrawn"


class StoreCarrier:
    """See :class:`~fairclaim.services.ports.outside.Carrier`.

    Parameters
    ----------
    ids : callable
        Makes ids that nobody can guess.
    """

    def __init__(self, store: Store, *, now: Callable[[], datetime], ids: Callable[[str], str]) -> None:
        self._store = store
        self._now = now
        self._ids = ids

    def carry_out(self, tenant: str, claim: Claim, consequence: Consequence, *, key: str) -> str | None:
        """Let a consequence take effect, unless it has or was taken back; return the effect's id."""

        def act(work: Work) -> str | None:
            known = _effect(work, key)
            if known is not None:
                return known.reference
            return self._made(work, claim, consequence, key)

        return self._once(tenant, act)

    def take_back(self, tenant: str, claim: Claim, consequence: Consequence, *, key: str) -> None:
        """Withdraw an effect, and tell the tenant's systems; where there was none, there will be none."""

        def act(work: Work) -> None:
            at = self._now()
            known = _effect(work, key)
            if known is None:
                work.session.add(_new_effect(claim, consequence, key=key, taken_back_at=at))
                work.session.flush()
            elif known.taken_back_at is None:
                known.taken_back_at = at
                self._withdrawn(work, claim, known, at)
                _tell(work, claim, consequence, WITHDRAWN, key=key, at=at)

        self._once(tenant, act)

    def _once(self, tenant: str, act: Callable[[Work], T]) -> T:
        try:
            return self._store.run(tenant, act)
        except AlreadyThereError:
            return self._store.run(tenant, act)  # another worker was first, and is seen now

    def _made(self, work: Work, claim: Claim, consequence: Consequence, key: str) -> str:
        at = self._now()
        effect = _new_effect(claim, consequence, key=key, made_at=at, reference=self._ids("effect"))
        work.session.add(effect)
        work.session.flush()
        match consequence.kind:
            case ConsequenceKind.MARK:
                work.session.add(
                    Mark(
                        id=self._ids("mark"),
                        effect=key,
                        claim=claim.id,
                        person=claim.buyer,
                        made_at=at,
                        withdrawn_at=None,
                    )
                )
            case ConsequenceKind.SHARED_HASH:
                _share(work, claim, key=key, at=at)
            case ConsequenceKind.REMEDY:
                for line, minor in effect.refunded.items():
                    work.trade.refund(claim.order, line=int(line), minor=minor)
            case _:
                pass
        work.session.flush()
        _tell(work, claim, consequence, DUE, key=key, at=at)
        return effect.reference or ""

    def _withdrawn(self, work: Work, claim: Claim, effect: Effect, at: datetime) -> None:
        for made in (Mark, SharedHash):
            standing = update(made).where(made.effect == effect.key, made.withdrawn_at.is_(None))
            work.session.execute(standing.values(withdrawn_at=at))
        for line, minor in effect.refunded.items():
            work.trade.refund(claim.order, line=int(line), minor=-minor)
        work.session.flush()


def decision_behind(claim: Claim, consequence: Consequence) -> Decision | None:
    """Return the decision that a consequence follows from; None of a settlement."""
    source = consequence.id.partition("/")[0]
    return next((one for one in claim.decisions if f"decision-{one.number}" == source), None)


def remedy_behind(claim: Claim, consequence: Consequence) -> Remedy | None:
    """Return the remedy that a consequence is about: the decision's, or what both sides agreed on."""
    decision = decision_behind(claim, consequence)
    if decision is not None:
        return decision.remedy
    return claim.agreed if consequence.id.partition("/")[0] == SETTLEMENT else None


def refunds(claim: Claim, remedy: Remedy | None) -> dict[str, int]:
    """Return how much of a remedy's amount falls on each order line, in minor units: each in turn as far as it goes."""
    left = 0 if remedy is None or remedy.amount is None else remedy.amount.amount_minor
    found: dict[str, int] = {}
    for item in claim.items:
        part = min(left, refundable(claim.lines, (item,)).amount_minor)
        if part > 0:
            found[item.line] = part
            left -= part
    return found


def _effect(work: Work, key: str) -> Effect | None:
    # The lock lets a second worker wait until the first has committed.
    return work.session.scalars(select(Effect).where(Effect.key == key).with_for_update()).one_or_none()


def _new_effect(
    claim: Claim,
    consequence: Consequence,
    *,
    key: str,
    made_at: datetime | None = None,
    taken_back_at: datetime | None = None,
    reference: str | None = None,
) -> Effect:
    decision = decision_behind(claim, consequence)
    counts = consequence.kind is ConsequenceKind.STATISTICS and decision is not None and bool(decision.by)
    is_paid = consequence.kind is ConsequenceKind.REMEDY and made_at is not None
    return Effect(
        key=key,
        claim=claim.id,
        buyer=claim.buyer,
        kind=consequence.kind.value,
        reference=reference,
        outcome=decision.outcome.value if counts and decision is not None else None,
        refunded=refunds(claim, remedy_behind(claim, consequence)) if is_paid else {},
        made_at=made_at,
        taken_back_at=taken_back_at,
    )


def _share(work: Work, claim: Claim, *, key: str, at: datetime) -> None:
    for kept in DeskExhibits(work).of_claim(claim.id):
        if kept.role is Role.CLAIM and kept.sha256 is not None:
            work.session.add(
                SharedHash(
                    effect=key,
                    exhibit=kept.id,
                    claim=claim.id,
                    person=kept.person,
                    sha256=kept.sha256,
                    made_at=at,
                    withdrawn_at=None,
                )
            )


def _tell(work: Work, claim: Claim, consequence: Consequence, kind: str, *, key: str, at: datetime) -> None:
    body: Mapping[str, object] = {
        "claim": claim.id,
        "order": claim.order,
        "consequence": consequence.id,
        "kind": consequence.kind.value,
        "key": key,
        "remedy": remedy_record(remedy_behind(claim, consequence))
        if consequence.kind is ConsequenceKind.REMEDY
        else None,
    }
    DeskOutbox(work).post(Message(id=f"{kind}/{key}", kind=kind, body=body, at=at))
