"""How much one check takes, and how long its answer is there."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLimits:
    """Upper bounds, each inclusive.

    Parameters
    ----------
    claims, others : int
        Claim photos, and pictures to compare with.
    file_bytes, all_bytes : int
        Of one file, and of all together.
    waiting : int
        Checks that wait for an examiner.
    lasts : timedelta
        After so long a check is removed with its answer.
    checks, per : int, timedelta
        How many checks one address may hand in within which time.
    """

    claims: int = 6
    others: int = 6
    file_bytes: int = 25_000_000
    all_bytes: int = 100_000_000
    waiting: int = 20
    lasts: timedelta = timedelta(minutes=30)
    checks: int = 12
    per: timedelta = timedelta(minutes=10)
