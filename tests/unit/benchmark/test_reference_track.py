"""Trials go through the examination as claims do, and what came out is kept."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fairclaim.benchmark.recipe import FORGED_TRACKS, MASKED_TRACKS, Channel, Recipe, Track, Treatment
from fairclaim.benchmark.recipes import recipes
from fairclaim.benchmark.reference_track import ABSTAINED, LINKED, Result, marked_pixels, run_trial, run_trials
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.domain.finding import Finding, GreyMap, Measured, Outcome
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.imaging.encode import to_png_grey

NOBODY = Bilingual("无", "none")


def chosen(tiny: Path) -> list[Recipe]:
    """One recipe of every track, and one whose claim cannot be read."""
    every = list(recipes(tiny))
    tracks = [track for track in Track if track is not Track.REGENERATED]
    first = [next(recipe for recipe in every if recipe.track is track) for track in tracks]
    stained = next(r for r in every if r.treatment is Treatment.STAIN and not r.remade)
    return [*first, stained]


@pytest.fixture(scope="module")
def results(tiny: Path) -> list[Result]:
    return list(run_trials(chosen(tiny), workers=1))


def test_results_come_in_the_order_of_the_recipes(tiny: Path, results: list[Result]) -> None:
    asked = [(r.track.value, r.name, r.channel.value, r.treatment.value) for r in chosen(tiny)]
    assert [(r.track, r.name, r.channel, r.treatment) for r in results] == asked


def test_edits_and_copies_are_tied_to_their_source_and_honest_pairs_are_not(results: list[Result]) -> None:
    tied = {*FORGED_TRACKS, Track.COPY, Track.DRESSED}
    assert [result.is_linked for result in results] == [result.track in tied for result in results]


def test_only_a_change_is_called_forged(results: list[Result]) -> None:
    assert {r.track for r in results if r.is_called_forged} <= set(FORGED_TRACKS)
    assert results[0].is_called_forged
    assert results[-1].is_called_forged


def test_a_painted_stain_is_localised_and_what_has_no_mask_is_not(results: list[Result]) -> None:
    assert results[-1].iou is not None
    assert results[-1].f1 is not None
    assert 0.2 < results[-1].iou < results[-1].f1 <= 1
    assert all((r.iou, r.f1) == (None, None) for r in results if r.track not in MASKED_TRACKS)


def test_time_is_counted(results: list[Result]) -> None:
    assert all(0 < result.seconds < 60 for result in results)


def test_a_record_is_plain_json(results: list[Result]) -> None:
    for result in results:
        assert Result(**json.loads(json.dumps(result.to_record()))) == result


def test_the_same_trial_gives_the_same_answer_here(tiny: Path, results: list[Result]) -> None:
    again = run_trial(chosen(tiny)[0])
    assert replace(again, seconds=0.0) == replace(results[0], seconds=0.0)


def test_a_file_that_cannot_be_read_gives_no_answer(tiny: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes((tiny / "products/motorcycle/00.jpg").read_bytes()[:200])
    recipe = Recipe(
        track=Track.HONEST,
        name="second-view/broken",
        claim=broken,
        reference=tiny / "products/motorcycle/00.jpg",
        channel=Channel.ORIGINAL,
    )
    result = run_trial(recipe)
    assert result.signal == "no-answer"
    assert result.signal in ABSTAINED
    assert not result.is_linked


def test_every_signal_that_is_counted_exists() -> None:
    check = next(check for check in CATALOGUE if check.name == "derived-from-reference")
    assert (LINKED | ABSTAINED) - {"no-answer"} <= {signal.name for signal in check.signals}


def finding(grey: np.ndarray[tuple[int, int], np.dtype[np.uint8]] | None, *regions: Box) -> Finding:
    made = None if grey is None else GreyMap(png=to_png_grey(grey), height=grey.shape[0], width=grey.shape[1])
    return Finding(
        check="derived-from-reference",
        signal="same-exposure-changed",
        exhibits=(ExhibitId("claim-1"),),
        outcome=Outcome.PASS,
        grade=None,
        log_odds=0.0,
        reason=NOBODY,
        innocent=NOBODY,
        measured=Measured(0.0, 0.0, "nothing"),
        regions=regions,
        map=made,
    )


def test_a_pixel_is_marked_where_the_map_speaks_inside_a_region() -> None:
    grey = np.zeros((6, 8), np.uint8)
    grey[1:3, 1:4], grey[4, 6], grey[2, 4] = 200, 200, 31
    marked = marked_pixels(finding(grey, Box(0, 0, 4, 6)))
    assert np.argwhere(marked).tolist() == [[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3]]


def test_a_finding_without_a_map_or_a_region_marks_nothing() -> None:
    assert not marked_pixels(finding(None)).any()
    assert not marked_pixels(finding(np.full((4, 4), 255, np.uint8))).any()
