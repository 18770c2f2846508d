"""A buyer reads what is held about them and nothing of others, and has it corrected."""

import json

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.errors import UsageError
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.erase_person import erase_person
from fairclaim.services.errors import NotAllowedError, NotFoundError, OtherRequestError
from fairclaim.services.own_data import answer_correction, ask_correction, open_corrections, own_corrections, own_data
from fairclaim.services.settle_claim import withdraw_claim
from unit.services.counter import ADMIN, AGENT, ALL_SHOTS, ANN, BUYER, STRANGER, Counter
from unit.services.test_look_again import ended


def test_everything_of_the_buyer_is_there_and_nothing_of_others() -> None:
    counter, claim = ended()
    counter.rows.fields[BUYER.person] = {"name": "周"}
    found = own_data(counter.desk, BUYER)
    assert found["schema"] == "fairclaim.own-data/1"
    assert found["fields"] == {"name": "周"}
    text = json.dumps(found, ensure_ascii=False)
    assert "杯口有裂纹" in text
    for kept in counter.rows.exhibits:
        assert str(kept.sha256) in text
        assert f"/api/v1/claims/{claim}/exhibits/{kept.id}" in text
    assert "refuse" in text
    for hidden in (ANN.person, "merchant-1", "0.987654", "forged", "sha256:live"):
        assert f'"{hidden}"' not in text
    assert counter.rows.audit[-1].kind == "person"
    assert own_data(counter.desk, STRANGER)["claims"] == []


def test_what_a_merchant_says_is_not_the_buyers() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS, words="完好发出")
    found = json.dumps(own_data(counter.desk, BUYER), ensure_ascii=False)
    assert "完好发出" not in found
    assert '"contests"' in found


def test_an_accepted_wish_replaces_the_field_and_both_sides_see_the_answer() -> None:
    counter = Counter()
    counter.rows.fields[BUYER.person] = {"name": "周", "phone": "1"}
    wish = ask_correction(counter.desk, BUYER, "name", " 邹 ", why="写错了", key="k")
    assert ask_correction(counter.desk, BUYER, "name", " 邹 ", why="写错了", key="k") == wish
    with pytest.raises(OtherRequestError):
        ask_correction(counter.desk, BUYER, "name", "周周", key="k")
    assert [one.id for one in open_corrections(counter.desk, ADMIN)] == [wish.id]
    done = answer_correction(counter.desk, ADMIN, wish.id, is_accepted=True, reasons="已核对")
    assert (done.is_accepted, done.answer) == (True, "已核对")
    assert own_corrections(counter.desk, BUYER) == (done,)
    assert open_corrections(counter.desk, ADMIN) == ()
    assert counter.rows.fields[BUYER.person] == {"name": "邹", "phone": "1"}
    with pytest.raises(NotFoundError):
        answer_correction(counter.desk, ADMIN, wish.id, is_accepted=False, reasons="再想想")
    assert json.loads(json.dumps(own_data(counter.desk, BUYER)))["corrections"][0]["answer"] == "已核对"


def test_a_declined_wish_changes_nothing_and_gives_reasons() -> None:
    counter = Counter()
    wish = ask_correction(counter.desk, BUYER, "other", "订单日期应为 3 月 1 日")
    with pytest.raises(UsageError):
        answer_correction(counter.desk, ADMIN, wish.id, is_accepted=False, reasons=" ")
    assert (
        answer_correction(counter.desk, ADMIN, wish.id, is_accepted=False, reasons="与物流记录一致").is_accepted
        is False
    )
    assert counter.rows.fields == {}


@pytest.mark.parametrize(
    ("field", "value"), [("login", "x"), ("platform-account", "x"), ("name", " "), ("name", "x" * 501)]
)
def test_a_wish_names_a_field_and_what_would_be_right(field: str, value: str) -> None:
    with pytest.raises(UsageError):
        ask_correction(Counter().desk, BUYER, field, value)


def test_others_find_nothing() -> None:
    desk = Counter().desk
    for who in (ANN, ADMIN, AGENT):
        with pytest.raises(NotFoundError):
            own_data(desk, who)
        with pytest.raises(NotFoundError):
            ask_correction(desk, who, "name", "x")
        with pytest.raises(NotFoundError):
            own_corrections(desk, who)
    with pytest.raises(NotAllowedError):
        open_corrections(desk, BUYER)
    with pytest.raises(NotAllowedError):
        answer_correction(desk, BUYER, "correction-1", is_accepted=True, reasons="x")


def test_nothing_is_left_to_read_or_to_answer_after_an_erasure() -> None:
    counter = Counter()
    claim = counter.filed(*ALL_SHOTS)
    wish = ask_correction(counter.desk, BUYER, "name", "邹")
    withdraw_claim(counter.desk, BUYER, claim)
    erase_person(counter.desk, ADMIN, BUYER.person)
    with pytest.raises(NotFoundError):
        own_data(counter.desk, BUYER)
    with pytest.raises(NotFoundError):
        ask_correction(counter.desk, BUYER, "name", "邹")
    with pytest.raises(NotFoundError):
        answer_correction(counter.desk, ADMIN, wish.id, is_accepted=True, reasons="x")
    assert own_corrections(counter.desk, BUYER)[0].value is None
