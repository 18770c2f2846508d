"""What is written when the copy for a second look has moved: the look and its task, and nothing that anybody else would notice."""

from collections.abc import Sequence
from dataclasses import replace

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.second_look import SecondLook, judgement_of
from fairclaim.domain.desk.states import State
from fairclaim.services.awaited import awaited
from fairclaim.services.names_nobody import verify_names_nobody
from fairclaim.services.ports.work import Work


def record_look(work: Work, look: SecondLook, *, before: Claim, after: Claim, events: Sequence[Event]) -> Claim:
    """Write a move, and return the copy as it is shown from then on. A look ends where the copy waits for its judgement no more.

    Raises
    ------
    StaleClaimError
        If the copy has moved since ``before`` was read.
    NamesBuyerError
        If a text of the judge holds what names or reaches the buyer.
    """
    was, now = awaited(before), awaited(after)
    is_over = was is not None and (now is None or now.task != was.task)
    if not events:
        return after
    verify_names_nobody(work, after, events)
    ended_at = after.updated_at if is_over else None
    work.second_looks.save(replace(look, events=(*look.events, *events), ended_at=ended_at), expected=len(look.events))
    if was is not None and is_over:
        work.tasks.close(was.task, at=after.updated_at)
    is_judged = is_over and judgement_of(after.judgements) is not None
    return replace(after, state=State.CLOSED, clock=None) if is_judged else after
