"""What is held about a person, and their wishes, on both engines."""

import json
from pathlib import Path

import pytest

from contracts.desks import SECRET_WORDS, DeskOnStore
from contracts.test_every_desk import refused
from fairclaim.domain.desk.party import PersonId, TextId
from fairclaim.services.own_data import answer_correction, ask_correction, open_corrections, own_data
from fairclaim.services.ports.own_data import Correction
from fairclaim.services.see_person import see_person
from fairclaim.services.see_wishes import answered_wishes, see_wishes
from fairclaim.store.desk.own_data import StoredOwnData
from fairclaim.store.errors import NotThereError
from store_engines import NOON, Desk
from unit.services.counter import ADMIN, BUYER, STRANGER


def test_the_whole_of_it_is_read_back_in_clear(desk: Desk, tmp_path: Path) -> None:
    on = DeskOnStore(desk, tmp_path)
    claim = refused(on)
    found = own_data(on.desk, BUYER)
    text = json.dumps(found, ensure_ascii=False)
    assert SECRET_WORDS in text
    assert "TB-order-1" in text
    assert "老周 buyer-1" in text
    mine = on.desk.units.read(BUYER.tenant, lambda work: tuple(work.exhibits.of_claim(claim)))
    assert {str(one.sha256) in text for one in mine if one.person == BUYER.person} == {True}
    assert {str(one.sha256) in text for one in mine if one.person != BUYER.person} == {False}
    assert "老周 buyer-9" in json.dumps(own_data(on.desk, STRANGER), ensure_ascii=False)


def test_a_wish_is_kept_sealed_and_answered_once(desk: Desk, tmp_path: Path) -> None:
    on = DeskOnStore(desk, tmp_path)
    wish = ask_correction(on.desk, BUYER, "phone", "13800138000", key="k")
    assert ask_correction(on.desk, BUYER, "phone", "13800138000", key="k") == wish
    assert open_corrections(on.desk, ADMIN) == (wish,)
    answer_correction(on.desk, ADMIN, wish.id, is_accepted=True, reasons="已核对")
    assert open_corrections(on.desk, ADMIN) == ()
    with desk.store.read(desk.mine) as work:
        assert work.persons.read(BUYER.person)["phone"] == "13800138000"
        assert work.persons.find("phone", "138 0013 8000") == (BUYER.person,)
    nobody = Correction(id="c", person=BUYER.person, field="name", value=TextId("t"), why=None, asked_at=NOON)
    with desk.store.write(desk.mine) as work, pytest.raises(NotThereError):
        StoredOwnData(work).save_correction(nobody)
    with desk.store.read(desk.mine) as work:
        assert StoredOwnData(work).held(PersonId("nobody")) is None


def test_staff_see_wishes_and_a_person_as_the_store_holds_them(desk: Desk, tmp_path: Path) -> None:
    on = DeskOnStore(desk, tmp_path)
    claim = refused(on)
    first = ask_correction(on.desk, BUYER, "phone", "13800138000")
    second = ask_correction(on.desk, BUYER, "standing", "shared-payout", why="我和爱人共用")
    assert {one.wish.id for one in see_wishes(on.desk, ADMIN)} == {first.id, second.id}
    for wish in (first, second):
        answer_correction(on.desk, ADMIN, wish.id, is_accepted=True, reasons="已核对")
    newest, older = answered_wishes(on.desk, ADMIN)
    assert {newest.wish.id, older.wish.id} == {first.id, second.id}
    assert {newest.held, older.held} == {"13800138000", None}
    found = see_person(on.desk, ADMIN, BUYER.person)
    assert [one.claim for one in found.claims] == [claim]
    assert found.orders
    assert [(one.pattern, one.is_accepted) for one in found.explanations] == [("shared-payout", True)]
