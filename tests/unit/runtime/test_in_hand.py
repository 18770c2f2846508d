"""A job is in hand while a thread does it, and as long as the last of two does."""

import pytest

from fairclaim.runtime.in_hand import InHand


def test_a_job_is_in_hand_while_it_is_done() -> None:
    found = InHand()
    with found.holding("job-1"):
        assert "job-1" in found
        assert "job-2" not in found
    assert "job-1" not in found


def test_a_job_that_fails_is_let_go() -> None:
    found = InHand()
    with pytest.raises(ValueError, match="no"), found.holding("job-1"):
        raise ValueError("no")
    assert "job-1" not in found


def test_a_job_that_two_do_is_in_hand_until_both_have_ended() -> None:
    found = InHand()
    with found.holding("job-1"):
        with found.holding("job-1"):
            pass
        assert "job-1" in found
    assert "job-1" not in found
