"""Whatever a history says, no outcome is adverse because of it: the machine asks, calls people, offers or says yes."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.desks import shipped
from fairclaim.domain.desk.decision import ConsequenceKind
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.states import State
from fairclaim.domain.errors import FairclaimError
from fairclaim.domain.verdict import Call
from fairclaim.services.ports.people import Counts
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.store.desk.routing import Deciders
from unit.services.counter import ALL_SHOTS, BUYER, MACHINE, SOME_SHOTS, Counter

SHIPPED = shipped(Deciders())
numbers = st.none() | st.sampled_from((0, 1, 2, 3, 13)) | st.integers(0, 1000)
counts = st.builds(
    Counts,
    confirmed_adverse=numbers,
    upheld_claims=numbers,
    open_claims=numbers,
    patterns=st.none() | st.integers(0, 9),
)


@settings(max_examples=60, deadline=None)
@given(counts, st.sampled_from(Call), st.booleans(), st.integers(0, 40))
def test_no_history_makes_an_outcome_adverse_by_itself(
    history: Counts,
    call: Call,
    is_complete: bool,  # noqa: FBT001  (hypothesis gives it by place)
    days: int,
) -> None:
    counter = Counter(SHIPPED, call=call)
    counter.rows.counts[BUYER.person] = history
    claim = counter.screened(*(ALL_SHOTS if is_complete else SOME_SHOTS))
    for _ in range(days):
        counter.wait()
        for one in due_deadlines(counter.desk, MACHINE):
            with suppress(FairclaimError):
                run_deadline(counter.desk, MACHINE, one)
    found = counter.claim(claim)
    assert all(one.outcome is Outcome.GRANT for one in found.decisions)
    assert ConsequenceKind.MARK not in [one.kind for one in found.consequences]
    assert found.state is not State.WITHDRAWN
