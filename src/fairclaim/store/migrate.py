"""Bring a database's schema up to date, or tell where it stands. ``python -m fairclaim.store.migrate URL [ROLE]``.

Migrating is an act of the operator, with the role that owns the tables; the desk itself runs as a role that owns nothing and
only checks.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from fairclaim.domain.errors import FairclaimError
from fairclaim.store.database import make_engine, parse_url, writing
from fairclaim.store.errors import MigrationsPendingError, NewerSchemaError
from fairclaim.store.faults import in_our_words
from fairclaim.store.row_security import grant_statements
from fairclaim.store.tables.all_tables import APPEND_ONLY, METADATA

COMMAND = "python -m fairclaim.store.migrate"
MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = "select pg_advisory_xact_lock(hashtext('fairclaim_migrate'))"


def head() -> str:
    """Return the newest step that this program knows."""
    return _steps()[0]


def upgrade(url: str, *, grant_to: str | None = None) -> str:
    """Migrate a database to the newest schema.

    Parameters
    ----------
    url : str
        Of the role that owns the tables, or of the SQLite file; the file is made where there is none.
    grant_to : str or None
        PostgreSQL: the role of the desk, which gets its privileges. It must exist.

    Returns
    -------
    str
        Where the schema is now.
    """
    with _migrating(url) as connection:
        _run(connection, lambda config: command.upgrade(config, "head"))
        if grant_to is not None and connection.dialect.name == "postgresql":
            changing = sorted(METADATA.tables.keys() - set(APPEND_ONLY))
            for statement in grant_statements(grant_to, growing=APPEND_ONLY, changing=changing):
                connection.execute(text(statement))
    return head()


def downgrade(url: str, *, to: str = "base") -> None:
    """Go back to an older schema; ``base`` removes everything."""
    with _migrating(url) as connection:
        _run(connection, lambda config: command.downgrade(config, to))


def verify_schema(connection: Connection, *, url: str) -> None:
    """Verify that a database stands where this program needs it.

    Raises
    ------
    MigrationsPendingError
        If it is older, or empty.
    NewerSchemaError
        If it is newer.
    """
    found = MigrationContext.configure(connection).get_current_revision()
    if found == head():
        return
    if found is not None and found not in _steps():
        raise NewerSchemaError(found=found, wanted=head())
    shown = make_url(url).render_as_string(hide_password=True)
    raise MigrationsPendingError(found=found, wanted=head(), command=f"{COMMAND} {shown}")


@cache
def _steps() -> tuple[str, ...]:
    """Return every step, the newest first."""
    return tuple(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _run(connection: Connection, act: Callable[[Config], None]) -> None:
    config = _config()
    config.attributes["connection"] = connection
    act(config)


@contextmanager
def _migrating(url: str) -> Iterator[Connection]:
    engine: Engine = make_engine(parse_url(url))
    try:
        with writing(engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(LOCK))
            yield connection
    except SQLAlchemyError as exc:
        known = in_our_words(exc)
        if known is None:
            raise
        raise known from exc
    finally:
        engine.dispose()


def main(arguments: list[str]) -> int:
    """Migrate the database named on the command line; a second word is the desk's role on PostgreSQL."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write(f"{COMMAND} URL [ROLE]\n")
        return 2
    try:
        reached = upgrade(arguments[0], grant_to=arguments[1] if len(arguments) > 1 else None)
    except FairclaimError as error:
        sys.stderr.write(f"{error.message.zh}\n{error.message.en}\n")
        return 4
    sys.stdout.write(f"{reached}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
