"""Statements that let a table only grow, for migrations. The database refuses, whoever asks.

Privileges do the same on PostgreSQL (``row_security.grant_statements``); triggers hold for the owner of the tables too. What
stands here is part of migrations that have run somewhere: change nothing, add a new function instead.
"""

FUNCTION = """
create or replace function fairclaim_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: %', tg_table_name using errcode = 'integrity_constraint_violation';
end $$
"""
CALL = "execute function fairclaim_append_only()"


def append_only_statements(table: str, *, dialect: str) -> tuple[str, ...]:
    """Return what makes a table append-only; on PostgreSQL, run :data:`FUNCTION` first.

    SQLite's ``insert or replace`` deletes without firing delete triggers unless a pragma says otherwise, so inserting over an
    existing row is refused by a trigger of its own.
    """
    if dialect == "postgresql":
        return (
            f"create trigger {table}_grows before update or delete on {table} for each row {CALL}",
            f"create trigger {table}_stays before truncate on {table} for each statement {CALL}",
        )
    refuse = f"begin select raise(abort, 'append-only: {table}'); end"
    return (
        f"create trigger {table}_no_update before update on {table} {refuse}",
        f"create trigger {table}_no_delete before delete on {table} {refuse}",
    )


def no_replace_statement(table: str, key: tuple[str, ...]) -> str:
    """Return the SQLite trigger that refuses ``insert or replace`` over an existing row."""
    same = " and ".join(f"{name} = new.{name}" for name in key)
    return (
        f"create trigger {table}_no_replace before insert on {table} when exists (select 1 from {table} where {same}) "  # noqa: S608  (names of our own tables)
        f"begin select raise(abort, 'append-only: {table}'); end"
    )
