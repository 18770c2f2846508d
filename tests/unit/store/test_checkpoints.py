"""A log has one checkpoint of each size; what outsiders say of it is kept once, and shown with it."""

import pytest

from fairclaim.store.errors import AlreadyThereError
from store_engines import NOON, Desk


def test_the_newest_is_shown_with_what_stands_under_it(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        assert work.checkpoints.newest() is None
        work.checkpoints.add(3, b"three\n", at=NOON)
        work.checkpoints.add(12, b"twelve\n", at=NOON)
        assert work.checkpoints.add_cosignature(12, "w+1", b"line 1\n", at=NOON)
        assert work.checkpoints.add_cosignature(12, "v+2", b"line 2\n", at=NOON)
        assert not work.checkpoints.add_cosignature(12, "w+1", b"another\n", at=NOON)
        assert work.checkpoints.add_token(12, "tsa", b"reply", at=NOON)
        assert not work.checkpoints.add_token(12, "tsa", b"another", at=NOON)
    with desk.store.read(desk.mine) as work:
        newest = work.checkpoints.newest()
        assert newest is not None
        assert (newest.size, newest.note, newest.tokens) == (12, b"twelve\nline 2\nline 1\n", {"tsa": b"reply"})
        assert work.checkpoints.sizes() == (3, 12)
        assert work.checkpoints.of_size(4) is None
    with desk.store.read(desk.theirs) as work:
        assert work.checkpoints.newest() is None


def test_a_second_state_of_one_size_is_refused(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        work.checkpoints.add(3, b"three", at=NOON)
    with pytest.raises(AlreadyThereError), desk.store.write(desk.mine) as work:
        work.checkpoints.add(3, b"other", at=NOON)


def test_the_earliest_over_an_entry_is_found_and_the_earliest_that_was_stamped(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        for size in (3, 5, 8):
            work.checkpoints.add(size, b"note", at=NOON)
        assert work.checkpoints.add_token(8, "tsa", b"reply", at=NOON)
    with desk.store.read(desk.mine) as work:
        found = [work.checkpoints.covering(index) for index in (2, 3, 7, 8)]
        assert [one and one.size for one in found] == [3, 5, 8, None]
        stamped = work.checkpoints.covering(2, is_stamped=True)
        assert stamped is not None
        assert (stamped.size, stamped.stamped_at) == (8, {"tsa": NOON})
        assert work.checkpoints.covering(8, is_stamped=True) is None
