"""PDQ, compared with the published implementation and with its own laws."""

import numpy as np
import numpy.typing as npt
import pytest

from fairclaim.imaging.raster import Raster
from fairclaim.matching.perceptual_hash import BITS, BYTES, ORIENTATIONS, distance_bits, perceptual_hash
from unit.forensics.material import picture, reencoded, resized, sealed, toned

Pixels = npt.NDArray[np.uint8]

KNOWN = "2f89a9a980a97aa990a92aa928a96aa9aaa98aa9aaa9aaa95556fffdaaa95557"
KNOWN_QUALITY = 100

TURNS = (
    lambda pixels: pixels,
    lambda pixels: np.rot90(pixels, 1),
    lambda pixels: np.rot90(pixels, 2),
    lambda pixels: np.rot90(pixels, 3),
    lambda pixels: pixels[::-1],
    lambda pixels: pixels[:, ::-1],
    lambda pixels: np.swapaxes(pixels, 0, 1),
    lambda pixels: np.rot90(np.swapaxes(pixels, 0, 1), 2),
)


def codes(pixels: Pixels) -> npt.NDArray[np.uint8]:
    return perceptual_hash(Raster(sealed(pixels))).codes


def noise(seed: int, height: int = 90, width: int = 120) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


@pytest.mark.parametrize("name", ["coffee", "chelsea", "astronaut", "rocket"])
@pytest.mark.parametrize("height", [64, 97, 300])
def test_every_bit_is_that_of_the_published_implementation(name: str, height: int) -> None:
    published = pytest.importorskip("pdqhash", reason="pdqhash needs a C++ compiler and is not installed")
    pixels = resized(picture(name), height / 300)
    bits, quality = published.compute_dihedral(np.array(pixels))
    ours = perceptual_hash(Raster(pixels))
    assert ours.quality == quality
    assert distance_bits(ours.codes[:1], np.packbits(bits[0])[None]).tolist() == [0]
    for number in range(ORIENTATIONS):
        assert np.unpackbits(ours.codes[number] ^ np.packbits(bits[number])).sum() == 0, number


def test_a_known_picture_has_the_known_hash() -> None:
    """Computed with pdqhash 0.2.8."""
    rows, cols = np.mgrid[0:128, 0:128]
    wave = np.sin(rows / 9.0) * np.cos(cols / 14.0) + np.sin((rows + 2 * cols) / 31.0) + rows * cols / 12_000.0
    level = np.clip(90 + 50 * wave, 0, 255).astype(np.uint8)
    found = perceptual_hash(Raster(np.repeat(level[..., None], 3, axis=2)))
    assert found.codes[0].tobytes().hex() == KNOWN
    assert found.quality == KNOWN_QUALITY


@pytest.mark.parametrize("number", range(ORIENTATIONS))
@pytest.mark.parametrize("name", ["coffee", "astronaut"])
def test_each_orientation_is_nearly_the_hash_of_the_turned_picture(name: str, number: int) -> None:
    turned = codes(TURNS[number](picture(name)))[:1]
    of_orientation = codes(picture(name))[number][None]
    assert distance_bits(turned, of_orientation)[0] <= 12


def test_a_copy_is_near_and_another_picture_is_far() -> None:
    own = codes(picture("coffee"))[:1]
    copies = [reencoded(picture("coffee"), 50), resized(picture("coffee"), 0.6), toned(picture("coffee"))]
    assert max(distance_bits(codes(copy)[:1], own)[0] for copy in copies) <= 31
    others = [picture("chelsea"), picture("astronaut"), picture("rocket"), noise(1)]
    assert min(distance_bits(codes(other)[:1], own)[0] for other in others) > 80


def test_half_of_the_bits_are_set() -> None:
    assert np.unpackbits(codes(picture("coffee")), axis=1).sum(axis=1).tolist() == [BITS // 2] * ORIENTATIONS


@pytest.mark.parametrize(("height", "width"), [(1, 1), (4, 400), (5, 5), (5, 3000), (64, 64), (1200, 900)])
def test_any_size_gets_an_answer(height: int, width: int) -> None:
    found = perceptual_hash(Raster(noise(0, height, width)))
    assert found.codes.shape == (ORIENTATIONS, BYTES)
    assert found.codes.dtype == np.uint8
    assert 0 <= found.quality <= 100
    assert (found.quality == 0) == (min(height, width) < 5)


def test_a_flat_picture_has_no_quality() -> None:
    assert perceptual_hash(Raster(np.full((80, 80, 3), 200, np.uint8))).quality == 0


def test_the_same_picture_always_gets_the_same_hash() -> None:
    assert (codes(picture("coffee")) == codes(picture("coffee"))).all()


def test_distances_are_counts_of_differing_bits() -> None:
    rng = np.random.default_rng(2)
    stored, asked = rng.integers(0, 256, (2, 40, BYTES), dtype=np.uint8)
    expected = [min(int(np.unpackbits(a ^ b).sum()) for b in asked[:3]) for a in stored]
    assert distance_bits(stored, asked[:3]).tolist() == expected
