from datetime import timedelta

import pytest

from fairclaim.services.errors import NotAllowedError, NotFoundError, OpenClaimsError
from fairclaim.services.own_data import ANSWERED_WITHIN, answer_correction, ask_correction
from fairclaim.services.see_wishes import answered_wishes, erase_as_asked, see_wishes
from fairclaim.services.settle_claim import withdraw_claim
from unit.services.counter import ADMIN, ANN, AUDITOR, BUYER, SUE, Counter


def test_a_wish_shows_its_clock_what_is_held_and_what_was_answered() -> None:
    counter = Counter()
    counter.rows.fields[BUYER.person] = {"platform-account": "b-7", "name": "州"}
    counter.rows.logins[ADMIN.person] = "root"
    asked = ask_correction(counter.desk, BUYER, "name", "周", why="打错了")
    (found,) = see_wishes(counter.desk, ADMIN)
    assert (found.wish.id, found.wish.value, found.held, found.reference) == (asked.id, "周", "州", "b-7")
    assert found.due_at == counter.now + ANSWERED_WITHIN
    assert counter.rows.audit[-1].thing == BUYER.person, "that somebody looked is written down"
    counter.wait(timedelta(days=1))
    answer_correction(counter.desk, ADMIN, asked.id, is_accepted=True, reasons="已改")
    assert see_wishes(counter.desk, ADMIN) == ()
    (found,) = answered_wishes(counter.desk, ADMIN)
    assert (found.held, found.wish.answer, found.answered_by) == ("周", "已改", "root")


def test_an_erasure_waits_for_open_claims_and_is_done_once() -> None:
    counter = Counter()
    claim = counter.screened()
    asked = ask_correction(counter.desk, BUYER, "erasure", "everything")
    with pytest.raises(NotFoundError):
        erase_as_asked(counter.desk, ADMIN, asked.id)
    (found,) = see_wishes(counter.desk, ADMIN)
    assert (found.is_erasure, found.open_claims, found.may_erase) == (True, 1, False)
    answer_correction(counter.desk, ADMIN, asked.id, is_accepted=True, reasons="等申请结束")
    with pytest.raises(OpenClaimsError):
        erase_as_asked(counter.desk, ADMIN, asked.id)
    withdraw_claim(counter.desk, BUYER, claim)
    (found,) = answered_wishes(counter.desk, ADMIN)
    assert found.may_erase
    assert erase_as_asked(counter.desk, ADMIN, asked.id)
    (found,) = answered_wishes(counter.desk, ADMIN)
    assert (found.is_erased, found.may_erase, found.wish.value, found.reference) == (True, False, None, None)
    assert not erase_as_asked(counter.desk, ADMIN, asked.id)


def test_nobody_but_who_runs_the_desk_reads_them() -> None:
    counter = Counter()
    asked = ask_correction(counter.desk, BUYER, "name", "周")
    for who in (ANN, SUE, AUDITOR):
        for verb in (see_wishes, answered_wishes):
            with pytest.raises(NotAllowedError):
                verb(counter.desk, who)
        with pytest.raises(NotAllowedError):
            erase_as_asked(counter.desk, who, asked.id)
