"""Recipes are complete and in order; cooking them gives the same bytes every time, with the mask where the paint is."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fairclaim.benchmark.recipe import MASKED_TRACKS, Channel, Recipe, Track, Treatment
from fairclaim.benchmark.recipes import recipes
from fairclaim.benchmark.trials import LONG_SIDE_PX, cook, load, send
from unit.benchmark.tiny_autoencoder import write_autoencoder
from unit.benchmark.tiny_corpus import Pixels, picture


def painted(tiny: Path, channel: Channel, *, treatment: Treatment = Treatment.STAIN, remade: bool = False) -> Recipe:
    photo = tiny / "products/motorcycle/00.jpg"
    return Recipe(
        track=Track.PAINTED,
        name="motorcycle/00",
        claim=photo,
        reference=photo,
        channel=channel,
        treatment=treatment,
        remade=remade,
    )


def shown(data: bytes) -> Pixels:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


@pytest.mark.parametrize("treatment", Treatment)
def test_the_same_recipe_gives_the_same_bytes(tiny: Path, tmp_path: Path, treatment: Treatment) -> None:
    autoencoder = write_autoencoder(tmp_path / "generator.onnx")
    recipe = next(recipe for recipe in recipes(tiny, autoencoder=autoencoder) if recipe.treatment is treatment)
    once, again = cook(recipe), cook(recipe)
    assert (once.claim, once.reference) == (again.claim, again.reference)
    assert once.recipe is recipe
    assert (once.mask is None) == (again.mask is None) == (recipe.track not in MASKED_TRACKS)


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("remade", [False, True])
def test_a_mask_lies_on_the_claims_grid(tiny: Path, channel: Channel, *, remade: bool) -> None:
    trial = cook(painted(tiny, channel, remade=remade))
    assert trial.mask is not None
    assert trial.mask.shape == shown(trial.claim).shape[:2]
    assert 0.0005 < trial.mask.mean() < 0.25


@pytest.mark.parametrize("channel", [Channel.ORIGINAL, Channel.RESIZED, Channel.SCREENSHOT])
def test_the_mask_covers_what_differs_from_the_good_photo(tiny: Path, channel: Channel) -> None:
    recipe = painted(tiny, channel)
    trial = cook(recipe)
    good = shown(send(load(recipe.reference), channel).data)
    change = np.abs(shown(trial.claim).astype(int) - good).max(axis=2)
    assert trial.mask is not None
    assert change[trial.mask].mean() > 5 * change[~trial.mask].mean()


@pytest.mark.parametrize("track", MASKED_TRACKS)
def test_every_forgery_changes_the_photo(tiny: Path, tmp_path: Path, track: Track) -> None:
    autoencoder = write_autoencoder(tmp_path / "generator.onnx")
    of_track = {r.treatment: r for r in recipes(tiny, autoencoder=autoencoder) if r.track is track}
    for recipe in of_track.values():
        trial = cook(recipe)
        assert trial.mask is not None
        assert trial.mask.any()
        assert trial.mask.shape == shown(trial.claim).shape[:2]
        assert trial.claim != trial.reference


def test_a_forgery_without_what_it_needs_is_an_error(tiny: Path) -> None:
    for treatment in (Treatment.REAL_CRACK, Treatment.FRAME, Treatment.CAPTION):
        with pytest.raises(ValueError, match=r"autoencoder|donor"):
            cook(painted(tiny, Channel.ORIGINAL, treatment=treatment))


def test_two_frames_of_a_clip_follow_each_other(tiny: Path) -> None:
    recipe = next(r for r in recipes(tiny) if r.frames == (7, 3) and r.channel is Channel.ORIGINAL)
    trial = cook(recipe)
    claim, reference = shown(trial.claim).astype(int), shown(trial.reference).astype(int)
    assert np.abs(claim[:, :-4] - reference[:, 4:]).mean() < 0.6 * np.abs(claim - reference).mean()


def test_a_clip_that_is_too_short_is_an_error(tiny: Path) -> None:
    recipe = next(r for r in recipes(tiny) if r.frames is not None)
    with pytest.raises(ValueError, match="no frame 999"):
        cook(replace(recipe, frames=(999, 0)))


def test_an_unchanged_copy_has_no_mask(tiny: Path) -> None:
    recipe = painted(tiny, Channel.CHAT, treatment=Treatment.NOTHING)
    assert cook(replace(recipe, track=Track.COPY)).mask is None


def test_files_as_they_are_stay_as_they_are(tiny: Path) -> None:
    recipe = next(recipe for recipe in recipes(tiny) if recipe.track is Track.REAL_EDIT)
    assert recipe.channel is Channel.ORIGINAL
    assert cook(recipe).claim == (tiny / "edits/coffee_stain/edited.jpg").read_bytes()
    assert cook(recipe).reference == (tiny / "edits/coffee_stain/original.jpg").read_bytes()
    assert cook(replace(recipe, channel=Channel.CHAT)).claim != recipe.claim.read_bytes()


def test_no_photo_is_larger_than_a_phone_app_sends(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.fromarray(np.tile(picture("coffee"), (6, 1, 1))).save(path)
    assert max(load(path).shape) == LONG_SIDE_PX


def test_a_grey_photo_is_loaded_as_colour(tmp_path: Path) -> None:
    path = tmp_path / "grey.png"
    Image.fromarray(picture("coffee")[..., 0]).save(path)
    assert load(path).shape == picture("coffee").shape


@pytest.mark.parametrize("channel", Channel)
def test_a_channel_says_where_the_photo_lies(channel: Channel) -> None:
    delivery = send(picture("coffee"), channel)
    assert shown(delivery.data).shape[:2] == (delivery.placement.height, delivery.placement.width)
