"""Moments keep their order and their microseconds in both engines."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite

from fairclaim.domain.errors import UsageError
from fairclaim.store.columns import UtcTime

MOMENTS = st.datetimes(
    min_value=datetime(2, 1, 1),  # noqa: DTZ001  (hypothesis adds the zone)
    max_value=datetime(9998, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-11))]),
)
TYPE = UtcTime()
SQLITE: Dialect = sqlite.dialect()
POSTGRES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it without types


@given(MOMENTS, MOMENTS)
def test_text_sorts_as_moments_do(first: datetime, second: datetime) -> None:
    texts = [TYPE.process_bind_param(moment, SQLITE) for moment in (first, second)]
    assert all(isinstance(text, str) and len(text) == 27 for text in texts)
    assert (str(texts[0]) < str(texts[1])) == (first < second)
    assert TYPE.process_result_value(texts[0], SQLITE) == first


@given(MOMENTS)
def test_postgres_gets_utc(moment: datetime) -> None:
    bound = TYPE.process_bind_param(moment, POSTGRES)
    assert isinstance(bound, datetime)
    assert (bound, bound.tzinfo) == (moment, UTC)
    assert TYPE.process_result_value(moment, POSTGRES) == moment


def test_nothing_stays_nothing_and_a_moment_needs_its_zone() -> None:
    assert TYPE.process_bind_param(None, SQLITE) is None
    assert TYPE.process_result_value(None, SQLITE) is None
    with pytest.raises(UsageError, match="time zone"):
        TYPE.process_bind_param(datetime(2026, 3, 1), SQLITE)  # noqa: DTZ001  (that is the fault)
