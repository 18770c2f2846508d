"""A running desk that is killed at any instant loses nothing, decides nothing twice, and lets every deadline take effect once."""

import os
import random

import pytest

from contracts.crowd import Crowd
from contracts.disturbance import FEW_CLAIMS, MANY_CLAIMS, live_through
from contracts.killable_desks import Desks, parts_of
from store_engines import Engine

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="desks are forked, so that each starts soon")
FEW_KILLS = 4


@pytest.mark.parametrize("in_flight", [FEW_CLAIMS, pytest.param(MANY_CLAIMS, marks=pytest.mark.slow)])
def test_a_desk_that_is_killed_loses_nothing_and_does_nothing_twice(
    crowd: Crowd, engine: Engine, in_flight: int, many: int
) -> None:
    def kill(running: Desks, chance: random.Random) -> None:
        part = chance.choice(parts_of(engine))
        running.kill(part)
        running.start(part, waits=chance.random() < 2 / 3)  # every third may be killed while it starts

    live_through(crowd, engine, kill, times=FEW_KILLS if in_flight == FEW_CLAIMS else many)
