"""The most memory that this process held since it was last asked, where Linux keeps count (``proc(5)``: VmHWM)."""

import re
from pathlib import Path

_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
_RESET_PEAK = "5"
_SLACK_MB = 16
"""The kernel counts pages in batches, and other threads go on."""


def reset_peak() -> bool:
    """Begin anew; False where the system does not let us, or takes the wish and forgets nothing."""
    try:
        _CLEAR.write_text(_RESET_PEAK, encoding="ascii")
    except OSError:
        return False
    peak, held = peak_mb(), _status_mb("VmRSS")
    return peak is not None and held is not None and peak - held < _SLACK_MB


def peak_mb() -> float | None:
    """Return megabytes (10⁶ bytes) of resident memory at the peak; None where nothing counts them."""
    return _status_mb("VmHWM")


def _status_mb(name: str) -> float | None:
    try:
        found = re.search(rf"^{name}:\s+(\d+) kB", _STATUS.read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        return None
    return int(found[1]) * 1024 / 1e6 if found else None
