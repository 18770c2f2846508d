from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from fairclaim.domain.desk.refusals import IllegalMoveError, TimeOrderError
from fairclaim.domain.desk.states import State
from fairclaim.domain.errors import UsageError
from fairclaim.services.act import again_if_stale
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.desk import DeskLimits
from fairclaim.services.errors import OtherRequestError, StaleClaimError
from fairclaim.services.ports.work import Work
from fairclaim.services.settle_claim import offer_remedy, withdraw_claim
from unit.services.counter import AGENT, BUYER, RETURN, Counter

T = TypeVar("T")


def test_a_request_that_comes_twice_has_one_effect_and_one_answer() -> None:
    counter = Counter()
    claim = counter.filed()
    first = offer_remedy(counter.desk, AGENT, claim, RETURN, words="可以", key="k")
    before = counter.rows
    again = offer_remedy(counter.desk, AGENT, claim, RETURN, words="可以", key="k")
    assert again == first
    assert (counter.rows.events, counter.rows.texts) == (before.events, before.texts)


def test_a_repetition_is_answered_even_when_the_claim_has_moved_on() -> None:
    counter = Counter()
    claim = counter.filed()
    first = offer_remedy(counter.desk, AGENT, claim, RETURN, key="k")
    withdraw_claim(counter.desk, BUYER, claim)
    assert offer_remedy(counter.desk, AGENT, claim, RETURN, key="k") == first
    with pytest.raises(IllegalMoveError):
        offer_remedy(counter.desk, AGENT, claim, RETURN, key="k-2")


def test_a_key_belongs_to_one_request_and_to_one_caller() -> None:
    counter = Counter()
    claim = counter.filed()
    offer_remedy(counter.desk, AGENT, claim, RETURN, key="k")
    with pytest.raises(OtherRequestError):
        offer_remedy(counter.desk, AGENT, claim, RETURN, words="另一请求", key="k")
    with pytest.raises(OtherRequestError):
        appeal_claim(counter.desk, AGENT, claim, key="k")
    assert withdraw_claim(counter.desk, BUYER, claim, key="k").state is State.WITHDRAWN


def test_a_refused_request_keeps_nothing_and_its_key_is_free_again() -> None:
    counter = Counter()
    claim = counter.filed()
    before = counter.rows
    with pytest.raises(IllegalMoveError):
        appeal_claim(counter.desk, BUYER, claim, words="太早", key="k")
    assert counter.rows is before


def test_who_was_overtaken_asks_the_rules_about_the_claim_as_it_is() -> None:
    counter = Counter()
    claim = counter.filed()
    counter.memory.meanwhile = lambda: offer_remedy(counter.desk, AGENT, claim, RETURN)
    done = withdraw_claim(counter.desk, BUYER, claim)
    assert done.sequence == counter.claim(claim).sequence == len(counter.rows.events)
    counter = Counter()
    claim = counter.filed()
    counter.memory.meanwhile = lambda: withdraw_claim(counter.desk, BUYER, claim)
    with pytest.raises(IllegalMoveError):
        offer_remedy(counter.desk, AGENT, claim, RETURN)


def test_who_is_overtaken_each_time_is_told_to_try_again() -> None:
    counter = Counter()
    claim = counter.filed()

    write = counter.memory.write

    def overtaken(tenant: str, act: Callable[[Work], T]) -> T:
        write(tenant, act)
        raise StaleClaimError(claim)

    counter.memory.write = overtaken  # type: ignore[method-assign]
    with pytest.raises(StaleClaimError):
        again_if_stale(lambda: counter.memory.write("elsewhere", lambda _: None))


def test_a_worker_whose_clock_is_a_little_behind_acts_at_the_last_moment_of_the_claim() -> None:
    counter = Counter()
    claim = counter.filed()
    counter.wait(timedelta(seconds=-5))
    withdraw_claim(counter.desk, BUYER, claim)
    assert counter.claim(claim).updated_at == counter.claim(claim).filed_at


def test_a_clock_that_is_far_behind_is_refused() -> None:
    counter = Counter()
    claim = counter.filed()
    counter.wait(timedelta(seconds=-6))
    with pytest.raises(TimeOrderError):
        withdraw_claim(counter.desk, BUYER, claim)


def test_words_are_kept_apart_from_events_and_have_an_end() -> None:
    counter = Counter(limits=DeskLimits(words=20))
    claim = counter.filed()
    offer_remedy(counter.desk, AGENT, claim, RETURN, words="张三的电话是一三八")
    assert "张三" not in repr(counter.rows.events) + repr(counter.rows.messages) + repr(counter.rows.audit)
    assert ("merchant-1", "张三的电话是一三八") in counter.rows.texts.values()
    with pytest.raises(UsageError):
        offer_remedy(counter.desk, AGENT, claim, RETURN, words="字" * 21)
    kept = len(counter.rows.texts)
    offer_remedy(counter.desk, AGENT, claim, RETURN, words="  ")
    assert len(counter.rows.texts) == kept


def test_an_act_is_noted_with_who_did_it_for_whom() -> None:
    counter = Counter()
    claim = counter.filed()
    offer_remedy(counter.desk, AGENT, claim, RETURN)
    last = counter.rows.audit[-1]
    assert (last.person, last.role, last.action, last.thing) == ("agent-1", "merchant-agent", "offer", claim)
    assert counter.rows.events[-1].by.id == "merchant-1"
