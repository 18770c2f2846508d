"""The growing list of parts that a walker writes down, with the limits that hold for every family."""

from fairclaim.domain.errors import OverLimitError
from fairclaim.imaging.limits import Limits
from fairclaim.imaging.structure import Part


class Ledger:
    """Ordinary and foreign parts of one file, never more than the limit allows."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.parts: list[Part] = []
        self.foreign: list[Part] = []
        self._steps = 0

    def add(self, kind: str, offset: int, size: int) -> Part:
        """Write down an ordinary part."""
        self.step()
        part = Part(kind, offset, size)
        self.parts.append(part)
        return part

    def add_foreign(self, kind: str, offset: int, size: int) -> None:
        """Write down bytes that do not belong to the picture."""
        self.step()
        self.foreign.append(Part(kind, offset, size))

    def step(self, units: int = 1) -> None:
        """Count units of work.

        Raises
        ------
        OverLimitError
            After more units than a file may have parts.
        """
        self._steps += units
        if self._steps > self.limits.parts:
            raise OverLimitError(quantity="parts", value=self._steps, limit=self.limits.parts)


def refuse_beyond(quantity: str, value: int, limit: int) -> None:
    """Raise OverLimitError where ``value`` is larger than ``limit``."""
    if value > limit:
        raise OverLimitError(quantity=quantity, value=value, limit=limit)


def refuse_size(height: int, width: int, limits: Limits) -> None:
    """Raise OverLimitError for a side or an area that no honest photo has."""
    refuse_beyond("side_px", max(height, width), limits.side_px)
    refuse_beyond("pixels", height * width, limits.pixels)
