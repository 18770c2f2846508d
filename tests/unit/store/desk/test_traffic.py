"""A message goes to every endpoint that wants its kind, under an id that any receiver takes."""

from sqlalchemy import select

from fairclaim.services.ports.traffic import Message
from fairclaim.store.desk.traffic import DeskOutbox, message_id
from fairclaim.store.keys.key_ring import Wrapped
from fairclaim.store.outbox import Endpoint
from fairclaim.store.tables.traffic import OutboxMessage
from store_engines import NOON, Desk, desk, empty_sqlite, engine, postgres_engine

__all__ = ["desk", "empty_sqlite", "engine", "postgres_engine"]


def test_only_endpoints_that_want_a_kind_are_told(desk: Desk) -> None:
    wanted = {"all": (), "star": ("*",), "some": ("decided",), "other": ("appealed",)}
    with desk.store.write(desk.mine) as work:
        for name, kinds in wanted.items():
            hook = Endpoint(id=name, url="https://shop.example", secret=Wrapped(1, b"x"), kinds=kinds)
            work.outbox.add_endpoint(hook, at=NOON)
        DeskOutbox(work).post(Message(id="claim-1/3", kind="decided", body={"claim": "claim-1"}, at=NOON))
        rows = work.session.scalars(select(OutboxMessage).order_by(OutboxMessage.endpoint)).all()
        assert [row.endpoint for row in rows] == ["all", "some", "star"]


def test_a_messages_id_is_short_its_own_and_without_dots() -> None:
    name = message_id("claim.1/" + "9" * 200, endpoint="hook")
    assert len(name) == 44
    assert "." not in name
    assert name != message_id("claim.1/" + "9" * 200, endpoint="other")
