"""Coefficients come back from decoded pixels as an independent reader finds them in the file."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy.fft import dctn

from fairclaim.forensics.coded_blocks import FREQUENCIES, MOST, as_coded, as_shown, code, unclipped
from unit.forensics.files import opened, saved
from unit.forensics.material import picture, sealed

LEAST_EXACT = {75: 0.999, 85: 0.997, 92: 0.97, 95: 0.85}


def table_of(data: bytes) -> tuple[int, ...]:
    coding = opened(data).metadata.jpeg
    assert coding is not None
    return coding.tables[0]


@pytest.mark.parametrize("quality", LEAST_EXACT)
@pytest.mark.parametrize("subsampling", [0, 2])
def test_levels_are_those_that_jpeglib_reads(quality: int, subsampling: int, tmp_path: Path) -> None:
    jpeglib = pytest.importorskip("jpeglib", reason="the independent reader is not installed")
    data = saved(picture("coffee", height=301), quality=quality, subsampling=subsampling)
    file = tmp_path / "photo.jpg"
    file.write_bytes(data)
    mine = code(opened(data).raster.pixels, table_of(data))
    high, wide = mine.levels.shape[:2]
    theirs = jpeglib.read_dct(str(file)).Y.reshape(38, -1, 64)[:high, :wide][..., list(FREQUENCIES)]
    usable = unclipped(opened(data).raster.pixels)
    same = (np.minimum(np.abs(theirs), MOST) == mine.levels)[usable]
    assert same.mean() > LEAST_EXACT[quality]


def test_levels_are_scipys_cosine_transform() -> None:
    pixels = np.random.default_rng(4).integers(60, 190, (16, 24, 3)).astype(np.uint8)
    luma = pixels @ np.array([0.299, 0.587, 0.114]) - 128
    block = dctn(luma[8:16, 16:24], norm="ortho").ravel()[list(FREQUENCIES)]
    levels = code(pixels, (7,) * 64).levels[1, 2]
    assert np.abs(levels - np.minimum(np.abs(block / 7), MOST)).max() <= 0.51


@pytest.mark.parametrize("shape", [(1, 1), (7, 300), (300, 7), (8, 8), (9, 17), (523, 31)])
def test_only_whole_blocks_count(shape: tuple[int, int]) -> None:
    pixels = np.full((*shape, 3), 77, np.uint8)
    whole = (shape[0] // 8, shape[1] // 8)
    assert unclipped(pixels).shape == whole
    coded = code(pixels, (1,) * 64)
    assert coded.levels.size == whole[0] * whole[1] * len(FREQUENCIES)
    assert not coded.levels.any()
    assert coded.misfit == pytest.approx(0, abs=1e-4)
    assert code(pixels, (1,) * 64, shift_px=4).levels.size <= coded.levels.size


def test_a_foreign_table_does_not_fit() -> None:
    shown = opened(saved(picture("chelsea"), quality=80)).raster.pixels
    own = table_of(saved(picture("chelsea"), quality=80))
    assert code(shown, own).misfit < 0.1
    assert code(shown, tuple(step + 3 for step in own)).misfit > code(shown, own).misfit
    moved = code(shown, own, shift_px=4)
    assert moved.misfit > code(shown, own).misfit


def test_a_block_is_clipped_by_one_channel_of_one_pixel() -> None:
    pixels = np.full((16, 16, 3), 100, np.uint8)
    pixels[3, 9, 2] = 255
    pixels[12, 1, 0] = 0
    assert unclipped(pixels).tolist() == [[True, False], [False, True]]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turn_is_undone(orientation: int) -> None:
    stored = sealed(np.random.default_rng(1).integers(0, 256, (24, 40, 3)))
    data = saved(stored, quality=90, orientation=orientation)
    shown = opened(data).raster.pixels
    with Image.open(io.BytesIO(data)) as image:
        coded = np.asarray(image.convert("RGB"))
    assert np.array_equal(as_coded(shown, orientation), coded)
    assert np.array_equal(as_shown(coded, orientation), shown)


def test_an_unknown_orientation_turns_nothing() -> None:
    pixels = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    assert np.array_equal(as_shown(pixels, 0), pixels)
    assert np.array_equal(as_coded(pixels, 9), pixels)
