from fairclaim.domain.desk.claim import Stance
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.list_tasks import Line
from fairclaim.web.pages.home import claims, waiting
from unit.services.counter import AGENT, ANN, BUYER, EDITOR, STRANGER, Counter


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
