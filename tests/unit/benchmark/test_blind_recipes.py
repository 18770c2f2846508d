"""What is tried: both halves apart, twins for every forgery, enough genuine photos for a promise."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from fairclaim.benchmark.blind_photos import honest_photos
from fairclaim.benchmark.blind_recipe import (
    AGAIN,
    CHANNELS,
    FORMATS,
    FRAME_SIDE_PX,
    FULL_SIDE_PX,
    HONEST,
    OWN,
    BlindRecipe,
    Kind,
    Split,
    Way,
    split_of,
)
from fairclaim.benchmark.blind_recipes import (
    ASKS_AGAIN,
    FIT_AGAIN,
    FIT_GENUINE,
    FIT_UNLEARNED,
    cost_recipes,
    expected_quality,
    fit_recipes,
    format_recipes,
    held_out_recipes,
    photos_to_enlarge,
    quick_sample,
)
from fairclaim.benchmark.blind_track import run_blind_trial
from fairclaim.benchmark.channels import jpeg
from fairclaim.benchmark.learned import LEARNED_QUESTIONS, is_learned
from fairclaim.benchmark.photograph_screen import Panel
from fairclaim.forensics.quality import Quality
from unit.benchmark.stand_in_check import NOISE


def test_no_subject_is_on_both_sides(tiny: Path) -> None:
    generator = Path("generator.onnx")
    held_out, fit = held_out_recipes(tiny, autoencoder=generator), fit_recipes(tiny, autoencoder=generator)
    assert {one.split for one in fit} <= {Split.FIT}
    cooked = [one for one in held_out if one.kind in {*HONEST, *OWN}]
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


def test_large_photos_are_shown_on_every_screen_and_one_check_alone_is_asked(tiny: Path, tmp_path: Path) -> None:
    assert not any(one.kind is Kind.SCREEN for one in held_out_recipes(tiny, autoencoder=None))
    for number in range(8):
        path = tmp_path / f"products/thing{number}/00.jpg"
        path.parent.mkdir(parents=True)
        path.write_bytes(jpeg(np.full((720, 960, 3), 90, np.uint8), quality=90))
    recipes = held_out_recipes(tmp_path, autoencoder=None)
    screens = [one for one in recipes if one.kind is Kind.SCREEN]
    honest = {(one.name, one.way) for one in recipes if one.kind in HONEST and FULL_SIDE_PX in one.sizes}
    assert Counter(one.source for one in screens).keys() == set(Panel)
    assert {one.asks for one in screens} == {frozenset({"screen-recapture"})}
    assert {(one.name, one.way) for one in screens} <= honest
    assert Kind.SCREEN not in {one.kind for one in fit_recipes(tmp_path, autoencoder=None)}


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
    assert {one.kind for one in quick_sample(recipes)} == set(Kind) - {Kind.ENLARGED}
    assert twins_missing(quick_sample(recipes)) == []
    photos = {photo.name: photo for photo in honest_photos(corpus)}
    fit = [one for one in fit_recipes(corpus, autoencoder=None) if one.kind in HONEST and one.way is not Way.UNTOUCHED]
    counts = [
        Counter(expected_quality(one, photos[one.name.partition("#")[0]]) for one in fit if one.asks == asks)
        for asks in (frozenset(), ASKS_AGAIN, LEARNED_QUESTIONS)
    ]
    assert counts[0] == dict.fromkeys(Quality, FIT_GENUINE)
    assert counts[1] == dict.fromkeys(set(Quality) - {Quality.LOSSLESS}, FIT_AGAIN)
    assert counts[2] == FIT_UNLEARNED
    assert not any(is_learned(one.subject) for one in fit if one.asks == LEARNED_QUESTIONS)
    assert len({one.file for one in fit}) == len(fit)
    damaged = [one for one in recipes if one.kind is Kind.DAMAGED and one.way is Way.CHAT]
    assert len(damaged) > 100


def test_the_quality_is_foretold(tiny: Path) -> None:
    photos = {photo.name: photo for photo in honest_photos(tiny)}
    for recipe in held_out_recipes(tiny, autoencoder=None):
        if recipe.kind in HONEST and recipe.way in {*CHANNELS, *AGAIN}:
            found = run_blind_trial(recipe, checks=(NOISE,))
            assert expected_quality(recipe, photos[recipe.name.partition("#")[0]]) is found.quality


def test_untouched_files_are_learned_from_and_saved_again_ones_by_one_check(tiny: Path) -> None:
    fit = fit_recipes(tiny, autoencoder=None)
    assert Way.UNTOUCHED in {one.way for one in fit}
    assert {one.asks for one in fit if one.way in AGAIN} == {ASKS_AGAIN}
    assert {one.asks for one in fit if one.way not in AGAIN} <= {frozenset(), LEARNED_QUESTIONS}
    held_out = held_out_recipes(tiny, autoencoder=None)
    assert {one.asks for one in held_out if one.way not in AGAIN} == {frozenset()}


def test_enlarged_photos_stand_beside_their_own_twins(tiny: Path, tmp_path: Path) -> None:
    wanted = photos_to_enlarge(tiny)
    assert wanted
    for name in list(wanted)[:2]:
        (tmp_path / name).touch()
    recipes = held_out_recipes(tiny, autoencoder=None, enlarged=tmp_path)
    enlarged = [one for one in recipes if one.kind is Kind.ENLARGED]
    assert len(enlarged) == len(list(tmp_path.iterdir())) * len(CHANNELS) > 0
    honest = {(one.name, one.way, size) for one in recipes if one.kind in HONEST for size in one.sizes}
    assert all((one.name, one.way, FRAME_SIDE_PX) in honest for one in enlarged)
    assert not any(one.kind is Kind.ENLARGED for one in fit_recipes(tiny, autoencoder=None))
