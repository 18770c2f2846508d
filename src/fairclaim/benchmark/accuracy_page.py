"""Results to a page: counts, rates with their intervals, and what was promised beside what was measured."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from fairclaim.benchmark.intervals import clopper_pearson
from fairclaim.benchmark.reference_track import ABSTAINED, Result
from fairclaim.benchmark.trials import Channel, Track
from fairclaim.version import __version__

FORGED_TRACKS = (Track.REAL_EDIT, Track.PAINTED)
HONEST_TRACKS = (Track.HONEST, Track.LOOK_ALIKE)


def write_page(results: Sequence[Result], *, is_quick: bool) -> str:
    """Return the page ``docs/explanation/accuracy.md`` for one run of the reference track."""
    parts = [
        _HEAD.format(version=__version__, count=len(results), kind="a quick sample" if is_quick else "the whole track"),
        _goals(results),
        _detection(results),
        _localisation(results),
        _honest(results),
        _copies(results),
        _cost(results),
        _LIMITS,
    ]
    return "\n".join(parts)


def rate(results: Iterable[Result], is_hit: Callable[[Result], bool]) -> str:
    """Return ``97.0% (91.5%–99.4%, 97/100)``: the share of hits with its 95 % Clopper–Pearson interval; a dash for none."""
    chosen = list(results)
    if not chosen:
        return "–"
    hits = sum(is_hit(result) for result in chosen)
    interval = clopper_pearson(hits, len(chosen))
    return f"{hits / len(chosen):.1%} ({interval.low:.1%}–{interval.high:.1%}, {hits}/{len(chosen)})"


def _of(results: Iterable[Result], *, tracks: Iterable[Track], channel: Channel | None = None) -> list[Result]:
    names = {track.value for track in tracks}
    return [r for r in results if r.track in names and (channel is None or r.channel == channel.value)]


def _goals(results: Sequence[Result]) -> str:
    forged = _of(results, tracks=FORGED_TRACKS)
    honest = _of(results, tracks=HONEST_TRACKS)
    chat = _of(results, tracks=(Track.PAINTED,), channel=Channel.CHAT)
    rows = [
        ("tied to its source, every channel", "≥ 99 %", rate(forged, lambda r: r.is_linked)),
        ("false links on honest pairs", "≤ 0.1 %", rate(honest, lambda r: r.is_linked)),
        ("honest pairs called forged", "0", rate(honest, lambda r: r.is_called_forged)),
        ("median IoU of painted damage", "≥ 0.5", _median(r.iou for r in _of(results, tracks=(Track.PAINTED,)))),
        ("median pixel F1 of painted damage, chat app", "≥ 0.70", _median(r.f1 for r in chat)),
        ("CPU seconds per claim and reference, median", "≤ 0.6", _median(r.seconds for r in results)),
    ]
    return "## Promised and measured\n\n" + _table(("what", "goal", "measured"), rows)


def _detection(results: Sequence[Result]) -> str:
    rows = []
    for track in FORGED_TRACKS:
        for channel in Channel:
            chosen = _of(results, tracks=(track,), channel=channel)
            if chosen:
                rows.append(
                    (
                        track.value,
                        channel.value,
                        rate(chosen, lambda r: r.is_linked),
                        rate(chosen, lambda r: r.is_called_forged),
                        rate(chosen, lambda r: r.signal in ABSTAINED),
                    )
                )
    return "## Forgeries\n\n" + _table(("track", "channel", "tied to its source", "called forged", "abstained"), rows)


def _localisation(results: Sequence[Result]) -> str:
    rows = []
    painted = _of(results, tracks=(Track.PAINTED,))
    for forgery in sorted({result.forgery for result in painted}):
        for channel in Channel:
            chosen = [r for r in painted if r.forgery == forgery and r.channel == channel.value]
            if not chosen:
                continue
            missed = rate(chosen, lambda r: not r.is_called_forged)
            rows.append((forgery, channel.value, _median(r.iou for r in chosen), _median(r.f1 for r in chosen), missed))
    head = ("damage", "channel", "median IoU", "median F1", "no change seen")
    return "## Where the damage is\n\nA trial without a mark counts as 0.\n\n" + _table(head, rows)


def _honest(results: Sequence[Result]) -> str:
    chosen = _of(results, tracks=HONEST_TRACKS)
    kinds = sorted({_kind(result) for result in chosen})
    rows = []
    for kind in kinds:
        of_kind = [result for result in chosen if _kind(result) == kind]
        rows.append(
            (
                kind,
                rate(of_kind, lambda r: r.is_linked),
                rate(of_kind, lambda r: r.is_called_forged),
                rate(of_kind, lambda r: r.signal in ABSTAINED),
                rate(of_kind, lambda r: r.signal == "different-exposure"),
            )
        )
    head = ("pairs", "false links", "called forged", "abstained", "recognised as another exposure")
    return "## Honest pairs\n\n" + _table(head, rows)


def _copies(results: Sequence[Result]) -> str:
    rows = []
    for channel in Channel:
        chosen = _of(results, tracks=(Track.COPY,), channel=channel)
        if chosen:
            rows.append(
                (channel.value, rate(chosen, lambda r: r.is_linked), rate(chosen, lambda r: r.is_called_forged))
            )
    text = "## Unchanged copies\n\nThe listing itself, sent through a channel: it should be recognised, and no change be seen in it.\n\n"
    return text + _table(("channel", "recognised", "a change seen where there is none"), rows)


def _cost(results: Sequence[Result]) -> str:
    seconds = sorted(result.seconds for result in results)
    if not seconds:
        return "## Cost\n\nNothing was examined.\n"
    p95 = seconds[int(0.95 * (len(seconds) - 1))]
    return (
        "## Cost\n\nCPU seconds of one examination in the examining process (two photos, all checks, decoder process not counted): "
        f"median {median(seconds):.2f}, 95th percentile {p95:.2f}.\n"
    )


def _kind(result: Result) -> str:
    return result.track if result.track == Track.LOOK_ALIKE.value else f"{result.name.split('/')[0]}, {result.channel}"


def _median(values: Iterable[float | None]) -> str:
    numbers = [value or 0.0 for value in values]
    return f"{median(numbers):.2f} (n = {len(numbers)})" if numbers else "–"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


_HEAD = """# How good it is, measured

<!-- generated by `fairclaim benchmark`; do not edit -->

Version {version}, {kind} of the reference track: {count} trials. Rates stand with their 95 % Clopper–Pearson intervals and counts.
A pair is *tied* when the check says that both are one exposure; it is *called forged* when, besides, a local change is found.
Numbers on real AI edits, on damage that we painted ourselves, and on rendered photographs of flat prints stand apart: only the first
two rows of a table that name real files speak of real files. Both classes go through the same channels.
"""

_LIMITS = """## What these numbers do not say

- The real edits come from a few public tools; commercial phone editors of this year are not among them.
- Painted damage is our own simulation. It is blended into the photo, not drawn by a generator.
- Rendered prints are simulated photographs (pose, lens, light, noise). Real photographs of prints stand in rows of their own.
- The honest pairs of one object come from few scenes and cameras. An interval speaks of photos like these, not of all photos.
- One photo is tried in several channels, and one print on many backgrounds. Such trials are not independent: where a row pools them, the
  true interval is wider than the one that stands there.
- Thresholds were chosen while looking at samples of every track on one corpus; on that corpus all rows are optimistic. Photos that nobody
  tuned on are what counts.
"""
