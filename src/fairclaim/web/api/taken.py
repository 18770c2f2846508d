"""With which code a file was taken, as requests say it."""

from fairclaim.domain.desk.live_capture import Way
from fairclaim.services.redeem_code import Taken


def taken_of(code: str | None, way: Way) -> Taken | None:
    """Return what the desk is told; None where no code is named."""
    return None if code is None else Taken(capture=code, way=way)
