from dataclasses import replace

import pytest

from fairclaim.domain.desk.refusals import IllegalMoveError
from fairclaim.domain.desk.states import State
from fairclaim.domain.errors import EmptyFileError
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.ports.queue import JobKind
from unit.services.counter import AGENT, BUYER, OTHER_SHOTS, SOME_SHOTS, Counter, photo


def test_all_that_was_asked_for_comes_in_one_act_and_is_looked_at() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    before = set(counter.rows.jobs)
    assert add_evidence(counter.desk, BUYER, claim, OTHER_SHOTS, key="k").state is State.SCREENING
    assert len(counter.claim(claim).evidence) == 4
    (new,) = set(counter.rows.jobs) - before
    assert counter.rows.jobs[new][:2] == (JobKind.EXAMINE, claim)
    events = counter.rows.events
    assert add_evidence(counter.desk, BUYER, claim, OTHER_SHOTS, key="k").state is State.SCREENING
    assert counter.rows.events == events


def test_one_file_that_cannot_be_taken_in_and_nothing_is_handed_in() -> None:
    counter = Counter()
    claim = counter.screened(*SOME_SHOTS)
    before = counter.rows
    with pytest.raises(EmptyFileError):
        add_evidence(counter.desk, BUYER, claim, (*OTHER_SHOTS, replace(photo(), data=b"")))
    assert counter.rows is before


def test_it_is_for_the_buyer_who_was_asked() -> None:
    counter = Counter()
    claim = counter.filed()
    with pytest.raises(NotAllowedError):
        add_evidence(counter.desk, AGENT, claim)
    with pytest.raises(IllegalMoveError):
        add_evidence(counter.desk, BUYER, claim)
