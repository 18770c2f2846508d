"""How many attempts come from one part of the network, and from everywhere, before anything is hashed or written.

Counted in this process: it protects this process's cores, of which several processes of one desk have a share each. What protects
one account is kept in the store, for all processes.
Addresses stay in memory and are forgotten.
"""

import ipaddress
import math
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from fairclaim.services.identity.errors import TooManyAttemptsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """So many at once, and then so many a second."""

    burst: float
    per_s: float

    def shared(self, processes: int) -> "Allowance":
        """Return the share of one of so many processes: together they admit no more than one would."""
        return Allowance(burst=self.burst / processes, per_s=self.per_s / processes)


NEIGHBOURS = Allowance(burst=30, per_s=0.2)
"""Of one part of the network; an office signs in behind one address, and successes are given back."""
EVERYBODY = Allowance(burst=60, per_s=4)
"""Two hashes at a time of 0.3 to 0.5 s are four to six a second."""
REMEMBERED = 10_000
"""Parts of the network; the longest silent is forgotten."""
IPV4_BITS, IPV6_BITS = 24, 48
"""What one provider's customer can easily choose addresses from."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


class Crowd:
    """Counts attempts by part of the network, and all of them. Safe between threads; one for a process."""

    def __init__(self, *, neighbours: Allowance = NEIGHBOURS, everybody: Allowance = EVERYBODY) -> None:
        self._neighbours = neighbours
        self._everybody = everybody
        self._parts: OrderedDict[str, _Bucket] = OrderedDict()
        self._all: _Bucket | None = None
        self._lock = threading.Lock()

    def admit(self, address: str, *, at: datetime) -> None:
        """Count an attempt.

        Raises
        ------
        TooManyAttemptsError
            If there were too many from there, or from everywhere. Refused attempts do not count.
        """
        part = part_of(address)
        with self._lock:
            mine = self._parts.get(part)
            mine = _filled(mine, self._neighbours, at)
            everybody = _filled(self._all, self._everybody, at)
            _verify_left(mine, self._neighbours)
            _verify_left(everybody, self._everybody)
            mine.left, everybody.left = mine.left - 1, everybody.left - 1
            self._parts[part], self._all = mine, everybody
            self._parts.move_to_end(part)
            if len(self._parts) > REMEMBERED:
                self._parts.popitem(last=False)

    def give_back(self, address: str) -> None:
        """Uncount an attempt from there that succeeded."""
        with self._lock:
            mine = self._parts.get(part_of(address))
            if mine is not None:
                mine.left = min(mine.left + 1, self._neighbours.burst)


def part_of(address: str) -> str:
    """Return the part of the network in which an address lies; what is no address is a part of its own.

    Examples
    --------
    >>> part_of("203.0.113.77"), part_of("2001:db8:1:2::3"), part_of("::ffff:203.0.113.77")
    ('203.0.113.0/24', '2001:db8:1::/48', '203.0.113.0/24')
    """
    try:
        found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return "elsewhere"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    bits = IPV4_BITS if found.version == 4 else IPV6_BITS
    return str(ipaddress.ip_network(f"{found}/{bits}", strict=False))


def _filled(bucket: _Bucket | None, allowance: Allowance, at: datetime) -> _Bucket:
    if bucket is None:
        return _Bucket(allowance.burst, at)
    gained = max((at - bucket.at).total_seconds(), 0) * allowance.per_s
    return _Bucket(min(bucket.left + gained, allowance.burst), max(at, bucket.at))


def _verify_left(bucket: _Bucket, allowance: Allowance) -> None:
    if bucket.left < 1:
        raise TooManyAttemptsError(max(1, math.ceil((1 - bucket.left) / allowance.per_s)))
