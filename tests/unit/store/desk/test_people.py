"""Who works here, and claims of an earlier system, on both engines."""

from dataclasses import replace
from datetime import timedelta

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.past_claim import parse_past_claim
from fairclaim.store.desk.people import DeskHistory, DeskPeople
from store_engines import NOON, Desk
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


def test_who_works_here_is_told_by_login_and_nobody_else(desk: Desk) -> None:
    ann, shop, buyer, program, nobody = map(PersonId, ("ann", "shop", "buyer", "program", "nobody"))
    with desk.store.write(desk.mine) as work:
        work.persons.add(ann, kind="staff", at=NOON, fields={"login": "ann@desk"})
        work.persons.add(program, kind="staff", at=NOON)
        work.persons.add(shop, kind="merchant", at=NOON, fields={"login": "agent@shop"})
        work.persons.add(buyer, kind="buyer", at=NOON, fields={"login": "13800138000"})
        people = DeskPeople(work)
        assert people.staff_logins((ann, ann, shop, buyer, program, nobody)) == {ann: "ann@desk"}
        work.persons.erase(ann, at=NOON)
        assert people.staff_logins((ann,)) == {}
