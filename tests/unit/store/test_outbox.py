"""Messages are delivered at least once: taken by one worker at a time, due again if that worker dies."""

from datetime import timedelta

import pytest

from fairclaim.store.errors import NotThereError
from fairclaim.store.keys.key_ring import MasterKeys
from fairclaim.store.outbox import Endpoint
from store_engines import NOON, RING, Desk

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk_with_message(desk: Desk) -> Desk:
    endpoint = Endpoint(id="hook", url="https://shop.example/hook", secret=RING.wrap(b"s" * 32), kinds=("decided",))
    with desk.store.write(desk.mine) as work:
        work.outbox.add_endpoint(endpoint, at=NOON)
        work.outbox.post("m1", endpoint="hook", kind="decided", body={"claim": "c"}, at=NOON)
        assert work.outbox.endpoints() == (endpoint,)
    return desk


def test_a_message_is_taken_by_one_and_due_again_if_nothing_comes_of_it(desk_with_message: Desk) -> None:
    with desk_with_message.store.write(desk_with_message.mine) as work:
        (message,) = work.outbox.take_due(at=NOON, until=NOON + MINUTE, limit=9)
        assert (message.id, message.body, message.attempts) == ("m1", {"claim": "c"}, 1)
        assert work.outbox.take_due(at=NOON, until=NOON + MINUTE, limit=9) == ()
        (again,) = work.outbox.take_due(at=NOON + MINUTE, until=NOON + 2 * MINUTE, limit=9)
        assert (again.id, again.attempts) == ("m1", 2)


def test_a_delivered_message_is_not_due_again(desk_with_message: Desk) -> None:
    with desk_with_message.store.write(desk_with_message.mine) as work:
        work.outbox.delivered("m1", at=NOON)
        assert work.outbox.take_due(at=NOON + MINUTE, until=NOON + MINUTE, limit=9) == ()
        with pytest.raises(NotThereError):
            work.outbox.delivered("m2", at=NOON)


def test_a_failed_message_waits_and_is_given_up_at_last(desk_with_message: Desk) -> None:
    with desk_with_message.store.write(desk_with_message.mine) as work:
        work.outbox.failed("m1", error="timeout", next_at=NOON + 5 * MINUTE, at=NOON)
        assert work.outbox.take_due(at=NOON + 4 * MINUTE, until=NOON + 9 * MINUTE, limit=9) == ()
        assert len(work.outbox.take_due(at=NOON + 5 * MINUTE, until=NOON + 6 * MINUTE, limit=9)) == 1
        work.outbox.failed("m1", error="gone", next_at=None, at=NOON)
        assert work.outbox.take_due(at=NOON + 60 * MINUTE, until=NOON + 61 * MINUTE, limit=9) == ()


def test_secrets_move_to_a_new_master_key(desk_with_message: Desk) -> None:
    ring = MasterKeys({1: bytes(range(32)), 2: b"n" * 32}, current=2, index_root=b"r" * 32)
    with desk_with_message.store.write(desk_with_message.mine) as work:
        assert work.outbox.rewrap(ring, limit=9) == 1
        assert work.outbox.rewrap(ring, limit=9) == 0
        (endpoint,) = work.outbox.endpoints()
    assert (endpoint.secret.version, ring.unwrap(endpoint.secret)) == (2, b"s" * 32)


def test_a_message_is_not_sent_for_work_that_was_undone(desk_with_message: Desk) -> None:
    desk = desk_with_message

    def fail() -> None:
        with desk.store.write(desk.mine) as work:
            work.outbox.post("m2", endpoint="hook", kind="decided", body={}, at=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with desk.store.write(desk.mine) as work:
        assert [one.id for one in work.outbox.take_due(at=NOON, until=NOON, limit=9)] == ["m1"]
