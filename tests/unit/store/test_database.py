"""Which URLs name a database that we use."""

from pathlib import Path

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.store.database import make_engine, parse_url


def test_urls_get_the_driver_that_we_use() -> None:
    assert parse_url("postgresql://ann@db/desk").drivername == "postgresql+psycopg"
    assert parse_url("postgresql+psycopg2://ann@db/desk").drivername == "postgresql+psycopg"
    assert parse_url("sqlite:///desk.db").drivername == "sqlite+pysqlite"


@pytest.mark.parametrize("text", ["", "desk.db", "sqlite://", "sqlite:///:memory:", "mysql://db/desk", "://"])
def test_other_urls_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="sqlite:///FILE"):
        parse_url(text)


def test_a_folder_is_made_for_the_file(tmp_path: Path) -> None:
    engine = make_engine(parse_url(f"sqlite:///{tmp_path / 'deep' / 'down' / 'desk.db'}"))
    engine.connect().close()
    engine.dispose()
    assert (tmp_path / "deep" / "down" / "desk.db").is_file()
