import io

import cv2
import numpy as np
import pytest
from PIL import Image

from fairclaim.domain.box import Box
from fairclaim.domain.finding import GreyMap
from fairclaim.report import pictures
from unit.report import samples


def close(first: pictures.Pixels, second: pictures.Pixels) -> float:
    return float(np.abs(first.astype(np.float64) - second.astype(np.float64)).mean())


@pytest.mark.parametrize(
    ("height", "width", "expected"),
    [(1200, 1600, (1200, 1600)), (3000, 4000, (1200, 1600)), (10, 20, (10, 20)), (1, 9000, (1, 1600))],
)
def test_display_size_reduces_and_never_enlarges(height: int, width: int, expected: tuple[int, int]) -> None:
    assert pictures.display_size(height, width, longest=1600) == expected


def test_identity_alignment_at_full_size_returns_the_reference() -> None:
    reference = samples.pixels(4)
    drawn = pictures.align(reference, np.eye(3), claim=(120, 160), size=(120, 160))
    np.testing.assert_array_equal(drawn, reference)


def test_aligned_reference_and_claim_agree_after_both_are_reduced() -> None:
    reference = samples.pixels(5, height=600, width=800)
    shown = pictures.align(reference, np.eye(3), claim=(600, 800), size=(150, 200))
    assert close(shown, pictures.resize(reference, 150, 200)) < 1.0


def test_reference_larger_than_the_claim_lands_on_the_same_pixels() -> None:
    claim = samples.pixels(6, height=150, width=200)
    reference = np.asarray(cv2.resize(claim, (800, 600), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    # Pixel centres of a picture reduced by four: x -> x / 4 + (1 / 4 - 1) / 2.
    matrix = np.array([[0.25, 0, -0.375], [0, 0.25, -0.375], [0, 0, 1.0]])
    assert close(pictures.align(reference, matrix, claim=(150, 200), size=(150, 200)), claim) < 2.0


def test_fine_pattern_of_a_large_reference_is_averaged_not_skipped() -> None:
    stripes = np.zeros((400, 400, 3), np.uint8)
    stripes[:, ::2] = 255
    matrix = np.array([[0.25, 0, -0.375], [0, 0.25, -0.375], [0, 0, 1.0]])
    drawn = pictures.align(stripes, matrix, claim=(100, 100), size=(100, 100))
    inner = drawn[5:-5, 5:-5].astype(np.int16)
    assert np.abs(inner - 128).max() < 20


def test_reference_longer_than_a_warp_can_take_is_still_drawn() -> None:
    strip = np.full((4, 33_000, 3), 90, np.uint8)
    drawn = pictures.align_box(strip, np.eye(3), Box(0, 100, 4, 200))
    assert (drawn == 90).all()


def test_where_the_reference_ends_uniform_grey_begins() -> None:
    shift = np.array([[1.0, 0, 80], [0, 1.0, 0], [0, 0, 1.0]])
    drawn = pictures.align(samples.pixels(7), shift, claim=(120, 160), size=(120, 160))
    assert (drawn[:, :78] == pictures.OUTSIDE_GREY).all()


def test_close_up_of_the_reference_shows_what_lies_under_the_box() -> None:
    reference = samples.pixels(8)
    shift = np.array([[1.0, 0, 7], [0, 1.0, 5], [0, 0, 1.0]])
    drawn = pictures.align_box(reference, shift, Box(25, 37, 55, 77))
    np.testing.assert_array_equal(drawn, reference[20:50, 30:70])


def test_crop_keeps_the_original_pixels() -> None:
    drawn = samples.pixels(9)
    np.testing.assert_array_equal(pictures.crop(drawn, Box(3, 4, 13, 24)), drawn[3:13, 4:24])


def test_surroundings_stay_inside_the_picture() -> None:
    assert pictures.with_surroundings(Box(0, 0, 10, 10), height=40, width=400) == Box(0, 0, 40, 58)


def test_box_outside_the_picture_has_no_surroundings() -> None:
    assert pictures.with_surroundings(Box(50, 50, 60, 60), height=40, width=40) is None


def test_veil_is_one_colour_whose_opacity_is_the_map() -> None:
    encoded = pictures.overlay_png(samples.grey_map(), longest=900)
    assert encoded is not None
    veil = np.asarray(Image.open(io.BytesIO(encoded)).convert("RGBA"))
    assert veil.shape == (120, 160, 4)
    assert (veil[..., :3] == pictures.OVERLAY_RGB).all()
    assert (veil[30:60, 40:80, 3] == 200).all()
    assert veil[..., 3].sum() == 200 * 30 * 40


def test_faint_noise_of_a_map_is_not_drawn() -> None:
    faint = np.full((8, 8), pictures.MAP_FLOOR - 1, np.uint8)
    encoded = pictures.overlay_png(GreyMap(8, 8, cv2.imencode(".png", faint)[1].tobytes()), longest=900)
    assert encoded is not None
    assert np.asarray(Image.open(io.BytesIO(encoded)).convert("RGBA"))[..., 3].max() == 0


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_unreadable_map_gives_no_veil(data: bytes) -> None:
    assert pictures.overlay_png(GreyMap(8, 8, data), longest=900) is None


def test_jpeg_carries_pixels_and_nothing_else() -> None:
    encoded = pictures.jpeg(samples.pixels(1))
    with Image.open(io.BytesIO(encoded)) as shown:
        assert shown.size == (160, 120)
        assert not shown.getexif()
        assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("values", [(), (1.0,) * 8, (0.0,) * 9, (float("nan"),) + (1.0,) * 8])
def test_matrix_that_maps_nothing_is_refused(values: tuple[float, ...]) -> None:
    assert pictures.usable_matrix(values) is None


def test_input_is_left_untouched() -> None:
    reference = samples.pixels(2, height=600, width=800)
    before = reference.copy()
    reference.flags.writeable = False
    pictures.align(reference, np.eye(3), claim=(600, 800), size=(60, 80))
    pictures.jpeg(pictures.resize(reference, 60, 80))
    np.testing.assert_array_equal(reference, before)
