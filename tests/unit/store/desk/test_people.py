from fairclaim.domain.desk.party import PersonId
from fairclaim.store.desk.people import DeskPeople
from store_engines import NOON, Desk


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
