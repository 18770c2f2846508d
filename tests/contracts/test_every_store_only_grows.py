"""What has happened stays: the database itself refuses to change or delete it, whoever asks."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from fairclaim.store.rulings import Audited
from fairclaim.store.tables.all_tables import APPEND_ONLY, METADATA
from fairclaim.store.tables.evidence_log import LogCheckpoint, LogCosignature, LogToken
from store_engines import NOON, Desk
from unit.store.samples import filed
from unit.store.test_parcel_ledger import packed, step


@pytest.fixture
def busy_desk(desk: Desk) -> Desk:
    """Every table that only grows has a row."""
    with desk.store.write(desk.mine) as work:
        filed(work)
        packed(work)
        step(work, "parcel-1")
        work.rulings.record("claim-1", 1, body={"outcome": "grant"}, at=NOON)
        work.rulings.audit(
            Audited(id="a", at=NOON, actor="p", action="look", object_kind="claim", object_id="claim-1", details={})
        )
        work.deadlines.set("claim-1", 1, clock="review", purpose="expire", due_at=NOON)
        assert work.deadlines.fire("claim-1", 1, at=NOON)
        work.session.add(LogCheckpoint(size=2, note=b"signed", made_at=NOON))
        work.session.flush()
        work.session.add(LogCosignature(size=2, witness="w+1", line=b"cosigned", received_at=NOON))
        work.session.add(LogToken(size=2, authority="t", reply=b"stamped", stamped_at=NOON))
    return desk


def replacing(table: str) -> str:
    columns = ", ".join(f'"{column.name}"' for column in METADATA.tables[table].columns)
    return f"insert or replace into {table} ({columns}) select {columns} from {table}"  # noqa: S608


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["update", "delete", "truncate", "replace"])
def test_the_owner_of_the_tables_cannot_rewrite_them(busy_desk: Desk, table: str, change: str) -> None:
    statements = {
        "update": f"update {table} set tenant = tenant",  # noqa: S608
        "delete": f"delete from {table}",  # noqa: S608
        "truncate": f"truncate {table} cascade",
        "replace": replacing(table),
    }
    if change == {True: "truncate", False: "replace"}[busy_desk.engine.is_sqlite]:
        pytest.skip(f"{busy_desk.engine.name} knows no {change}")
    engine = create_engine(busy_desk.engine.owner_url.replace("postgresql://", "postgresql+psycopg://"))
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statements[change]))
    engine.dispose()


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_desk_has_no_privilege_to_try(busy_desk: Desk, table: str) -> None:
    if busy_desk.engine.is_sqlite:
        pytest.skip("SQLite has no roles")
    engine = create_engine(busy_desk.engine.url.replace("postgresql://", "postgresql+psycopg://"))
    for statement in (f"update {table} set tenant = 'x'", f"delete from {table}", f"truncate {table}"):  # noqa: S608
        with pytest.raises(DBAPIError, match="permission denied"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()
