from fairclaim.domain.desk.claim import Stance
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.hold_account import propose_measure
from fairclaim.services.list_tasks import Line
from fairclaim.services.own_data import ask_correction
from fairclaim.web.pages.home import Asked, asked_of, claims, waiting
from unit.services.against import contradicted
from unit.services.counter import ADMIN, AGENT, ANN, BUYER, DAN, EDITOR, STRANGER, SUE, Counter
from unit.services.test_hold_account import wish


def test_each_role_finds_what_there_is_to_do() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    queues = {one.line: [task.claim for task in one.tasks] for one in waiting(counter.desk, ANN)}
    assert queues == {Line.REVIEW: [claim], Line.APPEAL: [], Line.SENIOR: []}
    assert [row.claim for row in claims(counter.desk, BUYER)] == [claim]
    assert [row.claim for row in claims(counter.desk, AGENT)] == [claim]
    assert claims(counter.desk, STRANGER) == ()
    assert waiting(counter.desk, BUYER) == ()
    assert waiting(counter.desk, EDITOR) == ()
    assert claims(counter.desk, EDITOR) == ()


def test_what_waits_beside_claims_is_told_to_whom_it_waits_for() -> None:
    counter, claim = contradicted()
    propose_measure(counter.desk, SUE, wish(claim))
    ask_correction(counter.desk, BUYER, "name", "周")
    assert asked_of(counter.desk, DAN) == Asked(measures=1, wishes=0)
    assert asked_of(counter.desk, ADMIN) == Asked(measures=0, wishes=1)
    for who in (SUE, EDITOR, BUYER, AGENT):
        assert asked_of(counter.desk, who) == Asked(measures=0, wishes=0)
