"""What is told of a measure, and what becomes of it when a decision that it rests on is overturned."""

from datetime import datetime

from fairclaim.credit.measure import STATE_NAMES, Measure, MeasureMove, unwind
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.ports.traffic import Message
from fairclaim.services.ports.work import Work

CHANGED = "measure-changed"
UNWINDER = PersonId("unwinding")
"""Who unwinds: the machine, as part of the decision on appeal."""


def tell(work: Work, measure: Measure, *, at: datetime) -> None:
    """Tell the tenant's systems of a change, who tell the person; nothing of who decided, and nothing of mere proposals."""
    if not _was_in_force(measure):
        return
    name = STATE_NAMES[measure.state].to_record()
    body = {**measure_record(measure), "person": measure.person, "state_name": name}
    work.outbox.post(Message(id=f"{measure.id}/{len(measure.steps)}", kind=CHANGED, body=body, at=at))


def unwind_measures(work: Work, claim: ClaimId, *, at: datetime) -> None:
    """End every measure that rests on a claim whose decision was overturned, proposals too, and tell it."""
    for measure in work.measures.resting_on(claim):
        if measure.is_open:
            after = unwind(measure, by=UNWINDER, at=at)
            work.measures.save(after)
            tell(work, after, at=at)


def told_of(work: Work, person: PersonId) -> list[Measure]:
    """Return a person's measures that were ever in force; of mere proposals nothing has followed."""
    return [one for one in work.measures.of_person(person) if _was_in_force(one)]


def measure_record(measure: Measure) -> dict[str, object]:
    """Return a measure as plain values for its person: everything but who decided."""
    return {
        "measure": measure.id,
        "kind": measure.kind.value,
        "state": measure.state.value,
        "claims": list(measure.claims),
        "until": measure.until.isoformat(),
        "reasons": measure.reasons.to_record(),
        "answer": None if measure.answer is None else measure.answer.to_record(),
        "steps": [{"move": step.move.value, "at": step.at.isoformat()} for step in measure.steps],
    }


def is_limited(work: Work, person: PersonId, *, at: datetime) -> bool:
    """Tell whether a measure binds a person: people look at every claim then, and the machine says yes to none."""
    return any(one.binds(at) for one in work.measures.of_person(person))


def _was_in_force(measure: Measure) -> bool:
    return sum(step.move is MeasureMove.AGREE for step in measure.steps) > 1
