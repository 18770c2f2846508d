"""How many cores there are for this process."""

import os


def own_cores() -> int:
    """Count the cores that this process may use; a container often has fewer than the machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
