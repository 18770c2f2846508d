"""Persons are written sealed and found however a value is spelled; the master key changes without touching data."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from fairclaim.store.errors import AlreadyThereError, KeyRingError, NotThereError
from fairclaim.store.keys.key_ring import KEY_BYTES, MasterKeys
from fairclaim.store.keys.sealed import UnsealError
from fairclaim.store.open_store import open_store
from fairclaim.store.tables.parties import PersonField
from store_engines import NOON, Desk
from unit.store.samples import buyer

OLD, NEW, ROOT = b"o" * KEY_BYTES, b"n" * KEY_BYTES, b"r" * KEY_BYTES


def test_fields_are_read_back_and_replaced(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work, name="张伟", phone="138 0013 8000")
        work.persons.write("buyer-1", {"phone": "13900139000"}, at=NOON)
    with desk.store.read(desk.mine) as work:
        assert work.persons.read("buyer-1") == {"name": "张伟", "phone": "13900139000"}
        assert work.persons.find("phone", "+86 139-0013-9000") == ("buyer-1",)
        assert work.persons.find("phone", "13800138000") == ()
        assert work.persons.facts("buyer-1").kind == "buyer"


def test_the_same_phone_of_two_persons_finds_both_and_of_another_shop_none(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work, phone="13800138000")
        buyer(work, "buyer-2", phone="+8613800138000")
        assert work.persons.find("phone", "13800138000") == ("buyer-1", "buyer-2")
    with desk.store.read(desk.theirs) as work:
        assert work.persons.find("phone", "13800138000") == ()


def test_a_field_moved_to_another_person_does_not_open(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work, name="Ann")
        buyer(work, "buyer-2", name="Bob")
        sealed = work.session.scalars(select(PersonField.sealed).where(PersonField.person == "buyer-1")).one()
        work.session.execute(update(PersonField).where(PersonField.person == "buyer-2").values(sealed=sealed))
        with pytest.raises(UnsealError):
            work.persons.read("buyer-2")


def test_ties_are_remembered(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work)
        work.persons.add("ann", kind="staff", at=NOON)
        work.persons.tie("ann", "buyer-1", at=NOON)
        work.persons.tie("ann", "buyer-1", at=NOON)
        assert work.persons.ties("ann") == {"buyer-1"}
        assert work.persons.ties("buyer-1") == frozenset()


def test_who_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotThereError), desk.store.write(desk.mine) as work:
        work.persons.write("nobody", {"name": "x"}, at=NOON)
    with pytest.raises(NotThereError), desk.store.read(desk.mine) as work:
        work.persons.text("no-text")
    with pytest.raises(AlreadyThereError), desk.store.write(desk.mine) as work:  # noqa: PT012  (the whole unit of work is refused)
        buyer(work)
        buyer(work)


def test_a_new_master_key_takes_over_and_the_old_one_can_be_retired(desk: Desk) -> None:
    before = open_store(desk.engine.url, ring=MasterKeys({1: OLD}, current=1, index_root=ROOT))
    with before.write(desk.mine) as work:
        for number in range(5):
            buyer(work, f"buyer-{number}", phone=f"1380013800{number}")
        sealed = work.session.scalars(select(PersonField.sealed).order_by(PersonField.person)).all()
    before.close()
    both = open_store(desk.engine.url, ring=MasterKeys({1: OLD, 2: NEW}, current=2, index_root=ROOT))
    moved: list[int] = []
    while not moved or moved[-1]:
        moved.append(both.run(desk.mine, lambda work: work.rewrap(limit=2)))
    assert moved == [2, 2, 1, 0]
    both.close()
    after = open_store(desk.engine.url, ring=MasterKeys({2: NEW}, current=2, index_root=ROOT))
    with after.read(desk.mine) as work:
        assert work.persons.read("buyer-3") == {"phone": "13800138003"}
        assert work.persons.find("phone", "13800138003") == ("buyer-3",)
        assert work.session.scalars(select(PersonField.sealed).order_by(PersonField.person)).all() == sealed
    after.close()


def test_without_the_master_key_nobody_can_be_read(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        buyer(work, name="Ann")
    stranger = open_store(desk.engine.url, ring=MasterKeys({9: NEW}, current=9, index_root=ROOT))
    with stranger.read(desk.mine) as work, pytest.raises(KeyRingError, match="Master key 1"):
        work.persons.read("buyer-1")
    stranger.close()
    assert replace(desk).mine == desk.mine
