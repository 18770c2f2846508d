"""A score asks for a look only above a promised threshold."""

import pytest

from fairclaim.forensics.trace_signal import LEAST_QUALITY, Standing, is_lossless, is_too_compressed, standing
from unit.forensics.pixel_traces import alone, promise, saved, scene


def test_without_a_promise_nothing_is_said() -> None:
    case = alone(scene())
    assert standing("no-such-check", case.claims[0], 1e9) is Standing.UNPROMISED


def test_a_score_must_exceed_the_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    promise(monkeypatch, "some-check", 4.0)
    case = alone(scene())
    assert standing("some-check", case.claims[0], 4.0) is Standing.WITHIN
    assert standing("some-check", case.claims[0], 4.1) is Standing.ABOVE
    assert standing("other-check", case.claims[0], 4.1) is Standing.UNPROMISED


def test_compression_is_read_from_the_file() -> None:
    assert not is_too_compressed(alone(scene()).claims[0])
    assert not is_too_compressed(saved(scene(), quality=LEAST_QUALITY).claims[0])
    assert is_too_compressed(saved(scene(), quality=LEAST_QUALITY - 1).claims[0])


def test_what_is_no_jpeg_counts_as_lossless() -> None:
    assert is_lossless(alone(scene()).claims[0])
    assert not is_lossless(saved(scene(), quality=95).claims[0])
