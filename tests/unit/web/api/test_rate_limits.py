from datetime import timedelta

import pytest

from fairclaim.web.api.rate_limits import RateLimits
from fairclaim.web.errors import TooManyRequestsError


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def limits(clock: Clock) -> RateLimits:
    return RateLimits(requests=3, per=timedelta(seconds=30), seconds=clock)


def test_a_bucket_empties_and_fills_again() -> None:
    clock = Clock()
    bucket = limits(clock)
    assert [bucket.take("t", "p").left for _ in range(3)] == [2, 1, 0]
    with pytest.raises(TooManyRequestsError) as refused:
        bucket.take("t", "p")
    assert refused.value.retry_after_s == 10
    clock.now += 10
    assert bucket.take("t", "p").left == 0
    clock.now += 1_000
    assert bucket.take("t", "p").left == 2


def test_a_refused_request_costs_nothing() -> None:
    clock = Clock()
    bucket = limits(clock)
    for _ in range(3):
        bucket.take("t", "p")
    for _ in range(50):
        with pytest.raises(TooManyRequestsError):
            bucket.take("t", "p")
    clock.now += 10
    bucket.take("t", "p")


def test_each_caller_of_each_tenant_has_a_bucket() -> None:
    bucket = limits(Clock())
    for tenant, person in (("t", "p"), ("t", "q"), ("u", "p")):
        assert bucket.take(tenant, person).left == 2


def test_the_headers_tell_quota_rest_and_time() -> None:
    assert limits(Clock()).take("t", "p").headers() == {
        "RateLimit-Policy": '"caller";q=3;w=30',
        "RateLimit": '"caller";r=2;t=10',
    }
