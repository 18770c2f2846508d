"""Lists of claims and tasks, on both engines, are those of the store in memory."""

from datetime import timedelta

from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.states import State
from fairclaim.domain.desk.wire import claim_to_record
from fairclaim.services.ports.lists import Among
from fairclaim.store.desk.lists import StoredLists
from fairclaim.store.tables.claims import Claim as ClaimRow
from store_engines import NOON, Desk
from unit.services.test_list_claims import several


def test_claims_and_tasks_come_in_the_order_of_the_store_in_memory(desk: Desk) -> None:
    counter = several(5)
    claims = list(counter.rows.claims.values())
    with desk.store.write(desk.mine) as work:
        for person in {one for claim in claims for one in (claim.buyer, claim.merchant)}:
            work.persons.add(person, kind="buyer", at=NOON)
        for claim in claims:
            work.session.add(
                ClaimRow(
                    id=claim.id,
                    order_id=None,
                    buyer=claim.buyer,
                    merchant=claim.merchant,
                    state=claim.state.value,
                    version=claim.sequence,
                    snapshot=claim_to_record(claim),
                    filed_at=claim.filed_at,
                    updated_at=claim.updated_at,
                )
            )
        work.session.flush()
        for number, claim in enumerate(claims):
            due = NOON + timedelta(hours=number // 2)
            work.tasks.open(f"task-{number}", claim=claim.id, kind="judge", queue="first", due_at=due, at=NOON)
        passed = work.tasks.take_next("first", holder="ben", at=NOON, until=NOON + timedelta(hours=1))
        assert passed is not None
        work.tasks.skip(passed, reason="language", at=NOON)
        work.tasks.take_next("first", holder="ann", at=NOON, until=NOON + timedelta(hours=1))
    wishes = [
        Among(),
        Among(buyer=claims[0].buyer, states=frozenset({State.FILED})),
        Among(merchant=PersonId("nobody")),
        Among(filed_from=claims[2].filed_at, filed_before=claims[4].filed_at),
    ]

    def in_memory(among: Among, after: tuple[object, str] | None) -> list[str]:
        found = counter.memory.read("shop-street", lambda work: work.lists.claims(among, after=after, limit=3))  # type: ignore[arg-type]  # a place
        return [one.id for one in found]

    with desk.store.read(desk.mine) as work:
        lists = StoredLists(work)
        for among in wishes:
            first = lists.claims(among, after=None, limit=3)
            assert [one.id for one in first] == in_memory(among, None)
            if first:
                place = (first[-1].filed_at, first[-1].id)
                assert [one.id for one in lists.claims(among, after=place, limit=3)] == in_memory(among, place)
        tasks = lists.tasks(frozenset({"first"}), at=NOON, after=None, limit=3)
        assert [(one.task, one.is_held) for one in tasks] == [("task-0", True), ("task-1", False), ("task-2", False)]
        assert [one.holder for one in tasks] == ["ann", None, None]
        assert lists.skips() == {"language": 1}
        rest = lists.tasks(frozenset({"first"}), at=NOON, after=(tasks[-1].due_at, tasks[-1].task), limit=9)
        assert [one.task for one in rest] == ["task-3", "task-4"]
    with desk.store.read(desk.theirs) as work:
        assert StoredLists(work).claims(Among(), after=None, limit=9) == []
        assert StoredLists(work).skips() == {}
