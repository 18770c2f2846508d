"""When the camera says it took the picture: never an instant, always the interval that its clock allows.

Sources: CIPA DC-008 (EXIF 2.32), 4.6.5 ``DateTimeOriginal`` and ``OffsetTimeOriginal``; civil time lies between UTC-12
and UTC+14.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from fairclaim.imaging.metadata import Metadata

CLOCK_ERROR = timedelta(hours=1)
"""How far a clock that is set by the network may be off, summer-time mistakes included."""

FARTHEST_OFFSET = timedelta(hours=14)
"""Allowed to either side where a time has no offset."""

EARLIEST_YEAR = 1995
"""No camera wrote EXIF before; an earlier date is a clock that was never set."""

_CLOCK = re.compile(r"(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CaptureTime:
    """Every instant from ``earliest`` to ``latest`` is possible; ``text`` is what the camera wrote."""

    text: str
    earliest: datetime
    latest: datetime


def capture_time(metadata: Metadata) -> CaptureTime | None:
    """Return the interval of capture, or None where there is no time or the clock was plainly never set."""
    match = _CLOCK.match(exif_line(metadata, "DateTimeOriginal"))
    if match is None:
        return None
    try:
        naive = datetime.fromisoformat(f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}:{match[6]}")
        return None if _is_unset(naive) else _interval(match[0], naive, _offset(metadata))
    except (ValueError, OverflowError):
        return None


def exif_line(metadata: Metadata, tag: str) -> str:
    """Return an EXIF string as one printable line, or "" where it is missing or no string."""
    value = metadata.exif.get(tag, "")
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    return "".join(char for char in value.split("\0")[0] if char.isprintable()).strip()


def _is_unset(naive: datetime) -> bool:
    """Clocks that lost their battery start again on 1 January, midnight."""
    return naive.year < EARLIEST_YEAR or (naive.month, naive.day, naive.hour) == (1, 1, 0)


def _interval(text: str, naive: datetime, offset: timedelta | None) -> CaptureTime:
    slack = CLOCK_ERROR if offset is not None else CLOCK_ERROR + FARTHEST_OFFSET
    moment = naive.replace(tzinfo=timezone(offset or timedelta())).astimezone(UTC)
    return CaptureTime(text, moment - slack, moment + slack)


def _offset(metadata: Metadata) -> timedelta | None:
    match = _OFFSET.fullmatch(exif_line(metadata, "OffsetTimeOriginal") or exif_line(metadata, "OffsetTime"))
    if match is None:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3]))
    offset = size if match[1] == "+" else -size
    return offset if abs(offset) <= FARTHEST_OFFSET else None
