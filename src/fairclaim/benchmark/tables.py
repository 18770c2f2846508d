"""Tables and shares, as the pages of a benchmark write them."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from fairclaim.domain.intervals import clopper_pearson

Trial = TypeVar("Trial")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def share(hits: int, total: int, *, places: int = 1) -> str:
    """Return ``97.0% (91.5%–99.4%, 97/100)`` with the 95 % Clopper–Pearson interval; a dash for none."""
    if not total:
        return "–"
    interval = clopper_pearson(hits, total)
    told = (f"{number:.{places}%}" for number in (hits / total, interval.low, interval.high))
    return "{} ({}–{}, {}/{})".format(*told, hits, total)


def rate(trials: Iterable[Trial], is_hit: Callable[[Trial], bool], *, places: int = 1) -> str:
    """Return the share of hits, as `share` writes it."""
    hits = [is_hit(trial) for trial in trials]
    return share(sum(hits), len(hits), places=places)
