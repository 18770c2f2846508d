"""A recipe's randomness is its own; a forgery's is shared by its channels."""

from dataclasses import replace
from pathlib import Path

from fairclaim.benchmark.recipe import (
    COPY_TRACKS,
    FORGED_TRACKS,
    HONEST_TRACKS,
    MASKED_TRACKS,
    Channel,
    Recipe,
    Track,
    Treatment,
)

RECIPE = Recipe(
    track=Track.PAINTED,
    name="mug/00",
    claim=Path("00.jpg"),
    reference=Path("00.jpg"),
    channel=Channel.CHAT,
    treatment=Treatment.CRACK,
)


def test_every_track_is_either_forged_or_a_copy_or_honest() -> None:
    assert sorted((*FORGED_TRACKS, *COPY_TRACKS, *HONEST_TRACKS)) == sorted(Track)
    assert set(MASKED_TRACKS) == set(FORGED_TRACKS) - {Track.REAL_EDIT}


def test_the_same_recipe_has_the_same_randomness_and_another_has_another() -> None:
    assert RECIPE.generator().random() == RECIPE.generator().random()
    assert RECIPE.generator().random() != replace(RECIPE, name="mug/01").generator().random()


def test_channels_share_a_forgery_and_not_what_happens_after() -> None:
    other = replace(RECIPE, channel=Channel.TWICE)
    assert RECIPE.generator_of_forgery().random() == other.generator_of_forgery().random()
    assert RECIPE.generator().random() != other.generator().random()
