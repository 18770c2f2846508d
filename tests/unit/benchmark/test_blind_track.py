"""Trials are read as any claim photo is, and what came out is kept."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from fairclaim.benchmark.blind_recipe import BlindRecipe, Kind, Way
from fairclaim.benchmark.blind_track import NO_ANSWER, BlindResult, run_blind, run_blind_trial
from fairclaim.benchmark.recipe import Treatment
from fairclaim.forensics.quality import Quality
from unit.benchmark.stand_in_check import BOTH, NOISE

CHECKS = (NOISE, BOTH)


@pytest.fixture
def recipe(tiny: Path) -> BlindRecipe:
    return BlindRecipe(
        kind=Kind.PASTED,
        source="stain",
        subject="products/motorcycle",
        photo=tiny / "products/motorcycle/00.jpg",
        name="products/motorcycle/00.jpg",
        way=Way.ORIGINAL,
        treatment=Treatment.STAIN,
    )


def without_time(result: BlindResult) -> BlindResult:
    return replace(result, spent=())


def test_results_come_in_order_and_are_the_same_in_any_process(recipe: BlindRecipe, tmp_path: Path) -> None:
    recipes = [recipe, recipe.through(Way.SCREENSHOT), recipe.through(Way.UNTOUCHED)]
    results = list(run_blind(recipes, checks=CHECKS, workers=1, export=tmp_path))
    assert [one.way for one in results] == [one.way for one in recipes]
    assert [one.quality for one in results] == [Quality.SMALL, Quality.LOSSLESS, Quality.SMALL]
    assert without_time(results[0]) == without_time(run_blind_trial(recipe, checks=CHECKS))
    assert {path.name for path in tmp_path.iterdir()} == {one.file for one in recipes}


def test_each_question_has_its_score_and_each_check_its_cost(recipe: BlindRecipe) -> None:
    result = run_blind_trial(recipe, checks=CHECKS)
    assert [one.key for one in result.scores] == ["noise-level", "regenerated/frame", "regenerated/region"]
    assert result.score("regenerated/frame") == -(result.score("regenerated/region") or 0)
    assert result.score("copy-move") is None
    assert [one.check for one in result.spent] == ["noise-level", "regenerated"]
    assert all(0 <= one.seconds < 60 for one in result.spent)
    assert all(one.peak_mb is None or one.peak_mb > 10 for one in result.spent)


def test_marks_are_compared_with_the_changed_pixels(recipe: BlindRecipe) -> None:
    noise, frame, _ = run_blind_trial(recipe, checks=CHECKS).scores
    assert noise.iou is not None
    assert noise.f1 is not None
    assert 0 <= noise.iou <= noise.f1 <= 1
    assert (frame.iou, frame.f1) == (0.0, 0.0)  # it marks nothing
    genuine = run_blind_trial(replace(recipe, kind=Kind.GENUINE, treatment=Treatment.NOTHING), checks=CHECKS)
    assert genuine.scores[0].iou is None


def test_what_cannot_be_read_gives_no_answer(recipe: BlindRecipe, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    broken = replace(recipe, photo=tmp_path / "broken.jpg", way=Way.UNTOUCHED)
    result = run_blind_trial(broken, checks=CHECKS)
    assert {one.signal for one in result.scores} == {NO_ANSWER}
    assert [one.score for one in result.scores] == [None] * 3
    assert result.spent == ()


def test_a_record_is_plain_json(recipe: BlindRecipe) -> None:
    record = json.loads(json.dumps(run_blind_trial(recipe, checks=CHECKS).to_record()))
    assert record["kind"] == "pasted-back"
    assert record["scores"][0]["key"] == "noise-level"


def test_only_the_named_checks_are_asked(recipe: BlindRecipe) -> None:
    result = run_blind_trial(replace(recipe, asks=frozenset({NOISE.name})), checks=CHECKS)
    assert [one.check for one in result.spent] == [NOISE.name]
    assert result.score("regenerated/frame") is None
