"""Recipes are complete and in order; cooking them gives the same bytes every time, with the mask where the paint is."""

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fairclaim.benchmark.trials import LONG_SIDE_PX, Channel, Recipe, Track, cook, load, recipes, send
from unit.benchmark.tiny_corpus import Pixels, picture


def painted(tiny: Path, channel: Channel, *, forgery: str = "stain", remade: bool = False) -> Recipe:
    photo = tiny / "products/motorcycle/00.jpg"
    return Recipe(
        track=Track.PAINTED,
        name="motorcycle/00",
        claim=photo,
        reference=photo,
        channel=channel,
        forgery=forgery,
        remade=remade,
    )


def shown(data: bytes) -> Pixels:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


def test_every_track_has_its_recipes(tiny: Path) -> None:
    count = Counter(recipe.track for recipe in recipes(tiny))
    photos = 3  # products, listing in hand, print
    assert count == {
        Track.REAL_EDIT: len(Channel),
        Track.PAINTED: photos * 4 * len(Channel),
        Track.COPY: photos * (len(Channel) - 1),
        Track.HONEST: 2 * (2 + 1 + 1),
        Track.LOOK_ALIKE: 40 * 2,
    }


def test_recipes_come_in_a_fixed_order_and_have_names_of_their_own(tiny: Path) -> None:
    first, second = list(recipes(tiny)), list(recipes(tiny))
    assert first == second
    assert len({(r.track, r.name, r.forgery, r.channel) for r in first}) == len(first)


def test_an_empty_corpus_has_none(tmp_path: Path) -> None:
    assert list(recipes(tmp_path)) == []


def test_artwork_without_any_photo_to_lie_on_has_none(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "prints/lone").mkdir(parents=True)
    for name in ("photo.jpg", "reference.jpg"):
        picture_of_a_print = shown((tiny / "prints/rocket/reference.jpg").read_bytes())[:250]
        Image.fromarray(picture_of_a_print).save(tmp_path / "prints/lone" / name)
    assert {recipe.track for recipe in recipes(tmp_path)} == {Track.HONEST}


@pytest.mark.parametrize("track", Track)
def test_the_same_recipe_gives_the_same_bytes(tiny: Path, track: Track) -> None:
    recipe = next(recipe for recipe in recipes(tiny) if recipe.track is track)
    once, again = cook(recipe), cook(recipe)
    assert (once.claim, once.reference) == (again.claim, again.reference)
    assert once.recipe is recipe
    assert (once.mask is None) == (again.mask is None) == (track is not Track.PAINTED)


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


@pytest.mark.parametrize("forgery", ["crack", "stain", "mould", "tear"])
def test_every_damage_changes_the_photo(tiny: Path, forgery: str) -> None:
    trial = cook(painted(tiny, Channel.ORIGINAL, forgery=forgery))
    assert trial.mask is not None
    assert trial.mask.any()
    assert trial.claim != trial.reference


def test_an_unchanged_copy_has_no_mask(tiny: Path) -> None:
    recipe = painted(tiny, Channel.CHAT, forgery="")
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
