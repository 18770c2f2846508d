"""What is tried: both halves apart, twins for every forgery, enough genuine photos for a promise."""

from collections import Counter
from pathlib import Path

import pytest

from fairclaim.benchmark.blind_photos import honest_photos
from fairclaim.benchmark.blind_recipe import (
    CHANNELS,
    FORMATS,
    FRAME_SIDE_PX,
    HONEST,
    OWN,
    BlindRecipe,
    Kind,
    Split,
    Way,
    split_of,
)
from fairclaim.benchmark.blind_recipes import (
    FIT_GENUINE,
    cost_recipes,
    expected_quality,
    fit_recipes,
    format_recipes,
    held_out_recipes,
    quick_sample,
)
from fairclaim.benchmark.blind_track import run_blind_trial
from fairclaim.forensics.quality import Quality
from unit.benchmark.stand_in_check import NOISE


def test_no_subject_is_on_both_sides(tiny: Path) -> None:
    generator = Path("generator.onnx")
    held_out, fit = held_out_recipes(tiny, autoencoder=generator), fit_recipes(tiny, autoencoder=generator)
    assert {one.split for one in fit} <= {Split.FIT}
    cooked = [one for one in held_out if one.way is not Way.UNTOUCHED and one.kind in {*HONEST, *OWN}]
    assert {one.split for one in cooked} <= {Split.HELD_OUT}
    assert not {one.subject for one in cooked} & {one.subject for one in fit}
    assert len({one.file for one in held_out}) == len(held_out)
    assert len({one.file for one in fit}) == len(fit)


def test_donors_of_real_damage_stay_on_their_side(tiny: Path) -> None:
    for recipe in (*held_out_recipes(tiny, autoencoder=None), *fit_recipes(tiny, autoencoder=None)):
        if recipe.donor is not None:
            donor = f"damage/{recipe.donor.parent.name}/{recipe.donor.stem}"
            assert split_of(donor) is recipe.split


def test_real_forgeries_are_never_learned_from(tiny: Path) -> None:
    assert {one.kind for one in fit_recipes(tiny, autoencoder=None)} <= {*HONEST, *OWN}
    assert Kind.REAL_EDIT in {one.kind for one in held_out_recipes(tiny, autoencoder=None)}


def test_without_a_generator_nothing_of_ours_is_redrawn(tiny: Path) -> None:
    every = [*held_out_recipes(tiny, autoencoder=None), *fit_recipes(tiny, autoencoder=None)]
    assert all(one.autoencoder is None and one.kind is not Kind.RERENDERED for one in every)


def twins_missing(recipes: list[BlindRecipe]) -> list[BlindRecipe]:
    honest = {(one.name, one.way, size) for one in recipes if one.kind in HONEST for size in one.sizes}
    return [one for one in recipes if one.kind in OWN and (one.name, one.way, one.side_px) not in honest]


def test_every_forgery_has_its_photo_unforged_in_the_same_channel(tiny: Path) -> None:
    recipes = held_out_recipes(tiny, autoencoder=Path("generator.onnx"))
    assert twins_missing(recipes) == []
    assert twins_missing(quick_sample(recipes)) == []


def test_a_window_is_no_twin_of_its_whole_photo(tiny: Path) -> None:
    recipes = fit_recipes(tiny, autoencoder=None)
    assert {one.take > 0 for one in recipes if "#" in one.name} <= {True}
    assert not any("#" in one.name for one in recipes if one.take == 0)


def test_formats_come_in_full_sets(tiny: Path) -> None:
    sets = Counter((one.name, one.kind) for one in format_recipes(tiny))
    assert set(sets.values()) <= {len(FORMATS)}
    assert {one.side_px for one in format_recipes(tiny)} <= {FRAME_SIDE_PX}


def test_cost_is_measured_on_genuine_photos_without_a_generator(tiny: Path) -> None:
    recipes = cost_recipes(tiny)
    assert recipes
    assert all(one.kind in HONEST and one.autoencoder is None for one in recipes)


@pytest.mark.corpus
def test_the_corpus_keeps_its_promises(corpus: Path) -> None:
    recipes = held_out_recipes(corpus, autoencoder=Path("generator.onnx"))
    assert twins_missing(recipes) == []
    assert {one.kind for one in quick_sample(recipes)} == set(Kind)
    assert twins_missing(quick_sample(recipes)) == []
    photos = {photo.name: photo for photo in honest_photos(corpus)}
    fit = [one for one in fit_recipes(corpus, autoencoder=None) if one.kind in HONEST]
    assert Counter(expected_quality(one, photos[one.name.partition("#")[0]]) for one in fit) == dict.fromkeys(
        Quality, FIT_GENUINE
    )
    damaged = [one for one in recipes if one.kind is Kind.DAMAGED and one.way is Way.CHAT]
    assert len(damaged) > 100


def test_the_quality_is_foretold(tiny: Path) -> None:
    photos = {photo.name: photo for photo in honest_photos(tiny)}
    for recipe in held_out_recipes(tiny, autoencoder=None):
        if recipe.kind in HONEST and recipe.way in CHANNELS:
            found = run_blind_trial(recipe, checks=(NOISE,))
            assert expected_quality(recipe, photos[recipe.name.partition("#")[0]]) is found.quality
