"""Recipes are complete, in a fixed order, and name what they need."""

from collections import Counter
from pathlib import Path

from PIL import Image

from fairclaim.benchmark.recipe import FORGED_TRACKS, Channel, Track, Treatment
from fairclaim.benchmark.recipes import BOTH_WAYS, FRAME_STEPS, FRAMES, PAGES, PRINT_ROUNDS, THREE_WAYS, recipes
from fairclaim.domain.exhibit import Role
from unit.benchmark.tiny_autoencoder import write_autoencoder

PHOTOS = 3
"""Of the tiny corpus: products, listing in hand, print."""


def test_every_track_has_its_recipes(tiny: Path, tmp_path: Path) -> None:
    autoencoder = write_autoencoder(tmp_path / "generator.onnx")
    count = Counter(recipe.track for recipe in recipes(tiny, autoencoder=autoencoder))
    assert count == {
        Track.REAL_EDIT: len(Channel),
        Track.PAINTED: PHOTOS * (2 + 2 + 1 + 1),
        Track.BLENDED: PHOTOS * 2 * 2,
        Track.FILLED: PHOTOS * 2,
        Track.REGENERATED: 2 * 3 + PHOTOS,
        Track.COPY: PHOTOS * 2,
        Track.DRESSED: PHOTOS * 5,
        Track.HONEST: len(THREE_WAYS) * (2 + 1 + 1),
        Track.LOOK_ALIKE: PRINT_ROUNDS * 2 + PAGES,
        Track.RESHOT: PHOTOS * 2 * 2 + len(FRAME_STEPS) * len(BOTH_WAYS) * FRAMES // 2,
    }


def test_recipes_come_in_a_fixed_order_and_have_names_of_their_own(tiny: Path) -> None:
    first, second = list(recipes(tiny)), list(recipes(tiny))
    assert first == second
    assert len({(r.track, r.name, r.treatment, r.channel) for r in first}) == len(first)


def test_nothing_is_regenerated_without_a_generator(tiny: Path) -> None:
    assert Track.REGENERATED not in {recipe.track for recipe in recipes(tiny)}


def test_every_forgery_meets_every_channel_in_a_larger_corpus(tiny: Path, tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"products/thing-{number}").mkdir(parents=True)
        (tmp_path / f"products/thing-{number}/00.jpg").write_bytes((tiny / "products/motorcycle/00.jpg").read_bytes())
    met = {(r.treatment, r.channel) for r in recipes(tmp_path) if r.track is Track.PAINTED}
    assert len(met) == 4 * len(Channel)


def test_only_second_shots_come_as_chat_pictures(tiny: Path) -> None:
    assert {recipe.track for recipe in recipes(tiny) if recipe.role is Role.CHAT} == {Track.RESHOT}


def test_what_is_blended_in_has_a_donor(tiny: Path) -> None:
    blended = [recipe for recipe in recipes(tiny) if recipe.track is Track.BLENDED]
    assert {recipe.treatment for recipe in blended} == {Treatment.REAL_CRACK, Treatment.REAL_ROT}
    assert all(recipe.donor is not None and recipe.donor.is_file() for recipe in blended)


def test_a_corpus_without_donors_has_no_blends(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "products/thing").mkdir(parents=True)
    (tmp_path / "products/thing/00.jpg").write_bytes((tiny / "products/motorcycle/00.jpg").read_bytes())
    assert Track.BLENDED not in {recipe.track for recipe in recipes(tmp_path)}


def test_an_empty_corpus_has_none(tmp_path: Path) -> None:
    assert list(recipes(tmp_path)) == []


def test_artwork_without_any_photo_to_lie_on_has_none(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "prints/lone").mkdir(parents=True)
    for name in ("photo.jpg", "reference.jpg"):
        with Image.open(tiny / "prints/rocket/reference.jpg") as picture:
            picture.crop((0, 0, picture.width, 250)).save(tmp_path / "prints/lone" / name)
    assert {recipe.track for recipe in recipes(tmp_path)} == {Track.HONEST}


def test_forged_recipes_come_before_honest_ones(tiny: Path) -> None:
    is_forged = [recipe.track in FORGED_TRACKS for recipe in recipes(tiny)]
    assert is_forged == sorted(is_forged, reverse=True)
