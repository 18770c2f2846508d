from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.second_look import draw_delay, is_drawn

CLAIMS = [ClaimId(f"claim-{number:030x}") for number in range(20_000)]


def test_chance_draws_about_the_share_that_is_asked_for_and_the_same_each_time() -> None:
    drawn = [claim for claim in CLAIMS if is_drawn(claim, seed="a", share=0.03)]
    assert 500 < len(drawn) < 700  # 600 expected, standard deviation 24
    assert drawn == [claim for claim in CLAIMS if is_drawn(claim, seed="a", share=0.03)]
    assert drawn != [claim for claim in CLAIMS if is_drawn(claim, seed="b", share=0.03)]


@given(st.text(max_size=40), st.text(max_size=10), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_draws_whatever_a_smaller_one_does(name: str, seed: str, one: float, other: float) -> None:
    claim, small, large = ClaimId(name), min(one, other), max(one, other)
    assert not (is_drawn(claim, seed=seed, share=small) and not is_drawn(claim, seed=seed, share=large))
    assert is_drawn(claim, seed=seed, share=1.0)
    assert not is_drawn(claim, seed=seed, share=0.0)


@given(st.text(max_size=40), st.integers(1, 1_000))
def test_the_delay_lies_within(name: str, hours: int) -> None:
    within = timedelta(hours=hours)
    at = datetime(2026, 3, 2, tzinfo=UTC)
    assert at <= at + draw_delay(ClaimId(name), seed="s", within=within) <= at + within
