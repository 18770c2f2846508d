"""A rendered photo of a screen asks for a look where a threshold is promised; damage, tiles and cloth stay unharmed."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from fairclaim.benchmark.photograph_screen import photograph_screen
from fairclaim.forensics.case import Case
from fairclaim.forensics.checks.screen_recapture import CHECK
from unit.forensics.material import Pixels, decoded, photo
from unit.forensics.pixel_traces import (
    alone,
    assert_map_of,
    only,
    promise,
    promise_nothing,
    saved,
    scene,
    silent_signals_weigh_nothing,
)

THRESHOLD = 3.2


@cache
def recaptured() -> Pixels:
    return photograph_screen(scene(), np.random.default_rng(0), height=600, width=800, pitch=1.9)


@pytest.mark.parametrize("quality", [None, 95, 80])
def test_a_photo_of_a_screen_asks_for_a_look(monkeypatch: pytest.MonkeyPatch, quality: int | None) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    reading = only(CHECK, alone(recaptured()) if quality is None else saved(recaptured(), quality=quality))
    assert reading.signal == "regular-pattern"
    assert reading.score is not None
    assert reading.score > THRESHOLD
    assert_map_of(reading, recaptured())


@pytest.mark.parametrize("quality", [50, 75, 95])
def test_an_ordinary_photo_does_not(monkeypatch: pytest.MonkeyPatch, quality: int) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    reading = only(CHECK, saved(scene(), quality=quality))
    assert reading.signal == "no-regular-pattern"
    assert reading.map is None


def test_without_a_promise_it_only_reports_its_score(monkeypatch: pytest.MonkeyPatch) -> None:
    promise_nothing(monkeypatch)
    reading = only(CHECK, alone(recaptured()))
    assert reading.signal == "not-calibrated"
    assert reading.score is not None
    assert reading.score > THRESHOLD


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (255, 900)])
def test_small_pictures_are_not_judged(shape: tuple[int, int]) -> None:
    assert only(CHECK, alone(np.full((*shape, 3), 90, np.uint8))).signal == "not-applicable"


@pytest.mark.parametrize("shape", [(256, 256), (257, 1500)])
def test_plain_pictures_show_nothing(monkeypatch: pytest.MonkeyPatch, shape: tuple[int, int]) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    assert only(CHECK, alone(np.full((*shape, 3), 90, np.uint8))).signal == "no-regular-pattern"


def test_every_claim_photo_gets_one_reading() -> None:
    photos = (photo(scene(), number=1), photo(recaptured(), number=2))
    assert [reading.exhibits for reading in CHECK.read(Case(photos=photos))] == [("claim-1",), ("claim-2",)]


def test_it_can_only_ask_for_a_look() -> None:
    assert silent_signals_weigh_nothing(CHECK)


@pytest.mark.corpus
def test_damage_tiles_and_cloth_score_like_any_photo(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    promise(monkeypatch, CHECK.name, 5.0)
    files = [*sorted(corpus.glob("damage/cars/*.jpg"))[::3], *sorted(corpus.glob("clothes/*.jpg"))[::12]]
    files += [*sorted(corpus.glob("damage/tiles/*.jpg"))[::6], *sorted(corpus.glob("damage/cracks/*"))[::4]]
    signals = [only(CHECK, alone(decoded(file.read_bytes()))).signal for file in files]
    assert len(signals) > 25
    assert signals.count("regular-pattern") <= 1
