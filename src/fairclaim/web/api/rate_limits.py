"""How many requests one caller may send: a bucket of tokens for each, filled at a steady rate.

It counts within one process, which has a share of the whole where several serve one desk. What is told to a client follows the
IETF draft on ``RateLimit`` header fields (httpapi).
"""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from fairclaim.web.errors import TooManyRequestsError

_MOST_CALLERS = 50_000
"""Whoever was away longest is forgotten first, with a full bucket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a caller has left: whole requests, and the seconds until the bucket is full again."""

    quota: int
    window_s: int
    left: int
    full_in_s: int

    def headers(self) -> dict[str, str]:
        """Return the header fields that tell it."""
        return {
            "RateLimit-Policy": f'"caller";q={self.quota};w={self.window_s}',
            "RateLimit": f'"caller";r={self.left};t={self.full_in_s}',
        }


class RateLimits:
    """Buckets of one process.

    Parameters
    ----------
    requests, per : int, timedelta
        Size of a bucket, and how long an empty one takes to fill.
    seconds : callable
        A monotonic clock, in seconds.
    """

    def __init__(self, *, requests: int, per: timedelta, seconds: Callable[[], float]) -> None:
        self._size, self._window_s = requests, per.total_seconds()
        self._seconds = seconds
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, tenant: str, person: str) -> Allowance:
        """Take one token of a caller.

        Raises
        ------
        TooManyRequestsError
            If there is none; it says how many seconds to wait.
        """
        rate = self._size / self._window_s
        with self._lock:
            now = self._seconds()
            tokens, since = self._buckets.pop((tenant, person), (float(self._size), now))
            tokens = min(self._size, tokens + (now - since) * rate)
            is_allowed = tokens >= 1
            tokens -= 1 if is_allowed else 0
            self._buckets[tenant, person] = (tokens, now)
            if len(self._buckets) > _MOST_CALLERS:
                self._buckets.popitem(last=False)
        if not is_allowed:
            raise TooManyRequestsError(math.ceil((1 - tokens) / rate))
        return Allowance(
            quota=self._size,
            window_s=math.ceil(self._window_s),
            left=int(tokens),
            full_in_s=math.ceil((self._size - tokens) / rate),
        )
