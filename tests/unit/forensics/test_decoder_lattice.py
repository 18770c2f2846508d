"""A lattice of period four stands out, where it lies and as far as it goes; other patterns and resized ones do not."""

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from fairclaim.forensics.decoder_lattice import LEAST_SIDE_PX, find_lattice
from unit.forensics.material import Pixels, picture, reencoded, resized, sealed


def grown(pixels: Pixels, *, period_px: int = 4, height: float = 1.5) -> Pixels:
    """Let rows and columns be a little brighter and darker in turn, as an upsampling step does."""
    rows, cols = (np.cos(2 * np.pi * np.arange(side) / period_px) for side in pixels.shape[:2])
    pattern = height * (rows[:, None] + cols[None, :])
    return sealed(np.clip(np.rint(pixels + pattern[..., None]), 0, 255))


@pytest.fixture(scope="module")
def scene() -> Pixels:
    return picture("coffee", height=512)


def test_a_photo_has_no_lattice(scene: Pixels) -> None:
    assert abs(find_lattice(scene).strength) < 1.5


@pytest.mark.parametrize("corner", [(0, 0), (1, 3), (2, 2)])
def test_a_lattice_stands_out_wherever_it_begins(scene: Pixels, corner: tuple[int, int]) -> None:
    cut = sealed(grown(scene)[corner[0] :, corner[1] :])
    assert find_lattice(cut).strength > 5


def test_a_lattice_survives_a_fine_saving(scene: Pixels) -> None:
    assert find_lattice(reencoded(grown(scene), 95)).strength > 3


def test_a_resized_lattice_is_not_found(scene: Pixels) -> None:
    smaller = sealed(cv2.resize(grown(scene), None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA))
    assert find_lattice(smaller).strength < 1.5


@pytest.mark.parametrize("period_px", [3, 5, 7])
def test_other_periods_are_not_found(scene: Pixels, period_px: int) -> None:
    assert find_lattice(grown(scene, period_px=period_px)).strength < 1.5


def test_brightness_and_sharpness_do_not_count(scene: Pixels) -> None:
    dark, soft = sealed(scene // 2), sealed(cv2.GaussianBlur(np.array(scene), (0, 0), 1.5))
    assert abs(find_lattice(dark).strength) < 1.5
    assert abs(find_lattice(soft).strength) < 1.5


def test_a_region_is_boxed(scene: Pixels) -> None:
    partly = np.array(scene)
    partly[128:384, 256:512] = grown(scene)[128:384, 256:512]
    found = find_lattice(sealed(partly))
    row, col = (found.box.row0 + found.box.row1) / 2, (found.box.col0 + found.box.col1) / 2
    assert found.contrast > find_lattice(scene).contrast
    assert abs(row - 256) < 96
    assert abs(col - 384) < 96


def test_a_lattice_over_the_whole_picture_is_not_local(scene: Pixels) -> None:
    partly = np.array(scene)
    partly[160:416, 352:608] = grown(scene, height=6)[160:416, 352:608]
    assert find_lattice(sealed(partly)).is_local
    assert not find_lattice(grown(scene)).is_local


def test_places_are_laid_over_the_photo(scene: Pixels) -> None:
    found = find_lattice(scene)
    laid = found.spread_over(*scene.shape[:2])
    assert laid.shape == scene.shape[:2]
    assert laid[64, 64] == pytest.approx(found.places[0, 0], abs=1e-5)
    assert laid[96, 128] == pytest.approx(found.places[1, 2], abs=1e-5)


def test_an_even_picture_has_none() -> None:
    found = find_lattice(sealed(np.full((LEAST_SIDE_PX, LEAST_SIDE_PX, 3), 90)))
    assert found.strength == pytest.approx(0, abs=1e-6)
    assert found.contrast == pytest.approx(0, abs=1e-6)


def test_a_smaller_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="256"):
        find_lattice(sealed(np.zeros((LEAST_SIDE_PX - 1, 600, 3))))


@pytest.mark.corpus
def test_a_third_of_real_generators_exceed_what_honest_photos_reach(corpus: Path) -> None:
    drawn = [find_lattice(pixels_of(path)).strength for path in sorted((corpus / "generated").glob("*.png"))]
    honest = [find_lattice(pixels_of(path)).strength for path in sorted((corpus / "prints").glob("*/photo.jpg"))]
    assert len(honest) > 10
    assert sum(strength > max(honest) for strength in drawn) > len(drawn) / 3


def pixels_of(path: Path) -> Pixels:
    with Image.open(path) as image:
        image.thumbnail((2048, 2048))
        return sealed(np.asarray(image.convert("RGB")))


def test_the_same_picture_gives_the_same_numbers(scene: Pixels) -> None:
    assert find_lattice(scene).strength == find_lattice(sealed(np.array(scene))).strength


def test_blocks_of_four_pixels_with_hard_edges_are_another_thing(scene: Pixels) -> None:
    small = resized(scene, 0.25)
    blocky = sealed(np.repeat(np.repeat(small, 4, axis=0), 4, axis=1))
    assert find_lattice(blocky).strength < 1.5


def test_a_webp_file_is_not_taken_for_a_lattice(scene: Pixels) -> None:
    out = io.BytesIO()
    Image.fromarray(scene).save(out, "WEBP", quality=80)
    with Image.open(out) as image:
        assert find_lattice(sealed(np.asarray(image.convert("RGB")))).strength < 2
