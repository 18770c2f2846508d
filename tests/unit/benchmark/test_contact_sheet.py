"""Every failure is shown: claim beside reference, under its caption."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from fairclaim.benchmark.contact_sheet import CELL_PX, ROWS_PER_SHEET, write_sheets
from fairclaim.benchmark.recipe import Channel, Recipe, Track
from unit.benchmark.tiny_corpus import Pixels


def pair(tiny: Path, name: str = "cat") -> Recipe:
    return Recipe(
        track=Track.HONEST,
        name=name,
        claim=tiny / "listing/cat/inhand_0.jpg",
        reference=tiny / "listing/cat/listing.jpg",
        channel=Channel.ORIGINAL,
    )


def read(path: Path) -> Pixels:
    pixels = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    return np.asarray(pixels, np.uint8)


def test_a_sheet_shows_both_pictures_under_a_caption(tiny: Path, tmp_path: Path) -> None:
    (path,) = write_sheets([(pair(tiny), "honest pairs | cat | unclear")], tmp_path / "失败")
    sheet = read(path)
    caption = sheet.shape[0] - CELL_PX
    assert sheet.shape[1] == 2 * CELL_PX
    assert 10 < caption < 60
    assert sheet[:caption].min() < 100
    claim, reference = sheet[caption:, :CELL_PX], sheet[caption:, CELL_PX:]
    for shown, file in ((claim, "inhand_0.jpg"), (reference, "listing.jpg")):
        picture = read(tiny / "listing/cat" / file)
        wide = round(picture.shape[1] * CELL_PX / max(picture.shape[:2]))
        high = round(picture.shape[0] * CELL_PX / max(picture.shape[:2]))
        expected = cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA).astype(int)
        assert np.abs(shown[:high, :wide] - expected).mean() < 6


def test_many_failures_fill_several_sheets(tiny: Path, tmp_path: Path) -> None:
    failures = [(pair(tiny, str(number)), str(number)) for number in range(ROWS_PER_SHEET + 1)]
    first, second = write_sheets(failures, tmp_path)
    assert (first.name, second.name) == ("failures-01.jpg", "failures-02.jpg")
    assert read(first).shape[0] == ROWS_PER_SHEET * read(second).shape[0]


def test_sheets_of_an_earlier_run_are_gone_and_other_files_are_not(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").write_text("{}\n")
    write_sheets([(pair(tiny), "old")], tmp_path)
    assert write_sheets([], tmp_path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["results.jsonl"]


@pytest.mark.parametrize("file", ["claim", "reference"])
def test_a_file_that_cannot_be_read_leaves_its_place_grey(tiny: Path, tmp_path: Path, file: str) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    recipe = Recipe(
        track=Track.HONEST,
        name="broken",
        claim=broken if file == "claim" else pair(tiny).claim,
        reference=broken if file == "reference" else pair(tiny).reference,
        channel=Channel.ORIGINAL,
    )
    (path,) = write_sheets([(recipe, "broken")], tmp_path)
    cells = read(path)[-CELL_PX:].reshape(CELL_PX, 2, CELL_PX, 3)
    spread = [int(np.ptp(cells[8:-8, column, 8:-8])) for column in (0, 1)]
    assert (spread[0] < 20, spread[1] < 20) == (file == "claim", file == "reference")
