"""Two who ask at once for what there can be one of: a login, a place in shadow. On SQLite and PostgreSQL, in threads and processes."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from contracts.desks import DeskOnStore
from contracts.test_every_desk import together
from fairclaim.policy.problems import PolicyMoveError
from fairclaim.services.caller import Role
from fairclaim.services.change_policy import draft_policy, end_shadow, list_policies, start_shadow
from fairclaim.services.identity.accounts import Wanted, add_account, all_accounts
from fairclaim.services.identity.errors import LoginTakenError
from fairclaim.store.identity.units import StoredIdentities
from fairclaim.store.open_store import open_store
from fairclaim.store.tables.parties import PersonLookup
from store_engines import RING, Desk
from unit.services.counter import EDITOR
from unit.services.identity.gate import Gate
from unit.services.test_change_policy import FILE

WANTED = Wanted(login="Same@shop.example", roles=frozenset({Role.REVIEWER}))


def test_two_processes_that_add_one_login_at_once_do_not_both_succeed(desk: Desk) -> None:
    gate = Gate(desk)
    admin = gate.admin()
    others = [open_store(desk.engine.url, ring=RING) for _ in range(4)]  # connections of their own, as processes have
    start, said = threading.Barrier(len(others)), list[str]()

    def go(number: str) -> None:
        door = replace(gate.door, units=StoredIdentities(others[int(number)], RING))
        wanted = replace(WANTED, login=WANTED.login.upper() if number == "0" else WANTED.login)
        start.wait()
        try:
            add_account(door, admin, wanted)
            said.append("added")
        except LoginTakenError as error:
            said.append(error.code)

    together(go, *(str(number) for number in range(len(others))))
    for store in others:
        store.close()
    assert sorted(said) == ["added", "login-taken", "login-taken", "login-taken"]
    assert len(all_accounts(gate.door, admin)) == 2


def test_the_database_itself_refuses_a_second_login(desk: Desk) -> None:
    gate = Gate(desk)
    add_account(gate.door, gate.admin(), WANTED)
    with desk.store.read(desk.mine) as work:
        digests = work.session.scalars(select(PersonLookup.digest).where(PersonLookup.name == "login")).all()
    assert len(digests) == len(set(digests)) == 2
    url = desk.engine.owner_url.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    kind = "sqlite_master where type = 'index'" if desk.engine.is_sqlite else "pg_indexes where true"
    column = "sql" if desk.engine.is_sqlite else "indexdef"
    with engine.connect() as connection:
        indexes = connection.execute(text(f"select {column} from {kind} and {column} is not null")).scalars().all()  # noqa: S608
    engine.dispose()
    assert [one for one in indexes if "uq_person_lookups_login" in one and "UNIQUE" in one.upper()]


def test_two_versions_that_go_into_shadow_at_once_do_not_both_succeed(desk: Desk, tmp_path: Path) -> None:
    on = DeskOnStore(desk, tmp_path)
    for _ in range(2):
        draft_policy(on.desk, EDITOR, FILE)
    start, said = threading.Barrier(2), list[str]()

    def go(version: str) -> None:
        start.wait()
        try:
            said.append(start_shadow(on.desk, EDITOR, int(version)).stage.value)
        except PolicyMoveError as error:
            said.append(error.code)

    together(go, "1", "2")
    assert sorted(said) == ["policy-move", "shadow"]
    assert sorted(one.stage.value for one in list_policies(on.desk, EDITOR)) == ["draft", "shadow"]
    running = next(one.version for one in list_policies(on.desk, EDITOR) if one.stage.value == "shadow")
    end_shadow(on.desk, EDITOR, running)
    assert start_shadow(on.desk, EDITOR, 3 - running).stage.value == "shadow"
    with pytest.raises(PolicyMoveError):
        end_shadow(on.desk, EDITOR, running)
    draft_policy(on.desk, EDITOR, FILE, category="books")
    assert start_shadow(on.desk, EDITOR, 1, category="books").stage.value == "shadow"
