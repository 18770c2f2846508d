"""Pauses grow, spread, and come to an end."""

from datetime import timedelta

from fairclaim.runtime.webhooks.backoff import Backoff


def test_pauses_grow_to_the_longest_and_end() -> None:
    backoff = Backoff()
    pauses = [backoff.pause(failures, chance=0.5) for failures in range(1, backoff.attempts + 1)]
    assert pauses[-1] is None
    found = [pause.total_seconds() for pause in pauses if pause is not None]
    assert found[:3] == [5, 20, 80]
    assert found == sorted(found)
    assert found[-1] == timedelta(hours=12).total_seconds()
    assert timedelta(days=2) < timedelta(seconds=sum(found)) < timedelta(days=3)


def test_chance_spreads_pauses_by_a_fifth_and_no_more() -> None:
    backoff = Backoff()
    assert backoff.pause(1, chance=0.0) == timedelta(seconds=4)
    latest = backoff.pause(1, chance=0.999)
    assert latest is not None
    assert timedelta(seconds=5.9) < latest < timedelta(seconds=6)
