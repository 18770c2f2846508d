"""A copied patch is found with both places; tiles, prints and plain photos never ask for a look."""

import csv
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from fairclaim.benchmark.channels import jpeg, png
from fairclaim.benchmark.fill import fill_by_patches
from fairclaim.domain.box import Box
from fairclaim.domain.finding import Outcome
from fairclaim.forensics import trace_signal
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks.copy_move import CHECK, NAME
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import Thresholds
from unit.forensics.copies import Copied, copied, grained, tiled
from unit.forensics.files import case_of
from unit.forensics.material import Pixels, decoded, picture, sealed

AT = 12.0


@contextmanager
def promised(score: float = AT) -> Iterator[None]:
    """Promise a threshold for every quality."""
    table = Thresholds(by_check={NAME: dict.fromkeys(Quality, score)}, share=0.01, on="this test")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trace_signal, "thresholds", lambda: table)
        yield


def only(data: bytes, *, at: float | None = AT) -> Reading:
    with promised(math.inf if at is None else at):
        readings = CHECK.read(case_of(data))
    [reading] = readings
    assert "{" not in reading.reason.zh + reading.reason.en
    return reading


def scored(reading: Reading) -> float:
    assert reading.score is not None
    return reading.score


def assert_both_places(reading: Reading, forged: Copied, *, side: int) -> None:
    assert reading.signal == "same-patch-twice"
    assert reading.map is not None
    marked = cv2.imdecode(np.frombuffer(reading.map.png, np.uint8), cv2.IMREAD_UNCHANGED)
    assert marked is not None
    assert marked.shape == forged.mask.shape
    assert ((marked > 0) & forged.mask).sum() > 0.4 * forged.mask.sum()
    for row, col in (forged.source, forged.target):
        there = Box(row, col, row + side, col + side)
        assert max(box.iou(there) for box in reading.regions) > 0.3


@pytest.mark.parametrize("quality", [98, 93])
@pytest.mark.parametrize("shape", [(400, 500), (403, 517)])
def test_a_copied_patch_is_found(quality: int, shape: tuple[int, int]) -> None:
    forged = copied(grained(*shape), source=(100, 120), target=(231, 263))
    assert_both_places(only(jpeg(forged.pixels, quality=quality)), forged, side=72)


@pytest.mark.parametrize(("angle_deg", "scale"), [(25, 1.0), (8, 1.2)])
def test_a_turned_or_scaled_copy_is_found(angle_deg: float, scale: float) -> None:
    photo = picture("astronaut", height=480)
    forged = copied(photo, source=(20, 150), target=(330, 300), side=130, angle_deg=angle_deg, scale=scale)
    assert_both_places(only(jpeg(forged.pixels, quality=95)), forged, side=130)


def test_a_hole_filled_with_patches_of_a_rough_surface_is_found() -> None:
    filled = fill_by_patches(grained(), np.random.default_rng(1), within=Box(120, 150, 280, 330))
    assert scored(only(jpeg(filled.pixels, quality=95))) > AT


@pytest.mark.parametrize("name", ["coffee", "chelsea", "astronaut", "rocket"])
@pytest.mark.parametrize("quality", [95, 70])
def test_a_photo_without_copies_is_left_in_peace(name: str, quality: int) -> None:
    reading = only(jpeg(picture(name, height=480), quality=quality))
    assert reading.signal == "none-found"
    assert reading.map is None
    assert reading.regions == ()


@pytest.mark.parametrize("side", [50, 64, 83])
def test_tiles_are_left_in_peace(side: int) -> None:
    assert only(jpeg(tiled(side=side), quality=90)).signal == "none-found"


@pytest.mark.parametrize("factor", [1, 2, 3])
def test_a_copy_scores_in_any_turn_of_the_photo(factor: int) -> None:
    forged = copied(grained(), source=(100, 120), target=(231, 263)).pixels
    turned = sealed(np.rot90(forged, factor))
    assert scored(only(png(turned))) == pytest.approx(scored(only(png(forged))), rel=0.35)


def test_a_photo_too_large_is_halved_and_its_map_is_not() -> None:
    forged = copied(grained(1500, 1600), source=(200, 300), target=(800, 900), side=300)
    assert_both_places(only(png(forged.pixels)), forged, side=300)


def test_without_a_promise_it_reports_the_score_only() -> None:
    reading = only(jpeg(copied(grained(), source=(100, 120), target=(231, 263)).pixels, quality=95), at=None)
    assert reading.signal == "not-calibrated"
    assert scored(reading) > AT


@pytest.mark.parametrize("shape", [(1, 1), (5, 4000), (95, 300)])
def test_small_pictures_are_not_examined(shape: tuple[int, int]) -> None:
    reading = only(png(sealed(np.full((*shape, 3), 90))))
    assert reading.signal == "not-applicable"
    assert reading.score is None


def test_it_can_only_warn() -> None:
    assert {signal.outcome for signal in CHECK.signals} == {Outcome.WARN, Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE}


@pytest.mark.corpus
@pytest.mark.parametrize("quality", [None, 70])
def test_genuine_damage_is_left_in_peace(corpus: Path, quality: int | None) -> None:
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        files = [row["file"] for row in csv.DictReader(lines) if row["label"] == "genuine damage"]
    files = [file for file in files if file.endswith(".jpg") and "mask" not in file][::5]
    assert len(files) > 15

    def pixels(file: str) -> Pixels:
        return decoded((corpus / file).read_bytes())

    answers = {
        file: only((corpus / file).read_bytes() if quality is None else jpeg(pixels(file), quality=quality), at=15.0)
        for file in files
    }
    assert [file for file, reading in answers.items() if reading.signal == "same-patch-twice"] == []
