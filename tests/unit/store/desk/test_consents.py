"""Consents and statements on both engines, and that they go with their person."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from contracts.desks import DeskOnStore
from fairclaim.services.erase_person import erase_person
from fairclaim.services.ports.consents import IssuedStatement
from fairclaim.services.ports.work import Work
from fairclaim.services.share_standing import ConsentWish, give_consent, own_consents, withdraw_consent
from fairclaim.store.tables.consents import ShareConsent, StandingStatement
from store_engines import Desk
from unit.services.counter import ADMIN, BUYER


@pytest.fixture
def stored(desk: Desk, tmp_path: Path) -> DeskOnStore:
    return DeskOnStore(desk, tmp_path)


def consented(stored: DeskOnStore) -> str:
    until = stored.desk.now() + timedelta(days=90)
    wish = ConsentWish(recipient="另一家平台", contact="privacy@other.example", until=until)
    return give_consent(stored.desk, BUYER, wish).id


def issued(stored: DeskOnStore, consent: str) -> IssuedStatement:
    at = stored.desk.now()
    made = IssuedStatement(
        id="statement-1", consent=consent, person=BUYER.person, issued_at=at, expires_at=at + timedelta(days=1)
    )

    def whole(work: Work) -> None:
        work.consents.add_statement(made)

    stored.desk.units.write(BUYER.tenant, whole)
    return made


def test_a_consent_comes_back_as_it_was_written(stored: DeskOnStore) -> None:
    consent = consented(stored)
    made = issued(stored, consent)
    (seen,) = own_consents(stored.desk, BUYER)
    assert (seen.id, seen.recipient, seen.statements, seen.is_in_force) == (consent, "另一家平台", 1, True)
    stored.wait(timedelta(hours=1))
    gone = withdraw_consent(stored.desk, BUYER, consent)
    assert own_consents(stored.desk, BUYER) == (gone,)
    found = stored.desk.units.read(BUYER.tenant, lambda work: list(work.consents.statements()))
    assert found == [made]


def test_an_erasure_takes_both(stored: DeskOnStore) -> None:
    issued(stored, consented(stored))
    erase_person(stored.desk, ADMIN, BUYER.person)
    with stored.on.store.read(stored.on.mine) as work:
        assert work.session.scalars(select(ShareConsent)).all() == []
        assert work.session.scalars(select(StandingStatement)).all() == []
