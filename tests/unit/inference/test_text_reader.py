"""Text is found and read, also across tiles, in the same way each time; another implementation reads the same."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fairclaim.inference.text_reader import OVERLAP_PX, TILE_PX, TextReader, _spans, shared_reader

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
rapidocr = pytest.importorskip("rapidocr", reason="rapidocr is not installed")


def written(
    *lines: tuple[str, int, int], height: int = 160, width: int = 640, size: int = 36
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Write lines of text at (row, column) on grey."""
    image = Image.new("RGB", (width, height), (120, 118, 112))
    for text, row, col in lines:
        ImageDraw.Draw(image).text((col, row), text, fill=(245, 245, 245), font=ImageFont.load_default(size))
    return np.asarray(image)


def read(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> list[str]:
    reader = shared_reader()
    return [line.text for line in reader.read(pixels, reader.find(pixels))]


def test_two_lines_are_read_from_top_to_bottom() -> None:
    assert read(written(("second hand", 90, 30), ("first sight", 20, 30))) == ["first sight", "second hand"]


def test_a_line_is_found_where_it_stands() -> None:
    reader, pixels = shared_reader(), written(("HELLO", 60, 200))
    [corners] = reader.find(pixels)
    assert corners[:, 0].min() == pytest.approx(200, abs=12)
    assert corners[:, 1].mean() == pytest.approx(82, abs=10)


def test_a_line_that_crosses_tiles_is_one_line() -> None:
    width = 2 * TILE_PX
    [text] = read(written(("across the seam of tiles", 50, TILE_PX - 200), width=width))
    assert text.replace(" ", "") == "acrosstheseamoftiles"


def test_an_empty_wall_holds_no_text() -> None:
    assert read(written()) == []


def test_sizes_that_fit_no_grid_are_read() -> None:
    assert read(written(("odd", 20, 20), height=77, width=131)) == ["odd"]


def test_a_tile_that_is_not_worth_a_look_costs_nothing() -> None:
    assert shared_reader().find(written(("unseen", 20, 20)), worth_a_look=lambda _: False) == []


def test_the_same_picture_reads_the_same_twice() -> None:
    pixels = written(("once and again", 40, 40))
    assert read(pixels) == read(pixels)


def test_another_implementation_reads_the_same() -> None:
    pixels = written(("Sealed 2026-03-01", 20, 30), ("Lot 4471", 90, 30))
    engine = rapidocr.RapidOCR(params={"Global.log_level": "critical", "Det.limit_type": "max"})
    assert read(pixels) == list(engine(np.ascontiguousarray(pixels[..., ::-1])).txts)


@pytest.mark.parametrize("side_px", [1, 31, TILE_PX, TILE_PX + 1, 2 * TILE_PX - OVERLAP_PX, 5000])
def test_tiles_answer_for_every_pixel_once(side_px: int) -> None:
    owners = np.zeros(side_px, int)
    for span in _spans(side_px):
        owners[span.kept] += 1
        seen = np.arange(side_px)[span.seen]
        assert np.array_equal(seen[span.inner], np.arange(side_px)[span.kept])
        assert seen.size <= TILE_PX
    assert (owners == 1).all()


def test_one_reader_serves_the_process() -> None:
    assert shared_reader() is shared_reader()
    assert isinstance(shared_reader(), TextReader)


HIDE = """
import sys
sys.modules["{hidden}"] = None
from fairclaim.domain.errors import UnavailableError
from fairclaim.inference.text_reader import TextReader
try:
    TextReader().prepare()
except UnavailableError as error:
    print(error.message.en)
"""


@pytest.mark.parametrize("hidden", ["rapidocr", "onnxruntime"])
def test_a_missing_part_is_named_with_the_way_to_get_it(hidden: str) -> None:
    script = HIDE.format(hidden=hidden)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "fairclaim[ocr]" in done.stdout


def test_reading_imports_nothing_that_can_fetch() -> None:
    script = "import sys; from fairclaim.inference.text_reader import TextReader; TextReader().prepare(); print('rapidocr' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
