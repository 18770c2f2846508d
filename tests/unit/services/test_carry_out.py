import pytest

from fairclaim.domain.desk.decision import Standing
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.carry_out import carry_out, key_of
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.settle_claim import accept_offer, offer_remedy, withdraw_claim
from journeys.desk_steps import DAY, STEPS
from unit.services.counter import AGENT, BASIS, BUYER, EVE, GRANT, MACHINE, RETURN, WHY, Counter
from unit.services.memory import CrashError


def refused() -> tuple[Counter, ClaimId]:
    """Return a claim that two people refused, with nothing carried out yet."""
    counter = Counter()
    for step in STEPS[:20]:
        step(counter)
    (claim,) = counter.rows.claims.values()
    assert claim.state is State.DECIDED
    return counter, claim.id


def standings(counter: Counter, claim: ClaimId) -> dict[str, Standing]:
    return {one.id: one.standing for one in counter.claim(claim).consequences}


def test_each_consequence_takes_effect_once_and_keeps_what_it_made() -> None:
    counter, claim = refused()
    carry_out(counter.desk, MACHINE, claim)
    carry_out(counter.desk, MACHINE, claim)
    done = [one for one in counter.claim(claim).consequences if one.standing is Standing.EXECUTED]
    assert {one.reference for one in done} == {f"made-{one.id}" for one in done}
    assert counter.carrier.standing == {key_of(counter.claim(claim), one) for one in done}


def test_a_mark_waits_until_nobody_can_appeal() -> None:
    counter, claim = refused()
    carry_out(counter.desk, MACHINE, claim)
    waiting = {name for name, standing in standings(counter, claim).items() if standing is Standing.DUE}
    assert waiting == {"decision-1/mark", "decision-1/shared-hash"}
    counter.wait(DAY * 16)
    for due in due_deadlines(counter.desk, MACHINE):
        run_deadline(counter.desk, MACHINE, due)
    assert counter.claim(claim).state is State.CLOSED
    carry_out(counter.desk, MACHINE, claim)
    assert set(standings(counter, claim).values()) == {Standing.EXECUTED}


def overturned() -> tuple[Counter, ClaimId]:
    counter, claim = refused()
    carry_out(counter.desk, MACHINE, claim)
    appeal_claim(counter.desk, BUYER, claim)
    counter.judged(EVE, claim, GRANT)
    decide_claim(counter.desk, EVE, claim, reasons=WHY, basis=BASIS)
    return counter, claim


def test_everything_of_an_overturned_decision_is_taken_back_outside_too() -> None:
    counter, claim = overturned()
    carry_out(counter.desk, MACHINE, claim)
    for name, standing in standings(counter, claim).items():
        is_old = name.startswith("decision-1/")
        assert standing is (Standing.UNWOUND if is_old else Standing.EXECUTED)
    assert all("/decision-2/" in key for key in counter.carrier.standing)
    assert {key for key in counter.carrier.taken_back if "/mark" in key}  # never carried out, and never will be


def test_an_unwinding_that_was_interrupted_goes_on_where_it_stopped() -> None:
    counter, claim = overturned()
    counter.trap.at = counter.trap.count + 40
    with pytest.raises(CrashError):
        carry_out(counter.desk, MACHINE, claim)
    counter.trap.at = None
    some = [one for one in standings(counter, claim).values() if one in (Standing.UNWOUND, Standing.EXECUTED)]
    assert 0 < len(some) < len(standings(counter, claim))
    carry_out(counter.desk, MACHINE, claim)
    assert not {Standing.DUE, Standing.TO_UNWIND} & set(standings(counter, claim).values())


def test_what_took_effect_while_it_was_ordered_back_does_not_stay() -> None:
    counter, claim = refused()
    carry = counter.carrier.carry_out
    moved = False

    def late(*args: object, **named: object) -> object:
        nonlocal moved
        made = carry(*args, **named)  # type: ignore[arg-type]
        if not moved:
            moved = True
            offer = offer_remedy(counter.desk, AGENT, claim, RETURN).made
            assert offer is not None
            accept_offer(counter.desk, BUYER, claim, offer)
        return made

    counter.carrier.carry_out = late  # type: ignore[method-assign, assignment]
    carry_out(counter.desk, MACHINE, claim)
    assert counter.claim(claim).state is State.SETTLED
    assert all("/settlement/" in key for key in counter.carrier.standing)
    assert {name for name, one in standings(counter, claim).items() if one is Standing.EXECUTED} == {
        "settlement/remedy",
        "settlement/notice-buyer",
        "settlement/notice-merchant",
    }


def test_two_workers_take_something_back_once() -> None:
    counter, claim = overturned()
    counter.memory.meanwhile = lambda: carry_out(counter.desk, MACHINE, claim)
    carry_out(counter.desk, MACHINE, claim)
    assert len({event.sequence for event in counter.rows.events}) == len(counter.rows.events)
    assert all("/decision-2/" in key for key in counter.carrier.standing)


def test_a_claim_that_is_still_open_has_nothing_to_carry_out() -> None:
    counter = Counter()
    claim = counter.screened()
    assert carry_out(counter.desk, MACHINE, claim).state is State.WAITING_MERCHANT
    withdraw_claim(counter.desk, BUYER, claim)
    assert carry_out(counter.desk, MACHINE, claim).state is State.WITHDRAWN
    assert not counter.carrier.effects
