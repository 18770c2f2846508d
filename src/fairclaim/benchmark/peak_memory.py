"""The most memory that this process held since it was last asked, where Linux keeps count (``proc(5)``: VmHWM)."""

import re
from pathlib import Path

_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
_RESET_PEAK = "5"


def reset_peak() -> bool:
    """Begin anew; False where the system does not let us."""
    try:
        _CLEAR.write_text(_RESET_PEAK, encoding="ascii")
    except OSError:
        return False
    return True


def peak_mb() -> float | None:
    """Return megabytes (10⁶ bytes) of resident memory at the peak; None where nothing counts them."""
    try:
        found = re.search(r"^VmHWM:\s+(\d+) kB", _STATUS.read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        return None
    return int(found[1]) * 1024 / 1e6 if found else None
