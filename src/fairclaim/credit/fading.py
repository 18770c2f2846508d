"""How the past fades: half of its weight is gone after half a year, all of it after one.

Choices of ours, and gentle ones: the policy room counts confirmed decisions for twelve months too, and nothing here outlasts that.
"""

from datetime import datetime, timedelta
from typing import Final

HALF_LIFE: Final = timedelta(days=180)
REMEMBERED: Final = timedelta(days=365)
"""Nothing counts, or is kept for counting, longer than this."""


def weight_of(moment: datetime, *, at: datetime) -> float:
    """Return what is left of something that happened, in [0, 1]: 1 when it happens, 0 from a year on.

    Examples
    --------
    >>> from datetime import UTC
    >>> now = datetime(2026, 7, 1, tzinfo=UTC)
    >>> weight_of(now - HALF_LIFE, at=now)
    0.5
    >>> weight_of(now - REMEMBERED, at=now)
    0.0
    """
    age = max(at - moment, timedelta(0))
    return 0.0 if age >= REMEMBERED else float(0.5 ** (age / HALF_LIFE))
