from datetime import timedelta

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import Role
from fairclaim.services import caller
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.errors import ExhibitRoleError, NotAllowedError, NotFoundError
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from unit.services.counter import AGENT, BUYER, MACHINE, Counter, member, photo


def test_an_answer_brings_the_claim_to_people_with_the_merchants_files() -> None:
    counter = Counter()
    claim = counter.screened()
    box = photo(None, data=b"box", role=Role.DISPATCH)
    assert answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS, uploads=(box,)).state is State.IN_REVIEW
    assert counter.rows.exhibits[-1].person == "merchant-1"


def test_a_late_answer_is_heard_and_noted_as_late() -> None:
    counter = Counter()
    claim = counter.screened()
    counter.wait(timedelta(days=7))
    for due in due_deadlines(counter.desk, MACHINE):
        run_deadline(counter.desk, MACHINE, due)
    answer_claim(counter.desk, AGENT, claim, Stance.NO_OBJECTION, words="同意")
    answer = counter.claim(claim).answer
    assert answer is not None
    assert (answer.is_late, answer.stance) == (True, Stance.NO_OBJECTION)


def test_only_an_agent_of_this_merchant_answers() -> None:
    counter = Counter()
    claim = counter.screened()
    with pytest.raises(NotAllowedError):
        answer_claim(counter.desk, BUYER, claim, Stance.NO_OBJECTION)
    other = member("agent-2", caller.Role.MERCHANT_AGENT, acts_for="merchant-2")
    with pytest.raises(NotFoundError):
        answer_claim(counter.desk, other, claim, Stance.CONTESTS)


def test_a_file_of_the_other_side_keeps_the_answer_out() -> None:
    counter = Counter()
    claim = counter.screened()
    before = counter.rows
    with pytest.raises(ExhibitRoleError):
        answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS, words="见图", uploads=(photo(),))
    assert counter.rows is before
