"""A desk whose disk is full says so, loses nothing that it acknowledged, and goes on by itself once there is room.

Rows, the engine's jobs and photos lie on the same small disk.
"""

import os
import random
import time
from collections.abc import Iterator

import pytest

from contracts.crowd import Crowd, crowd_at
from contracts.disturbance import FEW_CLAIMS, MANY_CLAIMS, live_through
from contracts.killable_desks import Desks
from contracts.small_disk import Disk, engine_on, small_disk
from fairclaim.compose import open_desk
from fairclaim.settings import Settings
from fairclaim.store.errors import StoreFullError
from store_engines import Engine

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="desks are forked, so that each starts soon")
FEW_TIMES, PART_OF_MANY = 2, 10
"""How often the disk is full: in every run, and as a part of what ``--kills`` says."""
SHORTEST_S, LONGEST_S = 1.5, 4.0
MORE = 5
"""Claims that are filed while there is no room."""


@pytest.fixture
def disk() -> Iterator[Disk]:
    with small_disk() as found:
        yield found


@pytest.fixture
def engine_there(disk: Disk, engine: Engine) -> Iterator[Engine]:
    with engine_on(disk, engine) as found:
        yield found


@pytest.fixture
def crowd_there(disk: Disk, engine_there: Engine, in_flight: int) -> Iterator[Crowd]:
    with crowd_at(engine_there, disk.folder / "data", in_flight=in_flight) as found:
        yield found


@pytest.mark.parametrize("in_flight", [FEW_CLAIMS, pytest.param(MANY_CLAIMS, marks=pytest.mark.slow)])
def test_a_desk_whose_disk_is_full_says_so_and_goes_on_when_there_is_room(
    crowd_there: Crowd, engine_there: Engine, disk: Disk, in_flight: int, many: int
) -> None:
    def be_full(_: Desks, chance: random.Random) -> None:
        crowd_there.in_flight += MORE  # there is always something to write
        disk.fill()
        time.sleep(chance.uniform(SHORTEST_S, LONGEST_S))
        disk.make_room()

    times = FEW_TIMES if in_flight == FEW_CLAIMS else many // PART_OF_MANY
    live_through(crowd_there, engine_there, be_full, times=times)
    assert crowd_there.told.waits["store-full"] > 0, "somebody was told that it is full"


def test_a_desk_that_finds_no_room_at_its_start_says_so_and_starts_once_there_is(disk: Disk) -> None:
    settings = Settings(data=disk.folder / "data", examiners=1)
    open_desk(settings).close()
    disk.fill()
    with pytest.raises(StoreFullError):
        open_desk(settings)
    disk.make_room()
    with open_desk(settings) as opened:
        assert opened.store.tenants() == ()
