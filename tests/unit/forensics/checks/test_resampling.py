"""An enlarged piece asks for a look where a threshold is promised; a photo resized as a whole stays unharmed."""

from pathlib import Path

import numpy as np
import pytest

from fairclaim.forensics.case import Case
from fairclaim.forensics.checks.resampling import CHECK
from unit.forensics.material import Pixels, decoded, photo, resized, sealed
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


def pasted() -> Pixels:
    """Return a scene with an enlarged piece of itself set in."""
    pixels = scene().copy()
    pixels[100:340, 200:440] = resized(sealed(pixels[40:300, 20:280]), 1.45)[:240, :240]
    return sealed(pixels)


def test_an_enlarged_piece_asks_for_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    reading = only(CHECK, saved(pasted(), quality=98))
    assert reading.signal == "inconsistent"
    assert reading.score is not None
    assert reading.score > THRESHOLD
    (box,) = reading.regions
    assert_map_of(reading, pasted(), box=box)


@pytest.mark.parametrize("scale", [0.6, 0.75, 1.0, 1.3])
def test_a_whole_photo_of_any_scale_does_not(monkeypatch: pytest.MonkeyPatch, scale: float) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    reading = only(CHECK, saved(resized(scene(), scale), quality=98))
    assert reading.signal == "consistent"
    assert reading.map is None


@pytest.mark.parametrize("quality", [85, 95])
def test_the_grid_of_a_jpeg_is_no_trace(monkeypatch: pytest.MonkeyPatch, quality: int) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    assert only(CHECK, saved(scene(), quality=quality)).signal == "consistent"


@pytest.mark.parametrize("quality", [40, 70, 84])
def test_a_compressed_photo_is_not_judged(monkeypatch: pytest.MonkeyPatch, quality: int) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    reading = only(CHECK, saved(pasted(), quality=quality))
    assert reading.signal == "not-applicable"
    assert reading.score is None


def test_without_a_promise_it_only_reports_its_score(monkeypatch: pytest.MonkeyPatch) -> None:
    promise_nothing(monkeypatch)
    reading = only(CHECK, saved(pasted(), quality=98))
    assert reading.signal == "not-calibrated"
    assert reading.score is not None
    assert reading.score > THRESHOLD
    assert reading.map is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (255, 900), (256, 256), (400, 300)])
def test_odd_pictures_are_answered(shape: tuple[int, int]) -> None:
    assert only(CHECK, saved(np.full((*shape, 3), 90, np.uint8), quality=98)).signal == "not-applicable"


def test_every_claim_photo_gets_one_reading() -> None:
    photos = (photo(scene(), number=1), photo(pasted(), number=2))
    assert [reading.exhibits for reading in CHECK.read(Case(photos=photos))] == [("claim-1",), ("claim-2",)]


def test_it_can_only_ask_for_a_look() -> None:
    assert silent_signals_weigh_nothing(CHECK)


@pytest.mark.corpus
def test_genuine_damage_scores_like_any_photo(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    promise(monkeypatch, CHECK.name, 8.0)
    files = [*sorted(corpus.glob("damage/cars/*.jpg"))[::3], *sorted(corpus.glob("clothes/*.jpg"))[::12]]
    signals = [only(CHECK, saved(decoded(file.read_bytes()), quality=98)).signal for file in files]
    assert len(signals) > 15
    assert signals.count("inconsistent") <= 1


def test_what_is_no_jpeg_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    promise(monkeypatch, CHECK.name, THRESHOLD)
    reading = only(CHECK, alone(scene()))
    assert reading.signal == "not-applicable"
    assert reading.score is None
