from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairclaim.credit.fading import HALF_LIFE, REMEMBERED, weight_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ages = st.timedeltas(timedelta(0), timedelta(days=800))


@given(ages, ages)
def test_what_is_older_never_weighs_more(one: timedelta, other: timedelta) -> None:
    young, old = sorted((one, other))
    assert 0 <= weight_of(NOW - old, at=NOW) <= weight_of(NOW - young, at=NOW) <= 1


def test_half_is_gone_after_half_a_year_and_all_after_one() -> None:
    assert weight_of(NOW - HALF_LIFE, at=NOW) == 0.5
    assert weight_of(NOW - REMEMBERED + timedelta(seconds=1), at=NOW) > 0
    assert weight_of(NOW - REMEMBERED, at=NOW) == 0
    assert weight_of(NOW + timedelta(seconds=3), at=NOW) == 1  # another worker's clock is a little ahead
