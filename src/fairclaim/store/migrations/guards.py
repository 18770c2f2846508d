"""What the first steps put around new tables. Part of history: change nothing here, write a new function for a new guard."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from fairclaim.store.append_only import FUNCTION, append_only_statements, no_replace_statement
from fairclaim.store.row_security import security_statements, tenants_security_statements

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")


def guard(connection: sa.Connection, *, tables: tuple[str, ...], growing: tuple[str, ...]) -> None:
    """Put row-level security on new tables (PostgreSQL), and triggers on those that only grow."""
    dialect = connection.dialect.name
    statements: list[str] = []
    if dialect == "postgresql":
        statements.append(FUNCTION)
        for table in tables:
            statements.extend(tenants_security_statements() if table == "tenants" else security_statements(table))
    for table in growing:
        statements.extend(append_only_statements(table, dialect=dialect))
        if dialect != "postgresql":
            key = tuple(sa.inspect(connection).get_pk_constraint(table)["constrained_columns"])
            statements.append(no_replace_statement(table, key))
    for statement in statements:
        connection.execute(sa.text(statement))
