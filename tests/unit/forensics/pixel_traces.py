"""Photos with known noise, known scaling, known patterns: what the blind pixel checks have to tell apart."""

import io
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image

from fairclaim.benchmark.channels import jpeg
from fairclaim.domain.box import Box
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Check, Reading
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import Thresholds
from fairclaim.imaging.metadata import JpegCoding, Metadata
from unit.forensics.material import Pixels, decoded, photo, sealed

HEIGHT, WIDTH = 480, 640


@cache
def scene(*, seed: int = 0, height: int = HEIGHT, width: int = WIDTH) -> Pixels:
    """Return smooth things in uneven light with a sensor's noise, which grows with the light."""
    generator = np.random.default_rng(seed)
    light = np.zeros((height, width), np.float32)
    for step_px, swing in ((160, 50), (40, 18), (10, 8), (4, 5)):
        coarse = generator.normal(0, swing, (height // step_px + 3, width // step_px + 3)).astype(np.float32)
        light += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    colour = np.clip(light + 115, 25, 225)[..., None] * np.array([1.0, 0.93, 0.85])
    return sealed(np.clip(colour + generator.normal(0, 1, colour.shape) * np.sqrt(1 + 0.05 * colour), 0, 255).round())


def promise_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave every check without a threshold."""
    nothing = Thresholds(by_check={}, share=0.01, on="a test")
    monkeypatch.setattr("fairclaim.forensics.trace_signal.thresholds", lambda: nothing)


def promise(monkeypatch: pytest.MonkeyPatch, check: str, threshold: float) -> None:
    """Promise a threshold for a check in every quality."""
    known = Thresholds(by_check={check: dict.fromkeys(Quality, threshold)}, share=0.01, on="a test")
    monkeypatch.setattr("fairclaim.forensics.trace_signal.thresholds", lambda: known)


def alone(pixels: Pixels) -> Case:
    """Return a case of one claim photo."""
    return Case(photos=(photo(pixels),))


def saved(pixels: Pixels, *, quality: int) -> Case:
    """Return a case of one claim photo that was saved as a JPEG."""
    claim = photo(decoded(jpeg(pixels, quality=quality)))
    coding = JpegCoding({}, quality=quality, is_standard=True, subsampling="4:2:0", is_progressive=False)
    return Case(photos=(replace(claim, metadata=Metadata(jpeg=coding)),))


def only(check: Check, subject: Case) -> Reading:
    """Return the one reading of a case."""
    (reading,) = check.read(subject)
    assert "{" not in reading.reason.zh + reading.reason.en
    return reading


def assert_map_of(reading: Reading, pixels: Pixels, *, box: Box | None = None) -> None:
    """Check a map's format, and that it is brighter inside the box than outside."""
    assert reading.map is not None
    with Image.open(io.BytesIO(reading.map.png)) as image:
        assert (image.mode, image.size) == ("L", (pixels.shape[1], pixels.shape[0]))
        levels = np.asarray(image, np.float32)
    assert levels.max() > 0
    if box is not None:
        inside = levels[box.row0 : box.row1, box.col0 : box.col1]
        outside = (levels.sum() - inside.sum()) / (levels.size - inside.size)
        assert inside.mean() > 1.5 * outside


def silent_signals_weigh_nothing(check: Check) -> bool:
    """Whether a check can only ask for a look, with grade C and little weight, and never speaks for a picture."""
    weights = load_calibration().weights
    adverse = [signal for signal in check.signals if signal.outcome is Outcome.WARN]
    others = [signal for signal in check.signals if signal.outcome is not Outcome.WARN]
    return (
        {signal.grade for signal in adverse} == {Grade.C}
        and all(0 < weights[f"{check.name}/{signal.name}"].log_odds <= 0.5 for signal in adverse)
        and all(signal.outcome in {Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE} for signal in others)
    )
