"""A check that reads the file is exposed; an honest one is left in peace."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from fairclaim.benchmark.blind_recipe import FORMATS
from fairclaim.benchmark.blind_recipes import format_recipes
from fairclaim.benchmark.blind_track import run_blind_trial
from fairclaim.benchmark.channels import Pixels
from fairclaim.benchmark.corpus_photos import decoded
from fairclaim.benchmark.shortcuts import LIMIT, SWAPS, format_shortcut, swaps_of
from fairclaim.forensics.thresholds import Thresholds
from unit.benchmark.blind_results import KEY, WEIGHING, formats
from unit.benchmark.stand_in_check import CHEAT


def photos(*, are_forged: bool, count: int = 12) -> list[Pixels]:
    """Scenes of blurred noise; a forged one has a dark patch."""
    made = []
    for number in range(count):
        random = np.random.default_rng((number, are_forged))
        scene = cv2.GaussianBlur(random.uniform(0, 255, (160, 200, 3)), (0, 0), 6)
        scene = np.clip((scene - scene.mean()) * 6 + 140, 60, 255)
        if are_forged:
            scene[40:90, 60:120] = 20
        made.append(scene.astype(np.uint8))
    return made


GENUINE, FORGED = photos(are_forged=False), photos(are_forged=True)


def darkness(data: bytes) -> float:
    """Honest: how dark the darkest part of the picture is."""
    small = cv2.resize(decoded(data), (40, 32), interpolation=cv2.INTER_AREA)
    return -float(small.astype(float).mean(axis=2).min().round(-1))


def test_an_honest_check_does_not_move() -> None:
    found = format_shortcut(darkness, genuine=GENUINE, forged=FORGED)
    assert [one.name for one in found] == [name for name, *_ in SWAPS]
    assert all(one.first == one.second == 1.0 for one in found)
    assert all(one.is_blind and one.moved is not None and one.moved < LIMIT for one in found)


def is_png(data: bytes) -> float:
    return float(data.startswith(b"\x89PNG"))


def fineness(data: bytes) -> float:
    return -float(len(data))


def width(data: bytes) -> float:
    return -float(decoded(data).shape[1])


@pytest.mark.parametrize(("cheat", "place"), [(is_png, 0), (fineness, 1), (width, 2)])
def test_a_check_that_reads_the_file_is_exposed(cheat: object, place: int) -> None:
    swap = format_shortcut(cheat, genuine=GENUINE, forged=FORGED)[place]  # type: ignore[arg-type]
    assert not swap.is_blind
    assert swap.moved is not None
    assert swap.moved > 0.9


def test_a_check_that_abstains_is_not_blamed() -> None:
    found = format_shortcut(lambda _: None, genuine=GENUINE[:2], forged=FORGED[:2])
    assert all(one.is_blind and one.first is None and (one.genuine, one.forged) == (0, 0) for one in found)


def test_only_photos_answered_in_both_forms_count() -> None:
    found = format_shortcut(lambda data: None if is_png(data) else darkness(data), genuine=GENUINE, forged=FORGED)
    assert [one.genuine for one in found] == [0, 12, 12]


def test_results_of_a_run_are_swapped_alike() -> None:
    assert all(one.is_blind for one in swaps_of(formats(), KEY))
    cheating = swaps_of(formats(cheats=True), KEY)
    assert not any(one.is_blind for one in cheating)
    assert cheating[0].to_record()["moved"] == cheating[0].moved
    assert len(FORMATS) == 4


def test_a_check_of_the_catalogues_kind_that_cheats_is_exposed_by_a_run(tiny: Path) -> None:
    results = [run_blind_trial(one, checks=(CHEAT,)) for one in format_recipes(tiny)]
    assert results
    container, quality, size = swaps_of(results, CHEAT.name)
    assert all(one.moved is not None and one.moved > 0.4 for one in (container, quality, size))


def test_photos_are_drawn_with_their_forgeries_for_the_interval() -> None:
    honest, cheating = (swaps_of(formats(cheats=cheats), KEY)[0] for cheats in (False, True))
    assert honest.between is not None
    assert cheating.between is not None
    assert honest.between.low == honest.between.high == 0
    assert cheating.between.low > 0.5


def test_only_promised_qualities_are_spoken_of() -> None:
    fine = swaps_of(formats(), KEY, thresholds=WEIGHING.thresholds)
    none = swaps_of(formats(), KEY, thresholds=Thresholds(by_check={}, share=0.002, on="nothing"))
    assert [one.spoken for one in fine] == [one.genuine for one in fine]
    assert {one.spoken for one in none} == {0}
    assert {one.spoken for one in swaps_of(formats(), KEY)} == {None}
