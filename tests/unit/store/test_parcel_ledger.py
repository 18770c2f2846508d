"""Steps of parcels are numbered within the parcel, and take their places in the log among the events of claims."""

import pytest
from sqlalchemy import select

from fairclaim.domain.errors import IntegrityError, UsageError
from fairclaim.store.fsck.entries import check_entries
from fairclaim.store.fsck.tree import check_tree
from fairclaim.store.tables.claims import ClaimEvent, LogHead
from fairclaim.store.work import Work
from store_engines import NOON, Desk, sql
from unit.store.samples import filed, moved
from unit.store.test_trade import ORDER, parties


def packed(work: Work) -> None:
    parties(work)
    work.trade.add_order(ORDER, number="1")
    for name in ("parcel-1", "parcel-2"):
        work.trade.add_parcel(name, order="order-1", carrier="SF", tracking=name, dispatched_at=None)


def step(work: Work, parcel: str) -> int:
    body = {"by": {"kind": "machine", "id": "x"}, "fact": {"scanned_at": None}}
    return work.parcels.add(parcel, kind="carrier-scanned", at=NOON, body=body)


@pytest.fixture
def mixed(desk: Desk) -> Desk:
    """A log whose entries are those of a claim (0, 1, 4) and of two parcels (2, 3, 5)."""
    with desk.store.write(desk.mine) as work:
        packed(work)
        filed(work)
    with desk.store.write(desk.mine) as work:
        assert step(work, "parcel-1") == 1
        assert step(work, "parcel-2") == 1
        moved(work, seen=2)
        assert step(work, "parcel-1") == 2
    return desk


def test_both_kinds_of_events_stand_in_one_log_in_the_order_of_their_commits(mixed: Desk) -> None:
    with mixed.store.read(mixed.mine) as work:
        assert work.log.size == 6
        assert work.session.scalars(select(ClaimEvent.position).order_by(ClaimEvent.position)).all() == [1, 2, 5]
        assert [one.index for one in work.log.of_claim("claim-1")] == [0, 1, 4]
        assert [(one.index, one.entry.case, one.entry.number) for one in work.log.of_parcel("parcel-1")] == [
            (2, "parcel-1", 1),
            (5, "parcel-1", 2),
        ]
        assert list(check_tree(work))
        assert list(check_entries(work)) == [6]


def test_many_steps_of_one_unit_of_work_are_entered_in_order(mixed: Desk) -> None:
    with mixed.store.write(mixed.mine) as work:
        for _ in range(3):
            step(work, "parcel-2")
        moved(work, seen=3)
    with mixed.store.read(mixed.mine) as work:
        head = work.session.scalars(select(LogHead)).one()
        assert head.entered == head.position == 10
        assert list(check_entries(work)) == [10]


def test_a_step_that_was_changed_behind_the_desks_back_is_found(mixed: Desk) -> None:
    if not mixed.engine.is_sqlite:
        pytest.skip("the same statements, with another way around the triggers")
    sql(
        mixed.engine.owner_url,
        "drop trigger parcel_events_no_update",
        "update parcel_events set at = '2026-01-01T00:00:00.000000Z' where position = 4",
    )
    with mixed.store.read(mixed.mine) as work, pytest.raises(IntegrityError, match="log entry 3"):
        list(check_entries(work))


def test_a_body_that_is_no_json_is_refused(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        packed(work)
        with pytest.raises(UsageError):
            work.parcels.add("parcel-1", kind="x", at=NOON, body={"by": object()})
