"""The door's rows: shaped as its ports, each tenant's own, in clear nowhere, and gone with their person."""

import inspect
from datetime import timedelta
from pathlib import Path
from typing import get_type_hints

import pytest
from sqlalchemy import create_engine, select, text

from fairclaim.domain.desk.party import PersonId
from fairclaim.services.caller import Role
from fairclaim.services.ports.identity import (
    Failures,
    IdentityWork,
    NewAccount,
    Passkey,
    Proof,
    Purpose,
    Session,
    Ticket,
)
from fairclaim.store.identity.units import StoredIdentities, StoredIdentity
from fairclaim.store.tables.identity import ExternalSubject, PasskeyRow, SignInFailure, SignInSession, TicketRow
from store_engines import NOON, RING, Desk

LATER = NOON + timedelta(hours=1)
LOGIN, NAME, SUBJECT = "zhang.weiming@unmistakable.example", "Zhang Weiming-Kowalski", "platform-sub-unmistakable"
ANN = NewAccount(
    id="account-1",
    person=PersonId("person-1"),
    kind="staff",
    login=LOGIN,
    name=NAME,
    roles=frozenset({Role.REVIEWER}),
    acts_for=None,
)
SESSION = Session(
    id="session-1",
    digest="d" * 64,
    account="account-1",
    person=PersonId("person-1"),
    created_at=NOON,
    seen_at=NOON,
    ends_at=LATER,
    proven_at=NOON,
    proven_by=Proof.PASSWORD,
)
TICKET = Ticket(digest="t" * 64, purpose=Purpose.INVITATION, account="account-1", session=None, expires_at=LATER)
PASSKEY = Passkey(
    id="passkey-1",
    credential=b"c" * 200,
    public_key=b"k",
    account="account-1",
    person=PersonId("person-1"),
    sign_count=3,
    is_synced=True,
    created_at=NOON,
    used_at=None,
)
ROWS = (SignInSession, PasskeyRow, TicketRow, ExternalSubject, SignInFailure)


@pytest.fixture
def units(desk: Desk) -> StoredIdentities:
    return StoredIdentities(desk.store, RING)


def fill(work: IdentityWork) -> None:
    work.accounts.add(ANN, at=NOON)
    work.sessions.add(SESSION)
    work.tickets.add(TICKET, person=ANN.person, at=NOON)
    work.passkeys.add(PASSKEY)
    account = work.accounts.find(ANN.id)
    assert account is not None
    work.subjects.link("platform", SUBJECT, account=account, at=NOON)
    assert work.attempts.hold(LOGIN) == Failures(0, None)
    work.attempts.write(LOGIN, Failures(4, NOON))


def test_the_store_offers_every_port_with_every_method() -> None:
    for name, port in inspect.getmembers(IdentityWork, lambda value: isinstance(value, property)):
        protocol = get_type_hints(port.fget)["return"]
        made = get_type_hints(getattr(StoredIdentity, name).func)["return"]
        for method, declared in inspect.getmembers(protocol, inspect.isfunction):
            if not method.startswith("_"):
                expected = list(inspect.signature(declared).parameters)
                assert list(inspect.signature(getattr(made, method)).parameters) == expected, (name, method)


def test_what_was_written_is_read_back(desk: Desk, units: StoredIdentities) -> None:
    units.write(desk.mine, fill)

    def look(work: IdentityWork) -> None:
        assert work.sessions.by_digest(SESSION.digest) == SESSION
        assert work.passkeys.find(PASSKEY.credential) == PASSKEY
        assert work.tickets.find(TICKET.digest, TICKET.purpose, at=NOON) == TICKET
        assert work.tickets.find(TICKET.digest, Purpose.STEP_UP, at=NOON) is None
        assert work.tickets.find(TICKET.digest, TICKET.purpose, at=LATER) is None
        assert work.subjects.find("platform", SUBJECT) == ANN.id
        assert work.subjects.find("another", SUBJECT) is None
        assert work.accounts.login_of(ANN.id) == LOGIN

    units.read(desk.mine, look)
    assert units.write(desk.mine, lambda work: work.attempts.hold(LOGIN)) == Failures(4, NOON)


def test_a_ticket_is_taken_once(desk: Desk, units: StoredIdentities) -> None:
    units.write(desk.mine, fill)

    def take() -> Ticket | None:
        return units.write(desk.mine, lambda work: work.tickets.take(TICKET.digest, TICKET.purpose, at=NOON))

    assert take() == TICKET
    assert take() is None


def test_a_counter_does_not_go_back(desk: Desk, units: StoredIdentities) -> None:
    units.write(desk.mine, fill)

    def use(count: int) -> bool:
        return units.write(desk.mine, lambda work: work.passkeys.used("passkey-1", sign_count=count, at=NOON))

    assert [use(count) for count in (3, 2, 4, 4, 0)] == [False, False, True, False, False]


def test_another_tenant_finds_nothing(desk: Desk, units: StoredIdentities) -> None:
    units.write(desk.mine, fill)

    def look(work: IdentityWork) -> None:
        assert work.accounts.by_login(LOGIN) is None
        assert work.sessions.by_digest(SESSION.digest) is None
        assert work.passkeys.find(PASSKEY.credential) is None
        assert work.tickets.take(TICKET.digest, TICKET.purpose, at=NOON) is None
        assert work.subjects.find("platform", SUBJECT) is None
        assert work.attempts.hold(LOGIN) == Failures(0, None)
        assert work.sessions.end_all(ANN.id) == 0

    units.write(desk.theirs, look)
    units.read(desk.mine, lambda work: work.sessions.by_digest(SESSION.digest))
    assert units.knows(desk.mine)
    assert not units.knows("no-such-shop")


def test_row_level_security_holds_the_new_tables(desk: Desk, units: StoredIdentities) -> None:
    if desk.engine.is_sqlite:
        pytest.skip("SQLite has no row-level security")
    units.write(desk.mine, fill)
    engine = create_engine(desk.engine.url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        for row in ROWS:
            assert connection.execute(text(f"select count(*) from {row.__tablename__}")).scalar_one() == 0  # noqa: S608
        forced = "select bool_and(relforcerowsecurity) from pg_class where relname = any(:names)"
        names = [row.__tablename__ for row in ROWS] + ["account_merchants"]
        assert connection.execute(text(forced), {"names": names}).scalar_one()
    engine.dispose()


def test_nothing_personal_stands_in_clear(desk: Desk, units: StoredIdentities) -> None:
    if not desk.engine.is_sqlite:
        pytest.skip("tests/contracts reads PostgreSQL's files; the rows are the same")
    units.write(desk.mine, fill)
    path = Path(desk.engine.url.removeprefix("sqlite:///"))
    held = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"session-1" in held
    assert [word for word in (LOGIN, NAME, SUBJECT) if word.encode() in held] == []


def test_an_erasure_takes_everything_along(desk: Desk, units: StoredIdentities) -> None:
    units.write(desk.mine, fill)
    with desk.store.write(desk.mine) as work:
        work.persons.erase("person-1", at=NOON)
        assert {row.__tablename__: len(work.session.scalars(select(row)).all()) for row in ROWS} == {
            row.__tablename__: 0 for row in ROWS
        }


def test_old_failures_and_old_sessions_are_forgotten(desk: Desk, units: StoredIdentities) -> None:
    units.write(desk.mine, fill)

    def forget(work: IdentityWork) -> None:
        work.attempts.forget(before=LATER)
        assert work.attempts.hold(LOGIN) == Failures(0, None)
        work.sessions.forget(at=LATER)
        assert work.sessions.by_digest(SESSION.digest) is None

    units.write(desk.mine, forget)


def test_a_session_that_is_gone_stays_gone(desk: Desk, units: StoredIdentities) -> None:
    units.write(desk.mine, fill)

    def gone(work: IdentityWork) -> None:
        work.sessions.end(SESSION.id)
        work.sessions.save(SESSION)
        work.sessions.seen(SESSION.id, at=LATER)
        assert work.sessions.by_digest(SESSION.digest) is None

    units.write(desk.mine, gone)
