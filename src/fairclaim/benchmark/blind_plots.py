"""The blind track's curves as plain SVG text: ROC, DET, reliability and abstention."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from fairclaim.benchmark.curve import FAINT, FONT, GOAL_COLOUR, GROUND, INK, svg_text
from fairclaim.benchmark.fused_probability import Fused

WIDTH, HEIGHT = 560, 430
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 52, 60
COLOURS = ("#24323a", "#00796b", "#c2570c", "#5b4ba3", "#b3261e", "#3b6fb6")
"""The first, thick, is of all channels together."""
_NORMAL = NormalDist()
_DET_TICKS = (0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99)
_DET_RANGE = (0.001, 0.999)
_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """What a plot's axes show: names, ticks, and how a share becomes a place between 0 and 1."""

    across: str
    upward: str
    ticks_across: Sequence[float] = _SHARES
    ticks_upward: Sequence[float] = _SHARES
    across_place: Callable[[float], float] = float
    upward_place: Callable[[float], float] = float

    def col(self, value: float) -> float:
        """Return the column of a value, in SVG units."""
        return LEFT + self.across_place(value) * (WIDTH - LEFT - RIGHT)

    def row(self, value: float) -> float:
        """Return the row of a value, in SVG units."""
        return HEIGHT - BOTTOM - self.upward_place(value) * (HEIGHT - TOP - BOTTOM)


def draw_roc(measured: Sequence[Fused]) -> str:
    """Draw how many forgeries are found at how many false alarms; a coin lies on the dashed line."""
    axes = Axes(across="genuine photos exceeded", upward="forgeries found")
    lines = {one.way: one.roc for one in measured}
    return draw(lines, axes, title=f"ROC: {_of(measured)}", dashed=((0.0, 0.0), (1.0, 1.0)))


def draw_det(measured: Sequence[Fused]) -> str:
    """Draw misses over false alarms on normal-deviate axes (Martin et al. 1997), where few errors have room."""
    axes = Axes(
        across="genuine photos exceeded",
        upward="forgeries missed",
        ticks_across=_DET_TICKS,
        ticks_upward=_DET_TICKS,
        across_place=_deviate,
        upward_place=_deviate,
    )
    lines = {one.way: [(alarm, 1 - found) for alarm, found in one.roc] for one in measured}
    coin = ((0.001, 0.999), (0.999, 0.001))
    return draw(lines, axes, title=f"DET: {_of(measured)}", dashed=coin)


def draw_reliability(measured: Sequence[Fused]) -> str:
    """Draw the share that is forged over the stated probability; honest probabilities lie on the dashed line."""
    axes = Axes(across="stated probability", upward="share that is forged")
    lines = {one.way: [(each.stated, each.forged) for each in one.bins] for one in measured}
    return draw(lines, axes, title=f"Reliability: {_of(measured)}", dashed=((0.0, 0.0), (1.0, 1.0)), with_dots=True)


def draw_coverage(measured: Sequence[Fused]) -> str:
    """Draw how many answers are wrong, over how many photos are answered when the least sure are left out."""
    axes = Axes(across="share of photos answered", upward="share of answers wrong")
    lines = {one.way: one.coverage for one in measured}
    return draw(lines, axes, title=f"Abstention: {_of(measured)}", dashed=((0.0, 0.5), (1.0, 0.5)))


def draw(lines: Mapping[str, Points], axes: Axes, *, title: str, dashed: Points = (), with_dots: bool = False) -> str:
    """Draw lines over one pair of axes, their names beside.

    Parameters
    ----------
    lines : mapping of name to points
        Values as the axes place them.
    axes : Axes
        Names and ticks.
    title : str
        Stands above.
    dashed : points
        What chance, or perfection, would give.
    with_dots : bool
        Whether each point is marked.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="{FONT}" font-size="12">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="10" fill="{GROUND}"/>',
        svg_text(LEFT, 28, title, size=15, weight=600),
        *_grid(axes),
        f'<path d="{_path(dashed, axes)}" fill="none" stroke="{GOAL_COLOUR}" stroke-width="1.5" stroke-dasharray="6 5"/>',
    ]
    for place, (name, points) in enumerate(lines.items()):
        parts += _line(place, name, points, axes, with_dots=with_dots)
    return "\n".join([*parts, "</svg>", ""])


def _grid(axes: Axes) -> Iterator[str]:
    for tick in axes.ticks_upward:
        row = axes.row(tick)
        yield f'<path d="M{LEFT} {row:.1f}H{WIDTH - RIGHT}" stroke="{FAINT}"/>'
        yield svg_text(LEFT - 8, row + 4, f"{tick:.4g}", anchor="end", size=12)
    for tick in axes.ticks_across:
        col = axes.col(tick)
        yield f'<path d="M{col:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{FAINT}"/>'
        yield svg_text(col, HEIGHT - BOTTOM + 18, f"{tick:.4g}", anchor="middle", size=12)
    yield svg_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, axes.across, anchor="middle")
    middle = (TOP + HEIGHT - BOTTOM) / 2
    yield (
        f'<text x="18" y="{middle:.1f}" text-anchor="middle" font-size="13" fill="{INK}" '
        f'transform="rotate(-90 18 {middle:.1f})">{axes.upward}</text>'
    )


def _line(place: int, name: str, points: Points, axes: Axes, *, with_dots: bool) -> Iterator[str]:
    colour, width = COLOURS[place % len(COLOURS)], 3 if place == 0 else 1.8
    yield (
        f'<path d="{_path(points, axes)}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"/>'
    )
    for across, upward in points if with_dots else ():
        yield f'<circle cx="{axes.col(across):.1f}" cy="{axes.row(upward):.1f}" r="3" fill="{colour}"/>'
    row = TOP + 10 + 20 * place
    col = WIDTH - RIGHT + 14
    yield f'<path d="M{col} {row - 4}h18" stroke="{colour}" stroke-width="{width}"/>'
    yield svg_text(col + 24, row, name, colour=colour, size=12)


def _path(points: Points, axes: Axes) -> str:
    return (
        "M" + "L".join(f"{axes.col(across):.1f} {axes.row(upward):.1f}" for across, upward in points) if points else ""
    )


def _deviate(share: float) -> float:
    low, high = (_NORMAL.inv_cdf(end) for end in _DET_RANGE)
    return (_NORMAL.inv_cdf(min(max(share, _DET_RANGE[0]), _DET_RANGE[1])) - low) / (high - low)


def _of(measured: Sequence[Fused]) -> str:
    return measured[0].mixture if measured else "nothing measured"
