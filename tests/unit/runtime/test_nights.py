"""A night is due once, from three in China on, until its count is there."""

from datetime import UTC, date, datetime, timedelta

from fairclaim.runtime.errands import Kind
from fairclaim.runtime.nights import due_nights
from fairclaim.store.desk.standing import DeskStanding
from store_engines import RING, Desk

THREE = datetime(2026, 3, 1, 19, tzinfo=UTC)
"""03:00 of 2 March in China."""


def test_it_is_due_from_three_on_until_it_was_counted(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        assert due_nights(work, desk.mine, THREE - timedelta(seconds=1), 9) == []
        (one,) = due_nights(work, desk.mine, THREE + timedelta(hours=5), 9)
        assert (one.kind, one.key, one.due_at, one.tenant) == (Kind.NIGHT, "2026-03-02", THREE, desk.mine)
        DeskStanding(work, RING).keep_count(date(2026, 3, 2), people=0, counted={})
        assert due_nights(work, desk.mine, THREE + timedelta(hours=5), 9) == []
        assert len(due_nights(work, desk.mine, THREE + timedelta(days=1), 9)) == 1
