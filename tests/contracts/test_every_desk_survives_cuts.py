"""A desk whose database goes away for a moment loses nothing and does nothing twice: cut connections, and a file that is locked."""

import os
import random
import sqlite3
import time
from contextlib import closing

import pytest
from sqlalchemy import make_url

from contracts.crowd import Crowd
from contracts.disturbance import FEW_CLAIMS, MANY_CLAIMS, live_through
from contracts.killable_desks import Desks
from fairclaim.runtime.databases import jobs_url
from store_engines import Engine, sql

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="desks are forked, so that each starts soon")
FEW_CUTS = 4
CUT = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'desk' and datname = current_database()"
LONGEST_LOCK_S = 7.0
"""Longer than the desk's own patience with a locked file."""


@pytest.mark.parametrize("in_flight", [FEW_CLAIMS, pytest.param(MANY_CLAIMS, marks=pytest.mark.slow)])
def test_a_desk_whose_database_goes_away_for_a_moment_loses_nothing_and_does_nothing_twice(
    crowd: Crowd, engine: Engine, in_flight: int, many: int
) -> None:
    url = crowd.opened.settings.database_url
    files = [] if not engine.is_sqlite else [make_url(url).database or "", jobs_url(url).database or ""]

    def cut(_: Desks, chance: random.Random) -> None:
        if engine.is_sqlite:
            lock(chance.choice(files), chance.uniform(0, LONGEST_LOCK_S))
        else:
            sql(engine.owner_url, CUT)

    live_through(crowd, engine, cut, times=FEW_CUTS if in_flight == FEW_CLAIMS else many)


def lock(file: str, seconds: float) -> None:
    """Let nobody else write to a file of SQLite for a while, as a backup or a person with a shell may."""
    with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as connection:
        connection.execute("begin immediate")
        time.sleep(seconds)
        connection.execute("rollback")
