"""What a desk states, under its own signature, of a file that it received."""

from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.desk.live_capture import LiveCapture


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyStatement:
    """A file as the desk received it.

    Parameters
    ----------
    file : str
        Id of the exhibit, or of the file of a parcel's packing.
    sha256 : str
        Of the original bytes, 64 hexadecimal digits. They stay what they are; the signed copy is another file.
    received_at : datetime
        When the original was there, by the desk's clock.
    capture : LiveCapture or None
        The code with which it was captured live.
    """

    file: str
    sha256: str
    received_at: datetime
    capture: LiveCapture | None = None
