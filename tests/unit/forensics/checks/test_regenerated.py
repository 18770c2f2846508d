"""A lattice over the whole picture and one in a part of it are told apart; without a promise nothing is claimed."""

from dataclasses import replace

import numpy as np
import pytest

from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics import trace_signal
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks.regenerated import CHECK, FRAME, MOST_SIDE_PX, REGION
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import Thresholds
from fairclaim.imaging.metadata import JpegCoding, Metadata
from unit.forensics.material import Pixels, photo, picture, sealed
from unit.forensics.test_decoder_lattice import grown

PROMISED = Thresholds(
    by_check={FRAME: {Quality.LOSSLESS: 4.0, Quality.FINE: 4.0}, REGION: {Quality.LOSSLESS: 1.5}},
    share=0.002,
    on="a test",
)


@pytest.fixture
def promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace_signal, "thresholds", lambda: PROMISED)


def scene() -> Pixels:
    return picture("coffee", height=512)


def partly_grown() -> Pixels:
    pixels = np.array(scene())
    pixels[160:416, 352:608] = grown(scene(), height=6)[160:416, 352:608]
    return sealed(pixels)


def read(pixels: Pixels, *, quality: int | None = None) -> tuple[Reading, ...]:
    shown = photo(pixels)
    if quality is not None:
        coding = JpegCoding({}, quality=quality, is_standard=True, subsampling="4:2:0", is_progressive=False)
        shown = replace(shown, metadata=Metadata(jpeg=coding))
    return tuple(CHECK.read(Case(photos=(shown,))))


@pytest.mark.usefixtures("promised")
def test_a_whole_frame_with_a_lattice_asks_for_a_look() -> None:
    frame, region = read(grown(scene()))
    assert frame.signal == "re-rendered"
    assert frame.score is not None
    assert frame.score > 4
    assert region.signal == "no-sign"


@pytest.mark.usefixtures("promised")
def test_a_region_with_a_lattice_is_boxed_and_mapped() -> None:
    _, region = read(partly_grown())
    assert region.signal == "region-regenerated"
    assert region.map is not None
    assert (region.map.height, region.map.width) == scene().shape[:2]
    [box] = region.regions
    assert box.row1 <= scene().shape[0]
    assert box.col0 >= 192


@pytest.mark.usefixtures("promised")
def test_a_photo_shows_no_sign_and_that_is_no_pass() -> None:
    readings = read(scene())
    assert [reading.signal for reading in readings] == ["no-sign", "no-sign"]
    assert all(reading.score is not None for reading in readings)
    outcome = {signal.name: signal.outcome for signal in CHECK.signals}["no-sign"]
    assert outcome is Outcome.CANNOT_TELL


def test_without_a_promise_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace_signal, "thresholds", lambda: replace(PROMISED, by_check={}))
    readings = read(grown(scene()))
    assert [reading.signal for reading in readings] == ["not-calibrated", "not-calibrated"]
    assert readings[0].score is not None
    assert not readings[1].regions


@pytest.mark.usefixtures("promised")
@pytest.mark.parametrize(
    ("quality", "expected"),
    [(95, "re-rendered"), (90, "re-rendered"), (89, "too-compressed"), (60, "too-compressed")],
)
def test_it_speaks_only_of_fine_files(quality: int, expected: str) -> None:
    first = read(grown(scene()), quality=quality)[0]
    assert first.signal == expected
    assert (first.score is None) == (expected == "too-compressed")


@pytest.mark.parametrize(
    ("height", "width", "expected"),
    [(1, 1, "too-small"), (255, 800, "too-small"), (300, 639, "too-small"), (300, MOST_SIDE_PX + 1, "too-large")],
)
def test_too_small_and_too_large_pictures_are_not_examined(height: int, width: int, expected: str) -> None:
    [reading] = read(sealed(np.zeros((height, width, 3))))
    assert (reading.signal, reading.score) == (expected, None)


def test_only_claim_photos_are_read() -> None:
    assert CHECK.reads == {Role.CLAIM}
    assert CHECK.read(Case(photos=(photo(scene(), Role.LISTING),))) == []


def test_it_never_decides_alone() -> None:
    weights = load_calibration().weights
    for signal in CHECK.signals:
        if signal.outcome is Outcome.WARN:
            assert signal.grade is Grade.C
            assert weights[f"regenerated/{signal.name}"].log_odds < 1.0
