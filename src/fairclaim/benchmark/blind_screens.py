"""How well `screen-recapture` finds photos of a screen: rendered ones against the photos that the screen shows.

A photo of a screen is no forgery: it stands apart from forgeries in every table, and no curve is learned from it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from fairclaim.benchmark.blind_comparison import answered, compare, score_of_key
from fairclaim.benchmark.blind_recipe import CHANNELS, Kind, Way
from fairclaim.benchmark.blind_track import BlindResult
from fairclaim.benchmark.photograph_screen import Panel
from fairclaim.benchmark.scores import auc_estimate
from fairclaim.benchmark.weighing import Weighing

KEY = "screen-recapture"
EVERY_PANEL = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screens:
    """Rendered photos of one kind of screen in one channel, beside the photos that the screens show.

    Parameters
    ----------
    panel, way : str
        ``panel`` is ``both`` or a layout.
    genuine, screens : int
        Photos of each class that were answered.
    auc, low, high : float or None
        With its interval; None where a class has no answer.
    asked, tried : int
        Photos of screens about which a look is asked for, of all.
    bothered, honest : int
        The same of the genuine ones.
    """

    panel: str
    way: str
    genuine: int
    screens: int
    auc: float | None
    low: float | None
    high: float | None
    asked: int
    tried: int
    bothered: int
    honest: int

    def to_record(self) -> dict[str, object]:
        """Return what is written as JSON."""
        return asdict(self)


def screens_found(results: Sequence[BlindResult], weighing: Weighing) -> tuple[Screens, ...]:
    """Compare both classes in every channel, all screens together and by layout.

    Parameters
    ----------
    results : sequence of BlindResult
        Of :func:`fairclaim.benchmark.blind_recipes.held_out_recipes`.
    weighing : Weighing
        By which looks are asked for.
    """
    panels = [panel for panel in Panel if any((one.kind, one.source) == (Kind.SCREEN, panel) for one in results)]
    return tuple(_screens(results, panel, way, weighing) for panel in (None, *panels) if panels for way in CHANNELS)


def _screens(results: Sequence[BlindResult], panel: Panel | None, way: Way, weighing: Weighing) -> Screens:
    comparison = compare(results, Kind.SCREEN, way, source=panel)
    genuine, screens = (answered(of, score_of_key(KEY)) for of in (comparison.genuine, comparison.forged))
    estimate = auc_estimate(genuine, screens)
    return Screens(
        panel=EVERY_PANEL if panel is None else panel.value,
        way=way.value,
        genuine=len(genuine),
        screens=len(screens),
        auc=None if estimate is None else estimate.value,
        low=None if estimate is None else estimate.interval.low,
        high=None if estimate is None else estimate.interval.high,
        asked=sum(weighing.asks(one, KEY) for one in comparison.forged),
        tried=len(comparison.forged),
        bothered=sum(weighing.asks(one, KEY) for one in comparison.genuine),
        honest=len(comparison.genuine),
    )
