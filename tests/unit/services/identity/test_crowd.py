"""Attempts from one part of the network, and from everywhere, run out and come back with time."""

from contextlib import suppress
from datetime import timedelta

import pytest

from fairclaim.services.identity.crowd import EVERYBODY, NEIGHBOURS, Allowance, Crowd, part_of
from fairclaim.services.identity.errors import TooManyAttemptsError
from store_engines import NOON

TWO = Allowance(burst=2, per_s=0.1)
MANY = Allowance(burst=100, per_s=1)


def test_neighbours_share_what_others_do_not() -> None:
    crowd = Crowd(neighbours=TWO, everybody=MANY)
    crowd.admit("203.0.113.1", at=NOON)
    crowd.admit("203.0.113.2", at=NOON)
    with pytest.raises(TooManyAttemptsError) as refused:
        crowd.admit("::ffff:203.0.113.3", at=NOON)
    assert refused.value.retry_after_s == 10
    crowd.admit("203.0.114.1", at=NOON)
    crowd.admit("203.0.113.3", at=NOON + timedelta(seconds=10))


def test_everybody_together_has_an_end() -> None:
    crowd = Crowd(neighbours=TWO, everybody=Allowance(burst=3, per_s=1))
    for number in range(3):
        crowd.admit(f"203.0.{number}.1", at=NOON)
    with pytest.raises(TooManyAttemptsError):
        crowd.admit("203.0.9.1", at=NOON)
    crowd.admit("203.0.9.1", at=NOON + timedelta(seconds=1))


def test_a_success_is_given_back_and_a_clock_that_goes_back_gives_nothing() -> None:
    crowd = Crowd(neighbours=TWO, everybody=MANY)
    for _ in range(9):
        crowd.admit("203.0.113.1", at=NOON)
        crowd.give_back("203.0.113.1")
    crowd.admit("203.0.113.1", at=NOON)
    crowd.admit("203.0.113.1", at=NOON)
    with pytest.raises(TooManyAttemptsError):
        crowd.admit("203.0.113.1", at=NOON - timedelta(days=1))


def test_what_is_no_address_is_counted_too() -> None:
    assert part_of("") == part_of("testclient") == "elsewhere"
    assert part_of("fe80::1%eth0") == "fe80::/48"


@pytest.mark.parametrize("processes", [1, 2, 16])
def test_processes_that_share_admit_no_more_than_one_would(processes: int) -> None:
    crowds = [
        Crowd(neighbours=NEIGHBOURS.shared(processes), everybody=EVERYBODY.shared(processes)) for _ in range(processes)
    ]
    admitted = 0
    for _ in range(40):
        for crowd in crowds:
            with suppress(TooManyAttemptsError):
                crowd.admit("203.0.113.1", at=NOON)
                admitted += 1
    assert processes <= admitted <= NEIGHBOURS.burst
