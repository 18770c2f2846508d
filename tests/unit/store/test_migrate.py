"""The schema's steps: up, down, up again; what they make is what the models say."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from fairclaim.store import migrate
from fairclaim.store.errors import MigrationsPendingError, NewerSchemaError, StoreLostError
from fairclaim.store.open_store import open_store
from fairclaim.store.tables.all_tables import METADATA
from store_engines import RING, Engine, sql


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    engine: Engine = request.getfixturevalue("postgres_engine")
    sql(engine.owner_url, "drop database if exists fresh", "create database fresh")
    return engine.owner_url.replace("/postgres?", "/fresh?")


def tables(url: str) -> set[str]:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = set(inspect(connection).get_table_names())
    engine.dispose()
    return found


def test_up_and_down_and_up_again(empty: str) -> None:
    assert migrate.upgrade(empty) == migrate.head()
    assert migrate.upgrade(empty) == migrate.head()
    assert tables(empty) == {*METADATA.tables, "alembic_version"}
    migrate.downgrade(empty)
    assert tables(empty) == {"alembic_version"}
    migrate.upgrade(empty)
    assert tables(empty) == {*METADATA.tables, "alembic_version"}


def test_the_steps_make_what_the_models_say(empty: str) -> None:
    migrate.upgrade(empty)
    engine = create_engine(empty.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_an_old_schema_says_which_command_to_run(empty: str) -> None:
    if empty.startswith("postgresql"):
        sql(empty, "create table if not exists unrelated (id int)")
    with pytest.raises(MigrationsPendingError) as caught:
        open_store(empty, ring=RING)
    command = "python -m fairclaim.store.migrate "
    assert command + empty.split(":", maxsplit=1)[0] in caught.value.message.en
    assert caught.value.found is None
    migrate.upgrade(empty)
    migrate.downgrade(empty, to="0002")
    with pytest.raises(MigrationsPendingError) as caught:
        open_store(empty, ring=RING)
    assert caught.value.found == "0002"


def test_an_error_never_shows_a_password(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection, pytest.raises(MigrationsPendingError) as caught:
        migrate.verify_schema(connection, url="postgresql://desk:hunter2@db/fairclaim")
    engine.dispose()
    assert caught.value.command == "python -m fairclaim.store.migrate postgresql://desk:***@db/fairclaim"


def test_a_schema_from_the_future_is_not_touched(empty: str) -> None:
    migrate.upgrade(empty)
    sql(empty, "update alembic_version set version_num = '9999'")
    with pytest.raises(NewerSchemaError, match="Upgrade fairclaim"):
        open_store(empty, ring=RING)


def test_a_step_that_fails_leaves_the_schema_as_it_was(empty: str) -> None:
    migrate.upgrade(empty)
    migrate.downgrade(empty, to="0003")
    sql(empty, "create table policies (id int)")
    with pytest.raises(Exception, match="policies"):
        migrate.upgrade(empty)
    assert "deadlines" not in tables(empty)
    sql(empty, "drop table policies")
    migrate.upgrade(empty)


def test_the_command_migrates_and_says_where_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    assert migrate.main([url]) == 0
    assert capsys.readouterr().out == f"{migrate.head()}\n"
    assert migrate.main([]) == 2
    assert migrate.main(["mysql://nowhere/x"]) == 4
    assert "sqlite:///FILE" in capsys.readouterr().err


def test_a_database_that_does_not_answer_is_a_clear_error() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(StoreLostError):
        migrate.upgrade("postgresql://nobody@/none?host=/nowhere")


def test_a_downgrade_keeps_the_rows_of_what_stays(empty: str) -> None:
    migrate.upgrade(empty)
    sql(
        empty,
        "insert into tenants (id, name, settings, created_at) values ('t', 'n', '{}', '2026-03-01T12:00:00.000000Z')",
    )
    migrate.downgrade(empty, to="0001")
    migrate.upgrade(empty)
    engine = create_engine(empty.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        assert connection.execute(text("select id from tenants")).scalars().all() == ["t"]
    engine.dispose()


def test_entries_of_the_log_stay_as_they_are_when_parcels_join_them(empty: str) -> None:
    migrate.upgrade(empty)
    migrate.downgrade(empty, to="0015")
    sql(
        empty,
        "insert into tenants (id, name, settings, created_at) values ('t', 'n', '{}', '2026-03-01T12:00:00.000000Z')",
        "insert into claims (tenant, id, state, version, snapshot, filed_at, updated_at) values"
        " ('t', 'c', 'filed', 1, '{}', '2026-03-01T12:00:00.000000Z', '2026-03-01T12:00:00.000000Z')",
        "insert into log_entries (tenant, place, claim, sequence, entry, nodes) values ('t', 0, 'c', 1, 'entry', 'nodes')",
        "insert into log_salts (tenant, place, person, salt) values ('t', 0, 'p', 'salt')",
    )
    migrate.upgrade(empty)
    engine = create_engine(empty.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        assert connection.execute(text("select place, claim, parcel, sequence from log_entries")).all() == [
            (0, "c", None, 1)
        ]
        assert connection.execute(text("select place, person from log_salts")).all() == [(0, "p")]
    with engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("update log_entries set sequence = 2"))
    with engine.begin() as connection, pytest.raises(DBAPIError):
        connection.execute(text("delete from log_entries"))
    engine.dispose()
    migrate.downgrade(empty, to="0015")
    migrate.upgrade(empty)
