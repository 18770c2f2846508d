"""What a measure does to routes, and what an overturned decision does to a measure."""

from fairclaim.credit.measure import MeasureState
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.states import State
from fairclaim.domain.verdict import Call
from fairclaim.services.examine_claim import examine_claim
from fairclaim.services.hold_account import judge_measure, propose_measure
from fairclaim.services.measures_told import is_limited
from fairclaim.services.see_measures import own_measures
from unit.services.against import contradicted, overturn
from unit.services.counter import ALL_SHOTS, BUYER, DAN, MACHINE, SUE, TENANT, Counter, advice
from unit.services.test_hold_account import limited, told, wish


def test_a_decision_that_is_overturned_takes_the_measures_with_it() -> None:
    counter, claim, made = limited()
    proposal = propose_measure(counter.desk, SUE, wish(claim))
    overturn(counter, claim)
    assert counter.claim(claim).state is State.CLOSED
    assert {counter.rows.measures[one].state for one in (made.id, proposal.id)} == {MeasureState.UNWOUND}
    assert told(counter) == ["in-force", "unwound"]
    assert [one.state for one in own_measures(counter.desk, BUYER)] == [MeasureState.UNWOUND]


def test_a_measure_that_has_ended_stays_as_it_is_and_a_proposal_is_unwound_quietly() -> None:
    counter, claim = contradicted()
    made = [propose_measure(counter.desk, SUE, wish(claim)).id for _ in range(2)]
    judge_measure(counter.desk, DAN, made[0], is_agreed=False)
    overturn(counter, claim)
    states = [counter.rows.measures[one].state for one in made]
    assert states == [MeasureState.DECLINED, MeasureState.UNWOUND]
    assert told(counter) == []


def test_while_a_limit_binds_the_machine_says_yes_to_nothing_and_refuses_nothing() -> None:
    for is_bound in (False, True):
        counter = Counter(lambda _: advice(Route.APPROVE), call=Call.NO_TRACE)
        if is_bound:
            other, _, made = limited()
            counter.rows.measures[made.id] = other.rows.measures[made.id]
            counter.now = other.now
        claim = counter.filed(*ALL_SHOTS)
        examine_claim(counter.desk, MACHINE, claim)
        found = counter.claim(claim)
        assert found.proposal is not None
        assert found.proposal.route is (Route.REVIEW if is_bound else Route.APPROVE)
        assert found.state is (State.WAITING_MERCHANT if is_bound else State.DECIDED)
        bound = counter.memory.read(TENANT, lambda work: is_limited(work, BUYER.person, at=counter.now))  # noqa: B023  (called at once)
        assert bound is is_bound
