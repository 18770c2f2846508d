import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.services.act import enter
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.errors import LeaseLostError, NoTaskError
from fairclaim.services.grants import Action
from fairclaim.services.leases import check_lease
from fairclaim.services.take_task import take_next
from unit.services.counter import AGENT, ANN, BEN, Counter
from unit.services.memory import MemoryWork


def test_who_took_the_task_works_on_it_and_nobody_else() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)

    def check(who: object) -> None:
        work = MemoryWork(counter.memory, counter.rows)
        check_lease(enter(counter.desk, work, who, Action.JUDGE, claim))  # type: ignore[arg-type]

    with pytest.raises(NoTaskError):
        check(ANN)
    take_next(counter.desk, ANN)
    check(ANN)
    with pytest.raises(LeaseLostError):
        check(BEN)


def test_where_nothing_is_waited_for_the_domain_speaks() -> None:
    counter = Counter()
    claim = counter.screened()
    check_lease(enter(counter.desk, MemoryWork(counter.memory, counter.rows), ANN, Action.JUDGE, claim))
