from datetime import timedelta

import pytest

from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.desk.refusals import DeadlinePassedError, WrongActorError
from fairclaim.domain.desk.states import State
from fairclaim.services.appeal_claim import appeal_claim, withdraw_appeal
from journeys.desk_steps import STEPS
from unit.services.counter import AGENT, BUYER, Counter


def decided() -> Counter:
    counter = Counter()
    for step in STEPS[:20]:
        step(counter)
    return counter


def test_each_side_appeals_once_and_in_time() -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    assert appeal_claim(counter.desk, BUYER, claim, words="请再看").state is State.APPEALED
    assert appeal_claim(counter.desk, AGENT, claim).state is State.APPEALED
    with pytest.raises(WrongActorError):
        appeal_claim(counter.desk, BUYER, claim)
    assert [one.by for one in counter.claim(claim).appeals] == [ActorKind.BUYER, ActorKind.MERCHANT]


def test_an_appeal_after_its_time_is_refused_even_if_no_timer_has_run() -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    counter.wait(timedelta(days=15))
    with pytest.raises(DeadlinePassedError):
        appeal_claim(counter.desk, BUYER, claim)


def test_an_appeal_that_is_taken_back_leaves_the_decision() -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    appeal_claim(counter.desk, BUYER, claim)
    assert withdraw_appeal(counter.desk, BUYER, claim).state is State.CLOSED
    assert len(counter.claim(claim).decisions) == 1
