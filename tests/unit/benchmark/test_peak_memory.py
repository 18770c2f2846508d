"""The peak since the last reset, where the system counts it."""

import sys

import numpy as np
import pytest

from fairclaim.benchmark.peak_memory import peak_mb, reset_peak


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process its peak")
def test_a_large_array_is_seen_and_forgotten_after_a_reset() -> None:
    if not reset_peak():
        pytest.skip("this system does not let a process reset its peak")
    before = peak_mb()
    large = np.ones(10_000_000)
    during = peak_mb()
    del large
    reset_peak()
    after = peak_mb()
    assert before is not None
    assert during is not None
    assert after is not None
    assert during - before > 60
    assert after < during


def test_reading_it_never_fails() -> None:
    found = peak_mb()
    assert found is None or found > 0
