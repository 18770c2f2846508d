"""Measures on accounts, and letters that were sent, in the store; see :mod:`fairclaim.services.ports.measures`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from fairclaim.credit.measure import OPEN, Measure, MeasureKind, MeasureMove, MeasureState, Step
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ClaimId, PersonId, TextId
from fairclaim.services.ports.measures import Channel, Recipient, SentLetter
from fairclaim.store.errors import NotThereError
from fairclaim.store.tables.standing import Measure as Row
from fairclaim.store.tables.standing import MeasureGround
from fairclaim.store.tables.standing import SentLetter as LetterRow
from fairclaim.store.work import Work

_OPEN = frozenset(state.value for state in OPEN)


class StoredMeasures:
    """A tenant's measures, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def find(self, measure: str) -> Measure | None:
        """Return one, or None."""
        return next(iter(self._all(select(Row).where(Row.id == measure).with_for_update())), None)

    def add(self, measure: Measure) -> None:
        """Add a proposal."""
        self._work.session.add(
            Row(
                id=measure.id,
                person=measure.person,
                state=measure.state.value,
                until=measure.until,
                version=len(measure.steps),
                record=_record(measure),
            )
        )
        self._work.session.flush()
        self._work.session.add_all([MeasureGround(measure=measure.id, claim=claim) for claim in measure.claims])
        self._work.session.flush()

    def save(self, measure: Measure) -> None:
        """Write what became of it."""
        row = self._work.session.scalars(select(Row).where(Row.id == measure.id).with_for_update()).one_or_none()
        if row is None:
            raise NotThereError(f"measure {measure.id}")
        row.state, row.until = measure.state.value, measure.until
        row.version, row.record = len(measure.steps), _record(measure)
        self._work.session.flush()

    def of_person(self, person: PersonId) -> Sequence[Measure]:
        """Return all of a person."""
        return self._all(select(Row).where(Row.person == person).order_by(Row.id))

    def open(self, *, after: str, limit: int) -> Sequence[Measure]:
        """Return those of which something can still become."""
        return self._all(select(Row).where(Row.state.in_(_OPEN), Row.id > after).order_by(Row.id).limit(limit))

    def resting_on(self, claim: ClaimId) -> Sequence[Measure]:
        """Return those that rest on a claim's decision."""
        on = select(MeasureGround.measure).where(MeasureGround.claim == claim)
        return self._all(select(Row).where(Row.id.in_(on)).order_by(Row.id))

    def _all(self, found: Select[Row]) -> list[Measure]:
        measures = [_measure(row) for row in self._work.session.scalars(found).all()]
        return sorted(measures, key=lambda one: one.id)


class StoredLetters:
    """What was sent when, within one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, letter: SentLetter) -> None:
        """Add one."""
        self._work.session.add(
            LetterRow(
                id=letter.id,
                claim=letter.claim,
                kind=letter.kind,
                recipient=letter.recipient.value,
                side=letter.side,
                sent_by=letter.sent_by,
                sent_at=letter.sent_at,
                sha256=letter.sha256,
                decision=letter.decision,
                noted_at=letter.noted_at,
                how=None if letter.how is None else letter.how.value,
            )
        )
        self._work.session.flush()

    def of_claim(self, claim: ClaimId) -> Sequence[SentLetter]:
        """Return those about a claim."""
        found = select(LetterRow).where(LetterRow.claim == claim).order_by(LetterRow.noted_at, LetterRow.id)
        return [
            SentLetter(
                id=row.id,
                claim=ClaimId(row.claim),
                kind=row.kind,
                recipient=Recipient(row.recipient),
                side=row.side,
                sent_by=PersonId(row.sent_by),
                sent_at=row.sent_at,
                sha256=row.sha256,
                decision=row.decision,
                noted_at=row.noted_at,
                how=None if row.how is None else Channel(row.how),
            )
            for row in self._work.session.scalars(found)
        ]


def _record(measure: Measure) -> dict[str, Any]:
    return {
        "kind": measure.kind.value,
        "claims": list(measure.claims),
        "reasons": measure.reasons.to_record(),
        "days": measure.days,
        "appeal": measure.appeal,
        "answer": None if measure.answer is None else measure.answer.to_record(),
        "steps": [{"move": step.move.value, "by": step.by, "at": step.at.isoformat()} for step in measure.steps],
    }


def _measure(row: Row) -> Measure:
    record = row.record
    return Measure(
        id=row.id,
        person=PersonId(row.person),
        kind=MeasureKind(record["kind"]),
        claims=tuple(ClaimId(one) for one in record["claims"]),
        reasons=_both(record["reasons"]),
        days=record["days"],
        state=MeasureState(row.state),
        until=row.until,
        steps=tuple(
            Step(move=MeasureMove(one["move"]), by=PersonId(one["by"]), at=datetime.fromisoformat(one["at"]))
            for one in record["steps"]
        ),
        appeal=None if record["appeal"] is None else TextId(record["appeal"]),
        answer=None if record["answer"] is None else _both(record["answer"]),
    )


def _both(record: Mapping[str, str]) -> Bilingual:
    return Bilingual(record["zh"], record["en"])
