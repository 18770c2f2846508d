"""A curve as plain SVG text: time over size, both in powers of ten, with a line for the goal."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 76, 150, 56, 62
INK, FAINT, GROUND = "#24323a", "#d5dde1", "#ffffff"
COLOURS = ("#00796b", "#c2570c", "#5b4ba3")
GOAL_COLOUR = "#8a949a"
FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', sans-serif"


@dataclass(frozen=True, slots=True)
class Line:
    """One curve.

    Parameters
    ----------
    label : str
        Stands at its last point.
    points : tuple of (size, milliseconds)
        All above 0, sizes ascending.
    """

    label: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Axes:
    """Powers of ten of both axes: first and last."""

    cols: tuple[float, float]
    rows: tuple[int, int]

    def col(self, size: float) -> float:
        share = (math.log10(size) - self.cols[0]) / (self.cols[1] - self.cols[0])
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def row(self, milliseconds: float) -> float:
        share = (math.log10(milliseconds) - self.rows[0]) / (self.rows[1] - self.rows[0])
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def draw_curve(lines: Sequence[Line], *, title: str, goal_ms: float) -> str:
    """Draw lines over one pair of axes.

    Parameters
    ----------
    lines : sequence of Line
        At least one, with at least two points among them all.
    title : str
        Stands above.
    goal_ms : float
        Where the dashed line lies.
    """
    axes = _axes(lines, goal_ms)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="{FONT}" font-size="13">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="10" fill="{GROUND}"/>',
        svg_text(LEFT, 30, title, size=16, weight=600),
        *_grid(lines, axes),
        *_goal(axes, goal_ms),
    ]
    for line, colour in zip(lines, COLOURS, strict=False):
        parts += _curve(line, axes, colour)
    return "\n".join([*parts, "</svg>", ""])


def _axes(lines: Sequence[Line], goal_ms: float) -> _Axes:
    sizes = [size for line in lines for size, _ in line.points]
    times = [goal_ms, *(time for line in lines for _, time in line.points)]
    cols = (math.log10(min(sizes)), max(math.log10(max(sizes)), math.log10(min(sizes)) + 0.1))
    first = math.floor(math.log10(min(times)))
    return _Axes(cols, (first, max(math.ceil(math.log10(max(times)) + 0.05), first + 1)))


def _grid(lines: Sequence[Line], axes: _Axes) -> Iterator[str]:
    for power in range(axes.rows[0], axes.rows[1] + 1):
        row = axes.row(10.0**power)
        yield f'<path d="M{LEFT} {row:.1f}H{WIDTH - RIGHT}" stroke="{FAINT}"/>'
        yield svg_text(LEFT - 10, row + 4, f"{10.0**power:g} ms", anchor="end")
    for size in sorted({size for line in lines for size, _ in line.points}):
        col = axes.col(size)
        yield f'<path d="M{col:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{FAINT}"/>'
        yield svg_text(col, HEIGHT - BOTTOM + 20, _short(size), anchor="middle")
    yield svg_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, "photos in the index", anchor="middle")


def _goal(axes: _Axes, goal_ms: float) -> Iterator[str]:
    row = axes.row(goal_ms)
    yield f'<path d="M{LEFT} {row:.1f}H{WIDTH - RIGHT}" stroke="{GOAL_COLOUR}" stroke-width="2" stroke-dasharray="7 5"/>'
    yield svg_text(LEFT + 8, row - 8, f"goal: {goal_ms:g} ms", colour=GOAL_COLOUR)


def _curve(line: Line, axes: _Axes, colour: str) -> Iterator[str]:
    places = [(axes.col(size), axes.row(time)) for size, time in line.points]
    path = "L".join(f"{col:.1f} {row:.1f}" for col, row in places)
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-linejoin="round"/>'
    for col, row in places:
        yield f'<circle cx="{col:.1f}" cy="{row:.1f}" r="4" fill="{GROUND}" stroke="{colour}" stroke-width="2.5"/>'
    col, row = places[-1]
    yield svg_text(col + 12, row, line.label, colour=colour, weight=600)
    yield svg_text(col + 12, row + 17, f"{line.points[-1][1]:.1f} ms", colour=colour)


def svg_text(
    col: float, row: float, words: str, *, anchor: str = "start", size: int = 13, weight: int = 400, colour: str = INK
) -> str:
    """Return one line of text at a place."""
    return (
        f'<text x="{col:.1f}" y="{row:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}">{words}</text>'
    )


def _short(size: float) -> str:
    """Return ``10 k``, ``1 M``."""
    return f"{size / 1e6:g} M" if size >= 1e6 else f"{size / 1e3:g} k"
