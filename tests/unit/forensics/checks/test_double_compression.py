"""A filled or painted part lacks the earlier saving; a photo saved once, or twice as a whole, never asks for a look."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from fairclaim.benchmark.channels import jpeg, png, resize_jpeg
from fairclaim.benchmark.fill import fill_by_diffusion, fill_by_patches
from fairclaim.benchmark.forge import Forgery, paint_stain
from fairclaim.domain.finding import GreyMap, Outcome
from fairclaim.forensics import trace_signal
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks.double_compression import CHECK, NAME
from fairclaim.forensics.coded_blocks import as_shown
from fairclaim.forensics.quality import Quality
from fairclaim.forensics.thresholds import Thresholds
from fairclaim.imaging.raster import Raster
from unit.forensics.files import case_of, saved
from unit.forensics.material import Mask, Pixels, decoded, middle, picture, sealed
from unit.forensics.pixel_traces import promise_nothing

PICTURES = ("coffee", "chelsea", "astronaut")
AT = 3.0


@contextmanager
def promised(score: float = AT) -> Iterator[None]:
    """Promise a threshold for every quality."""
    table = Thresholds(by_check={NAME: dict.fromkeys(Quality, score)}, share=0.01, on="this test")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trace_signal, "thresholds", lambda: table)
        yield


def only(data: bytes, *, at: float | None = AT) -> Reading:
    if at is None:
        readings = CHECK.read(case_of(data))
    else:
        with promised(at):
            readings = CHECK.read(case_of(data))
    [reading] = readings
    assert "{" not in reading.reason.zh + reading.reason.en
    return reading


def camera_photo(name: str, *, quality: int = 80) -> Pixels:
    """Return pixels that were saved once."""
    return decoded(jpeg(picture(name, height=480), quality=quality))


def changed(name: str, how: str = "patches", *, quality: int = 80) -> Forgery:
    photo, generator = camera_photo(name, quality=quality), np.random.default_rng(2)
    match how:
        case "patches":
            return fill_by_patches(photo, generator, within=middle(photo))
        case "diffusion":
            return fill_by_diffusion(photo, generator, within=middle(photo))
        case _:
            return paint_stain(photo, generator, within=middle(photo))


def shown(grey: GreyMap | None) -> Pixels:
    assert grey is not None
    pixels = cv2.imdecode(np.frombuffer(grey.png, np.uint8), cv2.IMREAD_UNCHANGED)
    assert pixels is not None
    return sealed(pixels)


def assert_found(reading: Reading, mask: Mask) -> None:
    assert reading.signal == "inconsistent"
    assert reading.score is not None
    assert reading.score > AT
    marked = shown(reading.map) > 0
    assert marked.shape == mask.shape
    assert (marked & mask).sum() > 0.4 * mask.sum()
    assert (marked & ~mask).sum() < 1.5 * mask.sum()
    rows, cols = np.nonzero(mask)
    row, col = int(rows.mean()), int(cols.mean())
    first = reading.regions[0]
    assert first.row0 - 16 <= row <= first.row1 + 16
    assert first.col0 - 16 <= col <= first.col1 + 16


@pytest.mark.parametrize("how", ["patches", "diffusion", "stain"])
@pytest.mark.parametrize("name", ["coffee", "chelsea"])
def test_a_changed_part_is_found(name: str, how: str) -> None:
    forged = changed(name, how)
    assert_found(only(jpeg(forged.pixels, quality=93)), forged.mask)


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("quality", [70, 85, 90])
def test_a_photo_saved_once_remembers_nothing(name: str, quality: int) -> None:
    reading = only(jpeg(picture(name, height=480), quality=quality))
    assert reading.signal == "no-earlier-saving"
    assert reading.score is None


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize(("first", "second"), [(70, 90), (80, 95), (85, 93), (75, 80), (90, 75)])
def test_a_photo_saved_twice_as_a_whole_is_no_sign(name: str, first: int, second: int) -> None:
    reading = only(jpeg(camera_photo(name, quality=first), quality=second))
    assert reading.signal in {"consistent", "no-earlier-saving"}
    assert reading.regions == ()
    assert reading.map is None


@pytest.mark.parametrize("name", PICTURES)
def test_after_resizing_it_says_nothing(name: str) -> None:
    forged = changed(name)
    reading = only(resize_jpeg(forged.pixels, long_side_px=round(max(forged.mask.shape) * 0.75), quality=75).data)
    assert reading.signal in {"no-earlier-saving", "consistent"}


@pytest.mark.parametrize("orientation", range(2, 9))
def test_the_map_follows_the_orientation(orientation: int) -> None:
    forged = changed("coffee")
    plain = only(saved(forged.pixels, quality=93))
    turned = only(saved(forged.pixels, quality=93, orientation=orientation))
    assert turned.score == plain.score
    assert np.array_equal(shown(turned.map), as_shown(shown(plain.map), orientation))


@pytest.mark.parametrize("cut", [(0, 0), (1, 0), (5, 3), (7, 7)])
def test_a_size_that_is_no_multiple_of_eight(cut: tuple[int, int]) -> None:
    forged = changed("coffee")
    height, width = (side - less for side, less in zip(forged.mask.shape, cut, strict=True))
    assert_found(only(jpeg(forged.pixels[:height, :width], quality=93)), forged.mask[:height, :width])


def test_a_mirrored_photo_scores_alike() -> None:
    forged = changed("coffee")
    height, width = (side // 8 * 8 for side in forged.mask.shape)
    kept = forged.pixels[:height, :width]
    first, second = only(jpeg(kept, quality=93)).score, only(jpeg(sealed(kept[:, ::-1]), quality=93)).score
    assert first is not None
    assert second == pytest.approx(first, rel=0.2)


def test_without_a_promise_it_reports_the_score_only(monkeypatch: pytest.MonkeyPatch) -> None:
    promise_nothing(monkeypatch)
    reading = only(jpeg(changed("coffee").pixels, quality=93), at=None)
    assert reading.signal == "not-calibrated"
    assert reading.score is not None
    assert reading.score > AT


@pytest.mark.parametrize(
    "data",
    [
        png(picture("coffee")),
        jpeg(sealed(np.full((64, 64, 3), 90)), quality=80),
        jpeg(sealed(np.full((600, 600, 3), 255)), quality=80),
        jpeg(sealed(np.full((1, 1, 3), 9)), quality=80),
        jpeg(sealed(np.full((5, 4000, 3), 9)), quality=80),
    ],
    ids=["png", "small", "white", "one pixel", "a line"],
)
def test_what_cannot_be_examined_is_said(data: bytes) -> None:
    reading = only(data)
    assert reading.signal == "not-applicable"
    assert reading.score is None


def test_an_even_photo_has_no_history() -> None:
    assert only(jpeg(sealed(np.full((600, 600, 3), 90)), quality=80)).signal == "no-earlier-saving"


def test_pixels_that_do_not_fit_the_table_are_not_judged() -> None:
    photo = case_of(jpeg(camera_photo("coffee"), quality=90)).claims[0]
    off_the_grid = replace(photo, raster=Raster(sealed(photo.raster.pixels[3:, 3:])))
    with promised():
        [reading] = CHECK.read(Case(photos=(off_the_grid,)))
    assert reading.signal == "not-applicable"


def test_it_can_only_warn() -> None:
    assert {signal.outcome for signal in CHECK.signals} == {Outcome.WARN, Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE}


@pytest.mark.corpus
@pytest.mark.parametrize("quality", [None, 85, 70])
def test_genuine_damage_is_left_in_peace(corpus: Path, quality: int | None) -> None:
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        files = [row["file"] for row in csv.DictReader(lines) if row["label"] == "genuine damage"]
    files = [file for file in files if file.endswith(".jpg") and "mask" not in file][::5]
    assert len(files) > 15
    loud = []
    for file in files:
        data = (corpus / file).read_bytes()
        reading = only(data if quality is None else jpeg(decoded(data), quality=quality), at=6.0)
        loud += [file] if reading.signal == "inconsistent" else []
    assert loud == []
