"""Jobs lie beside the desk's rows, and the engine's tables are made by whoever owns the database."""

from pathlib import Path

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.runtime.databases import jobs_url, prepare_jobs
from store_engines import DESK_ROLE, Desk


def test_sqlite_keeps_jobs_in_a_file_of_their_own() -> None:
    url = jobs_url("sqlite:///folder/desk.db")
    assert (url.get_backend_name(), url.database) == ("sqlite", str(Path("folder/desk.jobs.db")))


def test_postgresql_keeps_jobs_in_the_same_database() -> None:
    url = jobs_url("postgresql://desk:secret@db/fairclaim")
    assert (url.database, url.username, url.password) == ("fairclaim", "desk", "secret")


def test_other_databases_are_refused() -> None:
    with pytest.raises(UsageError):
        jobs_url("mysql://db/fairclaim")


def test_preparing_twice_is_no_error(desk: Desk) -> None:
    for _ in range(2):
        prepare_jobs(desk.engine.owner_url, grant_to=None if desk.engine.is_sqlite else DESK_ROLE)
