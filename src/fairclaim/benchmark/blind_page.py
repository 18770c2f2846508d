"""The blind track's numbers as a page in Markdown: what was promised beside what was measured, each with its count."""

from collections.abc import Iterable, Sequence

from fairclaim.benchmark.blind_goals import goals
from fairclaim.benchmark.blind_measured import Measured
from fairclaim.benchmark.blind_numbers import EVERY_WAY, FOLDER, FUSED, Counted, Told
from fairclaim.benchmark.blind_recipe import AGAIN, CHANNELS, GENUINE_ONLY, HONEST, MADE_HERE, REAL, Kind
from fairclaim.benchmark.shortcuts import LIMIT
from fairclaim.benchmark.tables import share, table
from fairclaim.forensics.quality import Quality

_NAMES = [way.value for way in CHANNELS]
_AGAIN = [way.value for way in AGAIN]
DOUBLE = "double-compression"
SAVED_AGAIN = "saved again, finer"
"""What the channels of :data:`AGAIN` are called together."""


def write_blind_page(measured: Measured) -> str:
    """Return the page ``docs/explanation/blind-accuracy.md``."""
    head = _HEAD.format(
        version=measured.stamp.version,
        date=measured.stamp.date,
        corpus=measured.stamp.corpus[:12],
        kind="A quick sample: too few photos for any of these numbers to be quoted"
        if measured.is_quick
        else "The whole track",
        trials=sum(group.trials for group in measured.groups),
    )
    return "\n".join([head, *(f"## {title}\n\n{text}" for title, text in sections(measured)), _LIMITS])


def sections(measured: Measured) -> list[tuple[str, str]]:
    """Return titles and Markdown of all that was measured."""
    told = measured.numbers.told
    return [
        ("Promised and measured", _GOAL_WORDS + goals(measured)),
        ("What was tried", _tried(measured)),
        ("Genuine photos that are asked about", _asked(measured)),
        ("Our own synthetic forgeries", _OWN_WORDS + _auc(told, MADE_HERE)),
        ("Saved, changed and saved again finer", _AGAIN_WORDS + _again(measured)),
        ("Real AI edits and generator output", _REAL_WORDS + _auc(told, REAL)),
        ("Found where one damaged photo in a hundred is bothered", _FOUND_WORDS + _found(told)),
        ("Photos of a screen, rendered", _SCREEN_WORDS + _screens(measured)),
        ("By kind of forgery", _SOURCE_WORDS + _by_source(told)),
        ("Where it is", _PLACED_WORDS + _placed(measured)),
        ("How often there is no answer", _abstained(measured)),
        ("All together", _FUSED_WORDS + _fused(measured)),
        ("Does a format give it away", _SWAP_WORDS + _swaps(measured)),
        ("Cost", _COST_WORDS + _costs(measured)),
        ("Thresholds", _thresholds(measured)),
    ]


def _tried(measured: Measured) -> str:
    rows = [(group.kind, group.source, str(group.trials), str(group.subjects)) for group in measured.groups]
    return table(("class", "source", "trials", "objects or cameras"), rows)


def _asked(measured: Measured) -> str:
    """Tell the false alarms: damaged photos apart, then files as they are, of both halves."""
    asked = [one for one in measured.numbers.asked if one.group.partition(",")[0] in HONEST]
    asked = [one for one in asked if one.key == DOUBLE or one.way not in _AGAIN]
    groups = dict.fromkeys((one.group, _way(one)) for one in sorted(asked, key=_damaged_first))
    rows = []
    for key in (*measured.keys, FUSED):
        for group, way in groups:
            of_key = [one for one in asked if one.key == key and one.group == group]
            chosen = [one for one in of_key if _way(one) == way]
            if not chosen:
                continue
            objects = max((one.subjects for one in chosen), default=0)
            rows.append(
                (
                    key,
                    group,
                    way,
                    share(sum(one.hits for one in chosen), sum(one.total for one in chosen)),
                    str(objects),
                )
            )
    promise = f"Promised: each check asks about at most {measured.share:.1%} of genuine photos in each quality. "
    whole = table(("question", "photos", "channel", "asked to look", "objects"), rows)
    return (
        promise
        + _ASKED_WORDS
        + whole
        + "\nBy folder of the corpus, held out, all channels together:\n\n"
        + _by_folder(measured)
    )


def _by_folder(measured: Measured) -> str:
    folders = [one for one in measured.numbers.asked if one.group.startswith(FOLDER)]
    keys = list(dict.fromkeys(one.key for one in folders))
    rows = [
        (group.removeprefix(FOLDER), *(share(one.hits, one.total) for one in folders if one.group == group))
        for group in dict.fromkeys(one.group for one in folders)
    ]
    return table(("folder", *keys), rows)


def _way(one: Counted) -> str:
    if one.way in _AGAIN:
        return SAVED_AGAIN
    return one.way if one.way in GENUINE_ONLY else EVERY_WAY


def _damaged_first(one: Counted) -> tuple[bool, bool]:
    return not one.group.startswith(Kind.DAMAGED), (one.way in GENUINE_ONLY or one.way in _AGAIN)


def _auc(told: Sequence[Told], kinds: Iterable[Kind]) -> str:
    names = [kind.value for kind in sorted(kinds)]
    rows = []
    for key in dict.fromkeys(one.key for one in told):
        for kind in names:
            cells = {one.way: _area(one) for one in told if (one.key, one.kind, one.source) == (key, kind, "all")}
            if cells:
                mark = (
                    ""
                    if any(one.is_meant for one in told if (one.key, one.kind) == (key, kind))
                    else " (not its question)"
                )
                rows.append((key, kind + mark, *(cells.get(way, "–") for way in _NAMES)))
    return table(("question", "forged", *_NAMES), rows) if rows else "None was tried.\n"


def _again(measured: Measured) -> str:
    """Tell the question of double compression where an earlier saving can show; what is found is what asks for a look."""
    numbers = measured.numbers
    rows = []
    for way in _AGAIN:
        for one in numbers.told:
            if (one.key, one.way, one.source, one.kind) == (DOUBLE, way, "all", Kind.PASTED.value):
                asked = [each for each in numbers.asked if (each.key, each.way) == (DOUBLE, way)]
                placed = [each for each in numbers.placed if (each.key, each.way) == (DOUBLE, way)]
                f1 = next((f"{each.f1:.2f}" for each in placed if each.source == f"{one.kind}, all"), "–")
                found = _sum([each for each in asked if each.group == one.kind])
                honest = _sum([each for each in asked if each.group in HONEST])
                rows.append((way, _area(one), found, honest, f1))
    head = (
        "first and second quality",
        "AUC, pasted-back",
        "forged, asked to look",
        "genuine, asked to look",
        "median F1",
    )
    return table(head, rows) if rows else "None was tried.\n"


def _area(one: Told) -> str:
    if one.auc is None or one.low is None or one.high is None:
        return f"no answer ({one.genuine}/{one.forged})"
    return f"{one.auc:.2f} ({one.low:.2f}–{one.high:.2f}; {one.genuine}/{one.forged})"


def _found(told: Sequence[Told]) -> str:
    rows = []
    for one in told:
        if one.source == "all" and one.is_meant and one.way in _NAMES and one.found:
            cells = [f"{found:.0%} ({low:.0%}–{high:.0%})" for _, found, low, high in (*one.found, *one.unforged[:1])]
            cells += ["–"] * (3 - len(cells))
            name = f"{one.kind}, {'own synthetic' if one.is_own else 'real'}"
            rows.append((one.key, name, one.way, *cells, f"{one.forged} answered", str(one.damaged)))
    head = (
        "question",
        "forged",
        "channel",
        "found at 1 %",
        "found at 0.1 %",
        "the same unforged, at 1 %",
        "forgeries",
        "damaged photos",
    )
    return table(head, rows) if rows else "Nothing to tell.\n"


def _by_source(told: Sequence[Told]) -> str:
    rows = []
    for key, source in dict.fromkeys((one.key, one.source) for one in told if one.source != "all"):
        cells = {one.way: _area(one) for one in told if (one.key, one.source) == (key, source)}
        rows.append((key, source, *(cells.get(way, "–") for way in _NAMES)))
    return table(("question", "forged how", *_NAMES), rows) if rows else "None was tried.\n"


def _screens(measured: Measured) -> str:
    rows = [
        (
            one.panel,
            one.way,
            "no answer"
            if one.auc is None
            else f"{one.auc:.2f} ({one.low:.2f}–{one.high:.2f}; {one.genuine}/{one.screens})",
            share(one.asked, one.tried),
            share(one.bothered, one.honest),
        )
        for one in measured.screens
    ]
    head = (
        "screen",
        "channel",
        "AUC",
        "photos of a screen, asked to look",
        "the same photos themselves, asked to look",
    )
    return table(head, rows) if rows else "None was tried.\n"


def _placed(measured: Measured) -> str:
    rows = [
        (
            one.key,
            one.source,
            "own synthetic" if one.is_own else "real",
            one.way,
            f"{one.f1:.2f}",
            f"{one.iou:.2f}",
            str(one.total),
        )
        for one in measured.numbers.placed
        if one.source.endswith(", all")
    ]
    return table(("question", "forged", "", "channel", "median F1", "median IoU", "photos"), rows)


def _abstained(measured: Measured) -> str:
    rows = []
    for key in measured.keys:
        of_key = [one for one in measured.numbers.abstained if one.key == key]
        for way in (*_NAMES, *(_AGAIN if key == DOUBLE else ()), *(way.value for way in GENUINE_ONLY)):
            here = [one for one in of_key if one.way == way]
            honest = [one for one in here if one.group.partition(",")[0] in HONEST]
            forged = [one for one in here if one.group in {*MADE_HERE, *REAL}]
            rows.append((key, way, _sum(honest), _sum(forged)))
    return table(("question", "channel", "genuine without an answer", "forged without an answer"), rows)


def _sum(counted: Sequence[Counted]) -> str:
    return share(sum(one.hits for one in counted), sum(one.total for one in counted))


def _fused(measured: Measured) -> str:
    rows = [
        (one.mixture, one.way, f"{one.brier:.3f}", f"{one.ece:.3f}", str(one.genuine), str(one.forged))
        for one in measured.fused
    ]
    return table(("mixture", "channel", "Brier", "ECE", "genuine", "forged"), rows)


def _swaps(measured: Measured) -> str:
    rows = []
    for key, of_key in measured.swaps.items():
        for one in of_key:
            if one.first is None or one.second is None or one.moved is None:
                rows.append((key, one.name, "–", "–", "–", "–", "no answer"))
                continue
            verdict = "blind to it" if one.is_blind else "moves"
            silent = "; says nothing in one form" if one.spoken == 0 else ""
            between = f"{one.between.low:+.3f} to {one.between.high:+.3f}" if one.between else "–"
            rows.append(
                (
                    key,
                    one.name,
                    f"{one.first:.2f}",
                    f"{one.second:.2f}",
                    f"{one.moved:.3f}",
                    between,
                    f"{verdict} ({one.genuine}/{one.forged}){silent}",
                )
            )
    head = ("question", "the two forms", "AUC, genuine in the first", "AUC, swapped", "difference", "95 % interval", "")
    return table(head, rows)


def _costs(measured: Measured) -> str:
    rows = [
        (
            one.check,
            f"{one.seconds:.2f}",
            f"{one.seconds_p95:.2f}",
            f"{one.seconds_per_photo_of_1_5_mp:.2f}",
            "unknown" if one.peak_mb is None else f"{one.peak_mb:.0f}",
            str(one.photos),
        )
        for one in measured.numbers.costs
    ]
    head = (
        "check",
        "CPU s, median",
        "CPU s, 95th percentile",
        "CPU s per 1.5 MP",
        "peak memory of the process, MB",
        "photos",
    )
    return table(head, rows)


def _thresholds(measured: Measured) -> str:
    rows = [(key, *(_threshold(measured, key, quality.value) for quality in Quality)) for key in measured.promised]
    learned = "learned in this run" if measured.is_fitted else "as they ship with this version"
    words = f"A score above it asks for a look; {learned}, on: {measured.on}. {_THRESHOLD_WORDS}"
    return words + table(("question", *(quality.value for quality in Quality)), rows)


def _threshold(measured: Measured, key: str, quality: str) -> str:
    if quality not in measured.promised[key]:
        return "none: abstains"
    basis = measured.learned_from.get(key, {}).get(quality)
    counts = f" ({basis['photos']} photos of {basis['subjects']} objects)" if basis else ""
    return f"{measured.promised[key][quality]:.4g}{counts}"


_HEAD = """# What one photo alone shows, measured

<!-- generated by `fairclaim benchmark blind`; do not edit -->

Version {version}, {date}, corpus {corpus}. {kind}: {trials} trials. This page is about the checks that look at the pixels of
one photo, without a reference. They are of grade C: they can ask a person to look, never accuse.

Objects and cameras are split in two halves by their names. Calibration learns from one half only, through the same channels and
from its untouched files; all numbers here are of the other half. Real edits and generator output are never learned from. Both classes are
decoded, averaged down by one rule (long side 1440 px; 768 px where whole frames were redrawn) and sent through the same
channels: `original` JPEG 95, `resized-75` 0.75 times and JPEG 75, `chat-70` 1080 px and JPEG 70, `twice` JPEG 72 two times,
`screenshot` a PNG of a phone's screen. `untouched` are files byte for byte, genuine ones only.

An AUC of 0.50 is a coin. Beside it stand the 95 % interval (bootstrap over objects) and how many genuine and forged photos were
answered. Shares have Clopper–Pearson intervals.

`make benchmark-blind CORPUS=DIR WEIGHTS=DIR ENLARGE=1 BENCHMARK_FLAGS=--fit` in a checkout of this version writes this page, the
thresholds and the curves anew, all but time and memory; `make benchmark` writes [its sister](accuracy.md). The corpus is the one
whose `manifest.csv` has the SHA-256 named above, the weights are
[those of a generator's autoencoder](../how-to/measure-on-your-own-photos.md). Every random choice follows from the name of its
trial, bootstraps from the seed 1.
"""
_ASKED_WORDS = """One photo in several channels counts several times, so that intervals are narrower than the truth; the last
column says how many different objects there are. `all together` counts a photo about which any check asks.

"""
_GOAL_WORDS = """The goals are those of a field that has not reached them: published detectors have AUCs of 0.57
to 0.61 after one JPEG saving. Of several questions the best area is told, so it is optimistic;
*no answer* says on how many forgeries it abstained; areas of fewer than ten answers are left out.

"""
_OWN_WORDS = """AUC against the very photos that were forged, unforged. *Pasted-back*: damage painted or blended in, holes
filled, a part redrawn; the rest is the camera's. *Re-rendered*: the whole frame sent through a generator's autoencoder. *Enlarged
by a network*: the whole frame shrunk to a quarter and grown again by Real-ESRGAN, a generator network for that. Albums do so to
honest photos, too: nothing was learned from it, and to find it would not mean a forgery.

"""
_AGAIN_WORDS = """Saved at the first quality, opened, damaged by a forger or by nobody, and saved on the same grid at the
second, both drawn at random for each photo. Only here, and in files that happen to be such, can an earlier saving show.
No other check is asked about them.
The shares count all photos, also those without an answer; "asked to look" is what the shipped threshold does.

"""
_REAL_WORDS = """AUC of real edits against the photos that they were made from, and of generator output against genuine photos
of the same size. Many editors redraw the whole frame: a real edit can be of either kind. These are the numbers that matter,
and they are few.

"""
_FOUND_WORDS = """The cut is the score that at most 1 % (0.1 %) of held-out genuine *damaged* photos in the same channel exceed.
Where there are fewer than a hundred (a thousand) of them it is the greatest of theirs, so that the second column promises less
than its name says. A photo without an answer counts as not found. The fifth column is the share of the genuine photos of the same
comparison that exceed the same cut: only what is found beyond it was found because of the forgery.

"""
_SCREEN_WORDS = """*A simulation*: held-out photos shown on a drawn screen (an LCD's stripes, an OLED's diamonds) and photographed by a
drawn camera: pitches from 1.1 to 2.6 sensor pixels, a hand's tilt, lens blur, Bayer sensor, noise and exposure, half of them with
twice the pixels and averaged down; then the channels. The other class are the photos themselves. A photo of a screen is **no
forgery**: buyers photograph the chat, or an own photo on a second phone. Only `screen-recapture` is asked. Real photos of screens
are unmeasured, and no bezel, glare or flicker is drawn.

"""
_SOURCE_WORDS = "AUC of each way of forging, all of them our own, against the same photos unforged.\n\n"
_PLACED_WORDS = "Marked pixels against changed ones; a photo without a mark counts 0.\n\n"
_FUSED_WORDS = """The log-odds of all questions, added up and read as a probability with both classes alike likely: each class of
the mixture counts one half, whatever its number. Brier 0.250 and ECE 0 is what saying one half every time would give. In
`blind.html` these stand as curves.

"""
_SWAP_WORDS = f"""The same photos of both classes (damage painted in) are saved in two forms; once the genuine ones come in the
first form, once in the second. A check that does not see the form moves by less than {LIMIT}. The interval draws photos anew, each
with its forgery: where it is wide, so few photos cannot tell whether the goal is met. *Says nothing in one form*: no threshold is
promised for that quality, so that the score neither asks nor weighs there. Scores below what chance gives are one score for
`screen-recapture`, and count as ties: that it moves nothing means that no form lifts an ordinary photo out of them.

What was done against it, and at what price, stands with [resampling](../checks/resampling.md),
[screen-recapture](../checks/screen-recapture.md) and [copy-move](../checks/copy-move.md). Nothing helps traces of noise and of
interpolation against size: averaging takes them away for good.

"""
_COST_WORDS = """One core of one process that does nothing else, on large photos brought to 1440 px, without decoding. The peak holds
everything in that process, libraries too; what an earlier check left is in it.

"""
_THRESHOLD_WORDS = """Photos of one object resemble each other: a threshold that
learned from photos of n objects promises, for a photo of a new object, hardly better than one in n + 1.

"""
_LIMITS = """## What these numbers do not say

- Painted and blended damage, filled holes and redrawn frames are our own simulations; they stand apart from real edits everywhere.
- The real edits come from a few public tools, most of them 512 px wide; phone editors of this year are not among them.
- Photos of a screen are rendered, two layouts of cells and one camera: how many real ones `screen-recapture` finds is not known.
- Takes of one photo, channels of one photo and photos of one camera are not independent. A threshold that learned from 600 takes
  of fewer photos promises its share for photos like these, not for all photos: what was measured on held-out objects, above, is
  the better guess, and may be several times the promise.
- Most damaged photos of the corpus are small or come from few cameras.
"""
