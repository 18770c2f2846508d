from dataclasses import replace

import pytest

from fairclaim.domain.desk import reviewing
from fairclaim.domain.desk.party import Actor, ActorKind
from fairclaim.domain.desk.second_look import copy_of
from fairclaim.domain.desk.states import State
from fairclaim.services.errors import StaleClaimError
from fairclaim.services.record_look import record_look
from unit.services.counter import DAN, REFUSE, TENANT
from unit.services.test_look_again import shown_again

BY = Actor(kind=ActorKind.REVIEWER, id=DAN.person)


def test_a_move_is_kept_with_the_look_and_refused_if_somebody_was_faster() -> None:
    counter, claim, alias = shown_again()
    look = counter.rows.second_looks[alias]
    before = copy_of(counter.claim(claim), look, rules=counter.desk.rules)
    after, events = reviewing.judge(before, REFUSE, by=BY, at=counter.now)
    kept = counter.memory.write(TENANT, lambda work: record_look(work, look, before=before, after=after, events=events))
    assert kept == after
    now = counter.rows.second_looks[alias]
    assert copy_of(counter.claim(claim), now, rules=counter.desk.rules) == after
    with pytest.raises(StaleClaimError):
        counter.memory.write(TENANT, lambda work: record_look(work, look, before=before, after=after, events=events))
    assert counter.memory.write(TENANT, lambda work: record_look(work, now, before=after, after=after, events=()))


def test_what_ends_the_waiting_ends_the_look() -> None:
    counter, claim, alias = shown_again()
    look = counter.rows.second_looks[alias]
    before = copy_of(counter.claim(claim), look, rules=counter.desk.rules)
    judged, events = reviewing.judge(before, REFUSE, by=BY, at=counter.now)
    shown, more = reviewing.reveal(judged, by=BY, at=counter.now)
    after, last = reviewing.confirm(shown, REFUSE, by=BY, at=counter.now)
    kept = counter.memory.write(
        TENANT, lambda work: record_look(work, look, before=before, after=after, events=(*events, *more, *last))
    )
    assert kept == replace(after, state=State.CLOSED, clock=None)
    assert counter.rows.second_looks[alias].ended_at == counter.now
    assert all(task.is_done for task in counter.rows.tasks.values())
