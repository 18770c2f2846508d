"""Claims move on by events: numbered without gaps, chained, and only from the version that the caller saw."""

import threading
from datetime import timedelta, timezone
from functools import partial

import pytest
from sqlalchemy import create_engine, text

from fairclaim.domain.errors import UsageError
from fairclaim.store.claim_ledger import BrokenHistoryError, EventDraft
from fairclaim.store.errors import AlreadyThereError, NotThereError, StaleVersionError
from fairclaim.store.trade import StoredOrder
from store_engines import NOON, Desk
from unit.store.samples import buyer, event, filed, moved


def test_a_filed_claim_is_read_back_as_it_was_written(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work)
    with desk.store.read(desk.mine) as work:
        claim = work.claims.claim("claim-1")
        events = work.claims.verify("claim-1")
    assert (claim.state, claim.version, claim.snapshot) == ("filed", 2, {"state": "filed"})
    assert (claim.filed_at, claim.updated_at) == (event(1).at, event(2).at)
    assert [(one.sequence, one.position, one.kind) for one in events] == [(1, 1, "filed"), (2, 2, "noted")]
    assert events[0].body == {"number": 1, "wörter": "字"}
    assert events[1].previous == events[0].digest


def test_a_move_continues_the_numbers_and_the_chain(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        first = filed(work)
        second = moved(work, seen=2)
        third = moved(work, seen=3)
    assert (second[0].sequence, second[0].previous) == (3, first[-1].digest)
    assert (third[0].sequence, third[0].previous) == (4, second[0].digest)
    with desk.store.read(desk.mine) as work:
        assert len(work.claims.verify("claim-1")) == 4
        assert [one.sequence for one in work.claims.events("claim-1", after=2)] == [3, 4]


def test_a_claim_moves_only_from_the_version_that_was_seen(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work)
    with pytest.raises(StaleVersionError) as caught, desk.store.write(desk.mine) as work:
        moved(work, seen=1)
    assert (caught.value.expected, caught.value.found) == (1, 2)
    with pytest.raises(NotThereError), desk.store.write(desk.mine) as work:
        moved(work, "claim-2", seen=1)
    with desk.store.read(desk.mine) as work:
        assert len(work.claims.verify("claim-1")) == 2


def test_a_failed_unit_of_work_leaves_nothing(desk: Desk) -> None:
    def fail() -> None:
        with desk.store.write(desk.mine) as work:
            filed(work)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with desk.store.read(desk.mine) as work:
        with pytest.raises(NotThereError):
            work.claims.claim("claim-1")
        assert work.claims.log(after=0, limit=9) == ()


def test_an_undone_unit_of_work_leaves_no_gap_in_the_log(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work)
    with pytest.raises(StaleVersionError), desk.store.write(desk.mine) as work:  # noqa: PT012  (the whole unit of work is refused)
        filed(work, "claim-2")
        moved(work, seen=1)
    with desk.store.write(desk.mine) as work:
        filed(work, "claim-3")
    with desk.store.read(desk.mine) as work:
        assert [(one.claim, one.position) for one in work.claims.log(after=1, limit=9)] == [
            ("claim-1", 2),
            ("claim-3", 3),
            ("claim-3", 4),
        ]
        assert len(work.claims.log(after=0, limit=3)) == 3


def test_tenants_have_logs_of_their_own(desk: Desk) -> None:
    for tenant in (desk.mine, desk.theirs):
        with desk.store.write(tenant) as work:
            filed(work)
    with desk.store.read(desk.theirs) as work:
        assert [one.position for one in work.claims.log(after=0, limit=9)] == [1, 2]


def test_a_claim_is_filed_once(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work)
    with pytest.raises(AlreadyThereError), desk.store.write(desk.mine) as work:
        filed(work)


def test_nothing_changes_without_an_event(desk: Desk) -> None:
    with pytest.raises(UsageError, match="Without an event"), desk.store.write(desk.mine) as work:
        work.claims.file("claim-1", state="filed", snapshot={}, events=[])


def test_claims_of_a_state_come_in_the_order_of_their_waiting(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work, "claim-2", events=3)
        filed(work, "claim-1", events=2)
        filed(work, "claim-3", events=2)
        moved(work, "claim-3", seen=2)
    with desk.store.read(desk.mine) as work:
        assert [claim.id for claim in work.claims.in_state("filed", limit=5)] == ["claim-1", "claim-2"]


def test_claims_are_found_by_their_order_and_their_parties(desk: Desk) -> None:
    order = StoredOrder(id="o", buyer="buyer-1", merchant="m", currency="CNY", placed_at=NOON, lines=())
    with desk.store.write(desk.mine) as work:
        buyer(work)
        work.persons.add("m", kind="merchant", at=NOON)
        work.trade.add_order(order, number="1")
        assert work.claims.on_order("o") == ()
        work.claims.file(
            "claim-1", state="filed", snapshot={}, events=[event(1)], order_id="o", buyer="buyer-1", merchant="m"
        )
        assert [claim.id for claim in work.claims.on_order("o")] == ["claim-1"]
        assert work.claims.of_person("m") == work.claims.of_person("buyer-1") == work.claims.on_order("o")
        assert work.claims.of_person("nobody") == ()
        with pytest.raises(NotThereError):
            work.claims.on_order("none")


def test_a_time_of_another_zone_is_the_same_moment(desk: Desk) -> None:
    shanghai = NOON.astimezone(timezone(timedelta(hours=8)))
    with desk.store.write(desk.mine) as work:
        work.claims.file("claim-1", state="filed", snapshot={}, events=[EventDraft(kind="filed", at=shanghai, body={})])
    with desk.store.read(desk.mine) as work:
        assert work.claims.verify("claim-1")[0].at == NOON


@pytest.mark.parametrize("fault", ["changed", "removed"])
def test_a_history_that_was_tampered_with_is_noticed(desk: Desk, fault: str) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work, events=3)
    table = {"changed": "update claim_events set kind = 'x'", "removed": "delete from claim_events"}[fault]
    # Whoever owns the tables can take the triggers away: the digests still tell.
    owner = create_engine(desk.engine.owner_url.replace("postgresql://", "postgresql+psycopg://"))
    with owner.begin() as connection:
        if desk.engine.is_sqlite:
            connection.execute(text("drop trigger claim_events_no_update"))
            connection.execute(text("drop trigger claim_events_no_delete"))
        else:
            connection.execute(text("alter table claim_events disable trigger user"))
        connection.execute(text(f"{table} where tenant = '{desk.mine}' and sequence = 2"))
        if not desk.engine.is_sqlite:
            connection.execute(text("alter table claim_events enable trigger user"))
    owner.dispose()
    with desk.store.read(desk.mine) as work, pytest.raises(BrokenHistoryError) as caught:
        work.claims.verify("claim-1")
    assert caught.value.sequence == 2


def test_many_writers_leave_no_gap_and_lose_nothing(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        filed(work, "shared")
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(5):
                desk.store.run(desk.mine, partial(filed, claim=f"{name}-{number}"))
                desk.store.run(desk.mine, lambda work: moved(work, "shared", seen=work.claims.claim("shared").version))
        except BaseException as exc:  # noqa: BLE001  (carried to the test's own thread)
            failures.append(exc)

    writers = [threading.Thread(target=write, args=(f"writer-{number}",)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stale = [failure for failure in failures if not isinstance(failure, StaleVersionError)]
    assert stale == []
    with desk.store.read(desk.mine) as work:
        log = work.claims.log(after=0, limit=500)
        assert [one.position for one in log] == list(range(1, len(log) + 1))
        assert len(work.claims.verify("shared")) == sum(one.claim == "shared" for one in log)
