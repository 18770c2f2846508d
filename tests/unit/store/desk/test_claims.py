"""The audit, on both engines, is read like that of the store in memory."""

from datetime import timedelta

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.ports.claims import Noted, Sought
from fairclaim.store.desk.claims import DeskAudit
from store_engines import NOON, Desk
from unit.services.counter import Counter

ENTRIES = tuple(
    Noted(
        id=f"audit-{number}",
        at=NOON + timedelta(minutes=number // 2),
        person=PersonId("ann" if number % 3 else "ben"),
        role="reviewer",
        action="see" if number % 2 else "judge",
        kind="claim" if number < 5 else "exhibit",
        thing=f"thing-{number % 4}",
        details={"claim": "claim-1"} if number == 5 else {},
    )
    for number in range(8)
)
SOUGHT = (
    Sought(),
    Sought(things=frozenset({"thing-1", "thing-2"})),
    Sought(things=frozenset()),
    Sought(person=PersonId("ben")),
    Sought(actions=frozenset({"see"}), since=NOON + timedelta(minutes=1), before=NOON + timedelta(minutes=3)),
)


def test_entries_come_the_newest_first_as_in_memory(desk: Desk) -> None:
    counter = Counter()
    counter.rows.audit.extend(ENTRIES)
    with desk.store.write(desk.mine) as work:
        for entry in ENTRIES:
            DeskAudit(work).note(entry)
    places = (None, (ENTRIES[5].at, ENTRIES[5].id))
    with desk.store.read(desk.mine) as work:
        for sought in SOUGHT:
            for after in places:
                found = DeskAudit(work).read(sought, after=after, limit=3)
                assert found == counter.memory.read(
                    "shop-street",
                    lambda memory: memory.audit.read(sought, after=after, limit=3),  # noqa: B023
                )
    with desk.store.read(desk.theirs) as work:
        assert DeskAudit(work).read(Sought(), after=None, limit=3) == []
