"""When a film says that it was recorded: like `capture_time`, an interval and never an instant.

Sources: ISO/IEC 14496-12, 8.2.2 (``mvhd``: seconds since 1904, in UTC, which many cameras fill with civil time); QuickTime File
Format, "Metadata" (the key ``com.apple.quicktime.creationdate``, with the zone).
"""

import re
from datetime import UTC, datetime, timedelta

from fairclaim.forensics.labels.capture_time import CLOCK_ERROR, EARLIEST_YEAR, FARTHEST_OFFSET, CaptureTime
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.source import ByteSource
from fairclaim.imaging.structure import Structure

APPLE_KEY = "com.apple.quicktime.creationdate"
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_WITH_ZONE = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})([+-]\d{2}):?(\d{2})", re.ASCII)


def recording_time(data: ByteSource, structure: Structure, metadata: Metadata) -> CaptureTime | None:
    """Return the interval of recording, or None where the film does not say or the clock was plainly never set."""
    return _apple_time(metadata) or _header_time(data, structure)


def _apple_time(metadata: Metadata) -> CaptureTime | None:
    for entry in metadata.texts:
        match = _WITH_ZONE.fullmatch(entry.value.decode("utf-8", "replace").strip("\0 "))
        if entry.keyword == APPLE_KEY and match is not None:
            try:
                moment = datetime.fromisoformat(f"{match[1]}{match[2]}:{match[3]}").astimezone(UTC)
                return _around(match[0], moment, CLOCK_ERROR)
            except (ValueError, OverflowError):
                return None
    return None


def _header_time(data: ByteSource, structure: Structure) -> CaptureTime | None:
    header = next((part for part in structure.parts if part.kind == "moov.mvhd"), None)
    if header is None:
        return None
    payload = header.payload(data)
    width = 8 if payload[:1] == b"\x01" else 4
    seconds = int.from_bytes(payload[4 : 4 + width], "big") if len(payload) >= 4 + width else 0
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
        return _around(f"{moment:%Y-%m-%d %H:%M:%S}", moment, CLOCK_ERROR + FARTHEST_OFFSET)
    except OverflowError:
        return None


def _around(text: str, moment: datetime, slack: timedelta) -> CaptureTime | None:
    """Clocks that were never set begin at some epoch; phones without a battery at 1 January."""
    if moment.year < EARLIEST_YEAR or (moment.month, moment.day, moment.hour) == (1, 1, 0):
        return None
    return CaptureTime(text, moment - slack, moment + slack)
