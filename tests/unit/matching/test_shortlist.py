"""The shortlist: what the claim photo was made from stays in, whatever channel it came through."""

from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
import pytest

from fairclaim.benchmark.channels import crop_jpeg, resize_jpeg, screenshot
from fairclaim.imaging.raster import Raster
from fairclaim.matching.shortlist import DEFAULT_LIMIT, HASHED, LEAST, Likeness, likeness, mirrored, shortlist
from fairclaim.matching.sketch import Sketch, probe, sketch
from unit.forensics.material import Pixels, decoded, picture, sealed

NAMES = ("coffee", "rocket")


def texture(seed: int) -> Pixels:
    """Return a picture of soft blobs, unlike that of any other seed."""
    coarse = np.random.default_rng(seed).integers(0, 255, (12, 16, 3)).astype(np.uint8)
    return sealed(cv2.resize(coarse, (160, 120), interpolation=cv2.INTER_CUBIC))


@cache
def five_hundred() -> tuple[Sketch, ...]:
    """Sketch two pictures, at places 0 and 250, among 498 others."""
    others = [texture(seed) for seed in range(500)]
    for place, name in zip((0, 250), NAMES, strict=True):
        others[place] = picture(name)
    return tuple(sketch(Raster(pixels)) for pixels in others)


def cut_by_a_third(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    return sealed(pixels[height // 3 :, : width * 2 // 3])


CHANNELS: dict[str, Callable[[Pixels], Pixels]] = {
    "as it is": lambda pixels: pixels,
    "cropped": lambda pixels: decoded(crop_jpeg(pixels).data),
    "mirrored": lambda pixels: sealed(pixels[:, ::-1]),
    "chat app": lambda pixels: decoded(resize_jpeg(pixels, quality=70).data),
    "screenshot": lambda pixels: decoded(screenshot(pixels).data),
    "cut by a third": cut_by_a_third,
    "turned": lambda pixels: sealed(np.rot90(pixels)),
}


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("name", NAMES)
def test_the_source_leads_a_list_of_five_hundred(name: str, channel: str) -> None:
    found = likeness(probe(Raster(CHANNELS[channel](picture(name)))), five_hundred())
    listed = shortlist(found)
    assert listed[0] == 250 * NAMES.index(name)
    assert LEAST <= len(listed) <= DEFAULT_LIMIT


@pytest.mark.parametrize("count", [0, 1, 2, DEFAULT_LIMIT])
def test_a_few_are_all_listed(count: int) -> None:
    found = likeness(probe(Raster(texture(3))), five_hundred()[:count])
    assert sorted(shortlist(found)) == list(range(count))


def test_a_blank_picture_has_no_votes_and_still_a_list() -> None:
    found = likeness(probe(Raster(sealed(np.full((300, 300, 3), 200)))), five_hundred()[:40])
    assert not found.votes.any()
    assert LEAST <= len(shortlist(found)) <= LEAST + HASHED


def test_equal_pictures_are_listed_in_the_order_in_which_they_were_given() -> None:
    found = Likeness(np.full(40, 3, np.float32), np.full(40, 128, np.int64))
    assert shortlist(found) == tuple(range(DEFAULT_LIMIT - HASHED))


def test_a_near_hash_gets_in_without_any_vote() -> None:
    votes = np.arange(40, 0, -1, dtype=np.float32)
    distances = np.full(40, 128, np.int64)
    distances[39] = 20
    assert shortlist(Likeness(votes, distances))[-1] == 39


def test_a_list_among_some_is_numbered_by_them() -> None:
    votes = np.zeros(40, np.float32)
    votes[30] = 5
    found = Likeness(votes, np.full(40, 128, np.int64)).among(range(20, 40))
    assert shortlist(found)[0] == 10


def test_mirrored_places_are_those_of_the_mirrored_picture() -> None:
    pixels = picture("coffee")
    turned = sketch(Raster(sealed(pixels[:, ::-1]))).places
    here = mirrored(sketch(Raster(pixels)).places)
    near = np.linalg.norm(here[:, None].astype(np.float32) - turned[None].astype(np.float32), axis=2).min(axis=1)
    assert np.median(near) < 60  # descriptors have length 512; two unlike ones are about 500 apart
    assert np.array_equal(mirrored(here), sketch(Raster(pixels)).places)
