"""When a message is tried again: soon at first, then ever later, and not for ever.

The pauses are 5 s, 20 s, 80 s and so on, never more than 12 h, each up to a fifth shorter or longer. Twelve attempts take two and
a half days, so a receiver may be down over a weekend's night and day and miss nothing.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff:
    """How attempts are spread.

    Parameters
    ----------
    first, longest : timedelta
        The first pause, and the longest.
    growth : float
        By how much each pause is longer than the one before.
    spread : float
        In [0, 1): each pause is drawn from ``1 - spread`` to ``1 + spread`` times its length, so that a receiver who comes back is not
        met by everyone at once.
    attempts : int
        After so many failures a message is given up.
    """

    first: timedelta = timedelta(seconds=5)
    longest: timedelta = timedelta(hours=12)
    growth: float = 4.0
    spread: float = 0.2
    attempts: int = 12

    def pause(self, failures: int, *, chance: float) -> timedelta | None:
        """Return how long to wait after so many failures; None if it is over.

        Parameters
        ----------
        failures : int
            From 1 on.
        chance : float
            In [0, 1), drawn by the caller.
        """
        if failures >= self.attempts:
            return None
        seconds = min(self.first.total_seconds() * self.growth ** (failures - 1), self.longest.total_seconds())
        return timedelta(seconds=seconds * (1 - self.spread + 2 * self.spread * chance))
