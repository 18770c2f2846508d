"""Claims of an earlier system, on both engines, are read like those of the store in memory."""

from dataclasses import replace
from datetime import timedelta

from fairclaim.services.past_claim import parse_past_claim
from fairclaim.store.desk.people import DeskHistory
from store_engines import Desk
from unit.services.counter import TENANT, Counter
from unit.services.test_past_claim import GOOD

FIRST = parse_past_claim(GOOD)
CLAIMS = tuple(
    replace(FIRST, id=f"old-{number}", filed_at=FIRST.filed_at + timedelta(days=number)) for number in range(5)
)


def test_a_stretch_of_time_comes_the_newest_first_as_in_memory(desk: Desk) -> None:
    counter = Counter()
    counter.rows.history.update({one.id: one for one in CLAIMS})
    with desk.store.write(desk.mine) as work:
        assert DeskHistory(work).add(CLAIMS) == len(CLAIMS)
    wishes = ((None, None), (CLAIMS[1].filed_at, CLAIMS[4].filed_at), (CLAIMS[4].filed_at, None))
    with desk.store.read(desk.mine) as work:
        for since, before in wishes:
            found = DeskHistory(work).filed(since=since, before=before, limit=3)
            assert found == counter.memory.read(
                TENANT,
                lambda memory: memory.history.filed(since=since, before=before, limit=3),  # noqa: B023
            )
    with desk.store.read(desk.theirs) as work:
        assert DeskHistory(work).filed(since=None, before=None, limit=3) == []
