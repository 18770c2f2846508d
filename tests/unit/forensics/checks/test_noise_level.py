"""A place with other noise asks for a look where a threshold is promised; honest photos and compressed ones stay unharmed."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from fairclaim.forensics.case import Case
from fairclaim.forensics.checks.noise_level import CHECK
from unit.forensics.material import Pixels, decoded, photo, sealed
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

THRESHOLD = 5.0
PLACE = np.s_[160:320, 240:400]


def smoothed() -> Pixels:
    pixels = scene().copy()
    pixels[PLACE] = cv2.GaussianBlur(pixels[PLACE], (0, 0), 0.7)
    return sealed(pixels)


def test_a_smoothed_place_asks_for_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    reading = only(CHECK, saved(smoothed(), quality=98))
    assert reading.signal == "inconsistent"
    assert reading.score is not None
    assert reading.score > THRESHOLD
    (box,) = reading.regions
    assert_map_of(reading, smoothed(), box=box)


def test_an_even_photo_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    reading = only(CHECK, saved(scene(), quality=98))
    assert reading.signal == "consistent"
    assert reading.score is not None
    assert reading.map is None
    assert reading.regions == ()


@pytest.mark.parametrize("quality", [85, 90, 95])
def test_a_saved_photo_keeps_its_score(monkeypatch: pytest.MonkeyPatch, quality: int) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    assert only(CHECK, saved(scene(), quality=quality)).signal == "consistent"


@pytest.mark.parametrize("quality", [40, 70, 84])
def test_a_compressed_photo_is_not_judged(monkeypatch: pytest.MonkeyPatch, quality: int) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    reading = only(CHECK, saved(smoothed(), quality=quality))
    assert reading.signal == "not-applicable"
    assert reading.score is None


def test_without_a_promise_it_only_reports_its_score(monkeypatch: pytest.MonkeyPatch) -> None:
    promise_nothing(monkeypatch)
    reading = only(CHECK, saved(smoothed(), quality=98))
    assert reading.signal == "not-calibrated"
    assert reading.score is not None
    assert reading.score > THRESHOLD
    assert reading.map is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (127, 900), (200, 200), (130, 2000)])
def test_odd_pictures_are_answered(shape: tuple[int, int]) -> None:
    assert only(CHECK, saved(np.full((*shape, 3), 90, np.uint8), quality=98)).signal == "not-applicable"


def test_every_claim_photo_gets_one_reading() -> None:
    photos = (photo(scene(), number=1), photo(smoothed(), number=2))
    assert [reading.exhibits for reading in CHECK.read(Case(photos=photos))] == [("claim-1",), ("claim-2",)]


def test_it_can_only_ask_for_a_look() -> None:
    assert silent_signals_weigh_nothing(CHECK)


@pytest.mark.corpus
def test_genuine_damage_scores_like_any_photo(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    promise(monkeypatch, CHECK.name, 12.0)
    files = [*sorted(corpus.glob("damage/cars/*.jpg"))[::3], *sorted(corpus.glob("clothes/*.jpg"))[::12]]
    signals = [only(CHECK, saved(decoded(file.read_bytes()), quality=98)).signal for file in files]
    assert len(signals) > 15
    assert signals.count("inconsistent") <= 1


def test_what_is_no_jpeg_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    reading = only(CHECK, alone(scene()))
    assert reading.signal == "not-applicable"
    assert reading.score is None
