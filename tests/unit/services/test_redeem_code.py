"""A file is live by a code of its own thing that waits, or by the one it came with before."""

from datetime import timedelta

from fairclaim.domain.desk.live_capture import CODE_LASTS, Way, issue
from fairclaim.services.redeem_code import Taken, code_for, spend
from unit.services.counter import MONDAY, Counter
from unit.services.memory import MemoryWork


def test_one_code_is_for_one_file_of_one_thing() -> None:
    counter = Counter()
    work = MemoryWork(counter.memory, counter.rows)
    code, taken = issue("c", "claim-1", at=MONDAY), Taken(capture="c", way=Way.PAGE)
    work.captures.add(code)
    assert code_for(work, "claim-1", taken, known=None, at=MONDAY) == code
    assert code_for(work, "claim-2", taken, known=None, at=MONDAY) is None
    assert code_for(work, "claim-1", None, known=None, at=MONDAY) is None
    assert code_for(work, "claim-1", taken, known="exhibit-1", at=MONDAY) is None
    assert code_for(work, "claim-1", taken, known=None, at=MONDAY + CODE_LASTS) is None
    spend(work, code, taken, "exhibit-2", at=MONDAY + timedelta(minutes=1))
    used = work.captures.find("c")
    assert used is not None
    spend(work, used, taken, "exhibit-2", at=MONDAY)
    assert code_for(work, "claim-1", taken, known="exhibit-2", at=MONDAY + CODE_LASTS) == used
    assert code_for(work, "claim-1", taken, known=None, at=MONDAY) is None
