"""Measures and letters on both engines, and what an erasure leaves of them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from contracts.desks import DeskOnStore
from contracts.test_every_desk import overturned, refused
from fairclaim.credit.measure import MeasureKind, MeasureState
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.erase_person import erase_person
from fairclaim.services.hold_account import (
    MeasureWish,
    appeal_measure,
    decide_measure,
    end_measures,
    judge_measure,
    propose_measure,
)
from fairclaim.services.note_letter import claim_letters, note_letter
from fairclaim.services.ports.work import Work
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.see_measures import list_measures, own_measures
from fairclaim.store.tables.standing import Measure, MeasureGround, SentLetter
from store_engines import Desk
from unit.services.counter import ADMIN, AGENT, ANN, BUYER, DAN, EVE, MACHINE, SUE, WHY
from unit.services.test_note_letter import DIGEST, TO_POLICE


@pytest.fixture
def stored(desk: Desk, tmp_path: Path) -> DeskOnStore:
    return DeskOnStore(desk, tmp_path)


def limited(stored: DeskOnStore) -> tuple[ClaimId, str]:
    claim = refused(stored)
    wish = MeasureWish(person=BUYER.person, kind=MeasureKind.LIMIT, claims=(claim,), days=30, reasons=WHY)
    made = propose_measure(stored.desk, SUE, wish).id
    for who in (DAN, EVE):
        judge_measure(stored.desk, who, made, is_agreed=True)
    return claim, made


def test_a_measure_comes_back_as_it_was_written(stored: DeskOnStore) -> None:
    _, made = limited(stored)
    seen = appeal_measure(stored.desk, BUYER, made, words="是家人的账户")
    assert own_measures(stored.desk, BUYER) == (seen,)
    done = decide_measure(stored.desk, ANN, made, is_upheld=True, reasons=WHY)
    assert list_measures(stored.desk, ADMIN) == (done,)
    assert (done.state, done.words, done.answer) == (MeasureState.UPHELD, "是家人的账户", WHY)
    stored.wait(timedelta(days=31))
    assert end_measures(stored.desk, MACHINE) == 1
    assert list_measures(stored.desk, ADMIN) == ()


def test_an_overturned_decision_unwinds_it_and_proposes_to_withdraw_letters(stored: DeskOnStore) -> None:
    claim, _ = limited(stored)
    note_letter(stored.desk, AGENT, claim, replace(TO_POLICE, sent_at=stored.now))
    overturned(stored, claim)
    assert [one.state for one in own_measures(stored.desk, BUYER)] == [MeasureState.UNWOUND]
    (letter,) = claim_letters(stored.desk, AGENT, claim)
    assert (letter.sha256, letter.is_to_withdraw) == (DIGEST, True)


def test_an_erasure_takes_measures_and_blanks_digests_of_letters(stored: DeskOnStore) -> None:
    claim, _ = limited(stored)
    note_letter(stored.desk, AGENT, claim, replace(TO_POLICE, sent_at=stored.now))
    stored.wait(timedelta(days=40))
    for one in due_deadlines(stored.desk, MACHINE):
        run_deadline(stored.desk, MACHINE, one)
    erase_person(stored.desk, ADMIN, BUYER.person)
    with stored.on.store.read(stored.on.mine) as work:
        assert work.session.scalars(select(Measure)).all() == []
        assert work.session.scalars(select(MeasureGround)).all() == []
        assert work.session.scalars(select(SentLetter.sha256)).all() == [None]


def test_rows_are_found_by_person_and_claim(stored: DeskOnStore) -> None:
    claim, made = limited(stored)

    def look(work: Work) -> tuple[list[str], list[str], object]:
        of = [one.id for one in work.measures.of_person(BUYER.person)]
        return of, [one.id for one in work.measures.resting_on(claim)], work.measures.find("none")

    assert stored.desk.units.write(MACHINE.tenant, look) == ([made], [made], None)
