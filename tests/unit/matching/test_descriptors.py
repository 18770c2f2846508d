"""What a photo is found by, and that it finds copies."""

import threading

import numpy as np
import pytest

from fairclaim.imaging.raster import Raster
from fairclaim.matching.descriptors import EMBEDDING_LENGTH, MIN_QUALITY, Describer, Descriptors
from unit.forensics.material import Pixels, picture, reencoded, sealed

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")


@pytest.fixture(scope="module")
def describer() -> Describer:
    return Describer()


def described(describer: Describer, pixels: Pixels) -> Descriptors:
    return describer.describe(Raster(sealed(pixels)))


def cosine(first: Descriptors, second: Descriptors) -> float:
    return float(first.embedding.astype(float) @ second.embedding.astype(float))


def test_an_embedding_has_unit_length(describer: Describer) -> None:
    found = described(describer, picture("coffee"))
    assert found.embedding.shape == (EMBEDDING_LENGTH,)
    assert found.embedding.dtype == np.float16
    assert cosine(found, found) == pytest.approx(1, abs=2e-3)


@pytest.mark.parametrize("name", ["coffee", "chelsea", "astronaut"])
def test_a_crop_and_a_mirrored_copy_are_more_alike_than_other_pictures(describer: Describer, name: str) -> None:
    own = described(describer, picture(name))
    height, width = picture(name).shape[:2]
    copies = [
        picture(name)[height // 10 :, width // 10 :],
        picture(name)[:, ::-1],
        reencoded(picture(name), 50),
    ]
    others = [other for other in ("coffee", "chelsea", "astronaut", "rocket") if other != name]
    least = min(cosine(described(describer, copy), own) for copy in copies)
    assert least > max(cosine(described(describer, picture(other)), own) for other in others)


@pytest.mark.parametrize("side", [1, 2, 7])
def test_the_smallest_picture_is_described(describer: Describer, side: int) -> None:
    found = described(describer, np.zeros((side, 1, 3), np.uint8))
    assert np.isfinite(found.embedding.astype(float)).all()
    assert not found.has_clear_hash


def test_a_textured_picture_has_a_clear_hash(describer: Describer) -> None:
    assert described(describer, picture("coffee")).quality >= MIN_QUALITY


def test_threads_share_one_describer(describer: Describer) -> None:
    expected = described(describer, picture("coffee"))
    found: list[Descriptors] = []
    threads = [threading.Thread(target=lambda: found.append(described(describer, picture("coffee")))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(one.embedding == expected.embedding).all() for one in found] == [True] * 4
