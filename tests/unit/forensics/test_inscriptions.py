"""What is written in a photo is read with its place, small at the edges and large anywhere, each place once."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.errors import UnavailableError
from fairclaim.forensics.inscriptions import (
    Inscription,
    around,
    could_hold_text,
    paragraphs,
    read_inscriptions,
)
from fairclaim.inference.text_reader import TextReader
from unit.forensics.material import Pixels, picture, reencoded, sealed


def written(text: str, *, row: int, col: int, size: int, shape: tuple[int, int] = (900, 1400)) -> Pixels:
    image = Image.new("RGB", shape[::-1], (92, 96, 100))
    ImageDraw.Draw(image).text((col, row), text, fill=(240, 240, 240), font=ImageFont.load_default(size))
    return reencoded(sealed(np.asarray(image)), 80)


@pytest.fixture(autouse=True)
def parts() -> None:
    pytest.importorskip("rapidocr", reason="rapidocr is not installed")
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")


@pytest.mark.parametrize(("row", "col", "size"), [(870, 1250, 14), (8, 12, 14), (400, 500, 60), (800, 1000, 70)])
def test_text_is_read_where_it_stands(row: int, col: int, size: int) -> None:
    [line] = read_inscriptions(written("Sample 42", row=row, col=col, size=size)).lines
    assert line.text.replace(" ", "") == "Sample42"
    assert line.box.row0 == pytest.approx(row, abs=size)
    assert line.box.col0 == pytest.approx(col, abs=size)
    assert line.tilt_deg < 3


def test_a_line_that_both_looks_show_counts_once() -> None:
    assert len(read_inscriptions(written("Sample 42", row=830, col=600, size=44)).lines) == 1


@pytest.mark.parametrize("shape", [(1, 1), (3, 400), (40, 30), (900, 20)])
def test_odd_pictures_are_answered(shape: tuple[int, int]) -> None:
    assert read_inscriptions(np.full((*shape, 3), 128, np.uint8)).lines == ()


def test_a_box_lies_inside_the_photo() -> None:
    photo = written("Sample 42", row=-6, col=1290, size=30)
    frame = Box(0, 0, *photo.shape[:2])
    assert all(line.box.intersection(frame) == line.box for line in read_inscriptions(photo).lines)


class Missing(TextReader):
    def prepare(self) -> None:
        raise UnavailableError(Bilingual("缺少部件", "a part is missing"))


def test_without_the_part_it_says_so_and_reads_nothing() -> None:
    found = read_inscriptions(picture("coffee"), reader=Missing())
    assert found.lines == ()
    assert found.unread == Bilingual("缺少部件", "a part is missing")


def test_faint_small_text_is_worth_a_look_and_a_wall_is_not() -> None:
    wall = np.full((160, 700, 3), 110, np.uint8) + np.random.default_rng(1).integers(0, 5, (160, 700, 3), np.uint8)
    image = Image.fromarray(wall)
    ImageDraw.Draw(image).text((300, 80), "faint", fill=(135, 135, 135), font=ImageFont.load_default(18))
    assert not could_hold_text(wall)
    assert could_hold_text(np.asarray(image))


def line(text: str, row: int, col: int = 0) -> Inscription:
    return Inscription(text=text, score=0.9, box=Box(row, col, row + 20, col + 100), tilt_deg=0.0, height_px=20.0)


def test_lines_below_each_other_are_a_paragraph() -> None:
    first, second, third = line("one", 0), line("two", 24), line("apart", 200)
    found = paragraphs([first, second, third])
    assert (first, second) in found
    assert all(third not in block for block in found if len(block) > 1)


def test_around_holds_all_boxes() -> None:
    assert around([Box(1, 2, 3, 4), Box(0, 3, 2, 9)]) == Box(0, 2, 3, 9)
