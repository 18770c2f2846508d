"""A small disk of its own for a desk, filled and emptied by a test."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from fairclaim.store import migrate
from store_engines import DESK_ROLE, Engine, as_role, sql

NAMES = count(1)
SIZE_BYTES = 96 * 2**20
BALLAST = "ballast"


@dataclass(frozen=True)
class Disk:
    """A file system in a folder."""

    folder: Path

    def fill(self) -> None:
        """Leave no room: the last writes are as small as a page."""
        with (self.folder / BALLAST).open("wb", buffering=0) as ballast:
            for size_bytes in (2**20, 2**12):
                with suppress(OSError):
                    while ballast.write(bytes(size_bytes)) == size_bytes:
                        continue

    def make_room(self) -> None:
        (self.folder / BALLAST).unlink(missing_ok=True)


@contextmanager
def small_disk() -> Iterator[Disk]:
    """Mount a small disk; the test is skipped where nobody may."""
    folder = Path(tempfile.mkdtemp(prefix="disk"))
    options = f"size={SIZE_BYTES},mode=755"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("a small disk cannot be mounted here: that takes Linux and root")
        try:
            yield Disk(folder)
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    finally:
        folder.rmdir()


@contextmanager
def engine_on(disk: Disk, engine: Engine) -> Iterator[Engine]:
    """Let a database have its tables and indexes on the disk. On SQLite a desk's own folder is enough.

    PostgreSQL's own log stays where it is: a server that cannot write that ends, and is then away like any other.
    """
    if engine.is_sqlite:
        yield engine
        return
    name = f"small_{next(NAMES)}"
    place = disk.folder / name
    place.mkdir(mode=0o700)
    shutil.chown(place, _servers_user(engine))
    url = make_url(engine.owner_url).set(database=name).render_as_string(hide_password=False)
    sql(engine.owner_url, f"create tablespace {name} location '{place}'", f"create database {name} tablespace {name}")
    migrate.upgrade(url, grant_to=DESK_ROLE)
    try:
        yield Engine("postgres", as_role(url, DESK_ROLE), url)
    finally:
        sql(engine.owner_url, f"drop database {name} with (force)", f"drop tablespace {name}")


def _servers_user(engine: Engine) -> int:
    owner = create_engine(engine.owner_url.replace("postgresql://", "postgresql+psycopg://"))
    with owner.connect() as connection:
        folder = connection.execute(text("show data_directory")).scalar_one()
    owner.dispose()
    return Path(str(folder)).stat().st_uid
