"""The page says each rate with its counts and interval, and has a dash where nothing was tried."""

import re
from itertools import product

import pytest

from fairclaim.benchmark.accuracy_page import write_page
from fairclaim.benchmark.recipe import FORGED_TRACKS, Channel, Track, Treatment
from fairclaim.benchmark.reference_track import Result
from fairclaim.benchmark.tables import rate
from fairclaim.version import __version__


def result(track: Track, channel: Channel = Channel.ORIGINAL, **known: object) -> Result:
    fields: dict[str, object] = {
        "track": track.value,
        "name": "second-view/boot/00-01",
        "channel": channel.value,
        "treatment": "",
        "signal": "different-exposure",
        "call": "no-trace",
        "probability": 0.01,
        "iou": None,
        "f1": None,
        "seconds": 0.25,
    }
    return Result(**(fields | known))  # type: ignore[arg-type]  # fields by name


def hit(track: Track, channel: Channel = Channel.ORIGINAL, **known: object) -> Result:
    return result(track, channel, signal="same-exposure-changed", call="forged", **known)


WHOLE = [
    *(hit(Track.REAL_EDIT, channel) for channel in Channel),
    *(
        hit(Track.PAINTED, channel, treatment=treatment, iou=0.6, f1=0.75)
        for treatment, channel in product(("crack", "tear"), Channel)
    ),
    result(Track.PAINTED, Channel.CHAT, treatment="crack", signal="unclear"),
    hit(Track.REGENERATED, treatment=Treatment.FRAME.value, iou=0.6, f1=0.75),
    *(result(Track.COPY, channel, signal="same-exposure-unchanged") for channel in Channel),
    *(result(Track.HONEST) for _ in range(20)),
    *(result(Track.LOOK_ALIKE, name=f"cover/{number}") for number in range(10)),
    result(Track.DRESSED, treatment=Treatment.FILTER.value, signal="same-exposure-unchanged"),
    result(Track.RESHOT, treatment=Treatment.FRAMES.value, signal="chat-grid-agrees"),
]


def section(page: str, title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def row(text: str, start: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"| {start}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_rate_stands_with_its_interval_and_its_counts() -> None:
    """Clopper-Pearson of 1 in 20, as tabled: 0.13 % to 24.87 %."""
    results = [hit(Track.HONEST), *(result(Track.HONEST) for _ in range(19))]
    assert rate(results, lambda r: r.is_linked) == "5.0% (0.1%–24.9%, 1/20)"


def test_a_rate_of_nothing_is_a_dash() -> None:
    assert rate([], lambda r: r.is_linked) == "–"


def test_no_false_alarm_still_has_an_upper_bound() -> None:
    assert rate([result(Track.HONEST)] * 425, lambda r: r.is_linked) == "0.0% (0.0%–0.9%, 0/425)"


@pytest.mark.parametrize(("is_quick", "words"), [(True, "a quick sample"), (False, "the whole track")])
def test_the_head_says_version_and_extent(words: str, *, is_quick: bool) -> None:
    head = write_page(WHOLE, is_quick=is_quick, corpus="c" * 64).split("## ")[0]
    assert f"Version {__version__}, {words}" in head
    assert f"{len(WHOLE)} trials" in head


def test_promises_stand_beside_what_was_measured() -> None:
    goals = section(write_page(WHOLE, is_quick=False, corpus="c" * 64), "Promised and measured")
    forged = [r for r in WHOLE if r.track in FORGED_TRACKS]
    assert row(goals, "tied to its source, all")[2] == rate(forged, lambda r: r.is_linked)
    assert row(goals, "tied to its source, chat-70")[1:] == ["≥ 99 %", "75.0% (19.4%–99.4%, 3/4)"]
    assert row(goals, "tied to its source after whole-frame")[2].endswith("1/1)")
    assert row(goals, "false links on honest pairs")[2].endswith("0/31)")
    assert row(goals, "median IoU")[2] == "0.60 (n = 12)"
    assert row(goals, "median pixel F1")[2] == "0.75 (n = 3)"
    assert row(goals, "CPU seconds")[2].startswith("0.25 ")


def test_every_channel_of_both_kinds_of_forgery_has_its_row() -> None:
    forgeries = section(write_page(WHOLE, is_quick=False, corpus="c" * 64), "Forgeries")
    for track, channel in product((Track.REAL_EDIT, Track.PAINTED), Channel):
        assert f"| {track.value} | {channel.value} |" in forgeries
    assert row(forgeries, "painted damage | chat-70")[-1].endswith("1/3)")


def test_a_painted_trial_without_a_mark_counts_as_nothing_found() -> None:
    missed = [result(Track.PAINTED, treatment="crack"), result(Track.PAINTED, treatment="crack"), WHOLE[5]]
    place = section(write_page(missed, is_quick=False, corpus="c" * 64), "Where the damage is")
    assert row(place, "painted damage: crack")[1:3] == ["0.00 (n = 3)", "0.00 (n = 3)"]


def test_honest_pairs_stand_apart_by_kind() -> None:
    honest = section(write_page(WHOLE, is_quick=False, corpus="c" * 64), "Honest pairs")
    assert row(honest, "second-view, original")[-1].endswith("20/20)")
    assert row(honest, "rendered: rendered flat prints, artwork")[-1].endswith("10/10)")
    assert row(honest, "two frames of a clip")[3].endswith("1/1)")


def test_copies_that_nobody_forged_have_rows_of_their_own() -> None:
    copies = section(write_page(WHOLE, is_quick=False, corpus="c" * 64), "Copies that nobody forged")
    assert row(copies, "filter")[1].endswith("1/1)")
    assert row(copies, "unchanged, chat-70")[2].endswith("0/1)")


@pytest.mark.parametrize("track", Track)
def test_a_run_without_a_track_has_a_page(track: Track) -> None:
    page = write_page([r for r in WHOLE if r.track != track.value], is_quick=True, corpus="c" * 64)
    assert "nan" not in page.lower()
    assert len(re.findall("^## ", page, re.MULTILINE)) == 8


def test_even_a_run_without_results_has_a_page() -> None:
    page = write_page([], is_quick=True, corpus="c" * 64)
    assert row(section(page, "Promised and measured"), "honest pairs called forged")[2] == "–"
    assert "Nothing was examined" in page


@pytest.mark.parametrize("results", [WHOLE, []], ids=["whole", "empty"])
def test_tables_are_as_wide_as_their_heads(results: list[Result]) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", write_page(results, is_quick=False, corpus="c" * 64), re.MULTILINE):
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_the_page_says_how_it_is_made() -> None:
    head = write_page(WHOLE, is_quick=False, corpus="0123456789abcdef").split("## ")[0]
    assert "`make benchmark CORPUS=DIR WEIGHTS=DIR`" in head
    assert "`make benchmark-blind`" in head
    assert "SHA-256 of 0123456789ab…" in head


def test_every_failure_is_named_with_its_sheet() -> None:
    """A forgery that is called forged is none, and an honest pair that is called forged is one."""
    failed = [result(Track.PAINTED)] * 13 + [hit(Track.PAINTED), hit(Track.HONEST)]
    told = section(write_page(failed, is_quick=False, corpus="c" * 64), "Failures as pictures")
    assert ": 14." in told
    assert "| `failures-01.jpg` | painted damage (12) |" in told
    assert "| `failures-02.jpg` | painted damage (1); honest pairs (1) |" in told


def test_a_promise_of_one_in_a_thousand_has_the_digits_to_be_checked() -> None:
    assert rate([result(Track.HONEST)] * 3724, lambda r: r.is_linked, places=2) == "0.00% (0.00%–0.10%, 0/3724)"
