"""Features, their pairs, and the two pixel grids a photo is known on."""

import numpy as np
import pytest

from fairclaim.forensics.features import MAX_FEATURES, WORKING_SIDE_PX, Features, detect, match
from unit.forensics.material import known, picture, resized, sealed, working


def test_a_small_photo_keeps_its_size() -> None:
    photo = working(picture("coffee"))
    assert (photo.height, photo.width) == picture("coffee").shape[:2]
    assert np.array_equal(photo.pixels, picture("coffee"))
    assert np.allclose(photo.to_full(), np.eye(3))


def test_a_large_photo_is_compared_at_the_working_size() -> None:
    photo = working(resized(picture("coffee"), 4.0))
    assert (photo.height, photo.width) == (round(WORKING_SIDE_PX * 2 / 3), WORKING_SIDE_PX)
    assert (photo.full_height, photo.full_width) == (1200, 1800)
    assert photo.diagonal_px == pytest.approx(np.hypot(photo.height, photo.width))


def test_the_corners_of_the_working_grid_are_the_corners_of_the_full_grid() -> None:
    photo = working(resized(picture("coffee"), 4.0))
    outer = np.array([[-0.5, -0.5, 1], [photo.width - 0.5, photo.height - 0.5, 1]]).T
    full = photo.to_full() @ outer
    assert np.allclose(full[:2].T, [[-0.5, -0.5], [photo.full_width - 0.5, photo.full_height - 0.5]])


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (2, 3)])
def test_a_photo_never_shrinks_to_nothing(shape: tuple[int, int]) -> None:
    photo = working(np.zeros((*shape, 3), np.uint8))
    assert photo.height >= 1
    assert photo.width >= 1
    assert len(photo.features.points) == 0


def test_features_have_unit_length_and_lie_inside() -> None:
    photo = working(picture("chelsea"))
    features = photo.features
    assert 100 < len(features.points) <= MAX_FEATURES + 10
    assert features.points.shape == (len(features.descriptors), 2)
    assert np.allclose(np.linalg.norm(features.descriptors, axis=1), 1, atol=1e-4)
    assert (features.points > -1).all()
    assert (features.points < [photo.width, photo.height]).all()


def test_features_are_found_once_and_kept() -> None:
    photo = working(picture("chelsea"))
    assert photo.features is photo.features
    assert photo.mirrored_features is photo.mirrored_features


def test_a_feature_lies_where_the_blob_is() -> None:
    rows, cols = np.mgrid[0:160, 0:200].astype(np.float32)
    blob = 40 + 180 * np.exp(-((rows - 70.0) ** 2 + (cols - 120.0) ** 2) / (2 * 6.0**2))
    points = detect(blob.astype(np.uint8)).points
    nearest = points[np.linalg.norm(points - [120.0, 70.0], axis=1).argmin()]
    assert np.allclose(nearest, [120.0, 70.0], atol=0.08)


@pytest.mark.parametrize("name", ["coffee", "chelsea", "astronaut"])
def test_mirrored_features_are_those_of_the_mirrored_picture(name: str) -> None:
    photo, mirrored = working(picture(name)), working(sealed(picture(name)[:, ::-1]))
    ours, theirs = match(photo.mirrored_features, mirrored.features)
    assert len(ours) > 0.85 * len(mirrored.features.points)
    assert np.median(np.abs(ours - theirs)) < 0.05


def test_a_picture_with_few_features_is_looked_at_for_fainter_ones() -> None:
    faint = picture("chelsea").astype(float).mean(axis=2) * 0.06 + 200
    soft = np.clip(faint, 0, 255).astype(np.uint8)
    assert len(detect(soft).points) > 20


def test_a_blank_picture_has_no_features() -> None:
    features = detect(np.full((200, 200), 128, np.uint8))
    assert features.points.shape == (0, 2)
    assert features.descriptors.shape == (0, 128)


def test_a_picture_matches_itself_at_the_same_places() -> None:
    features = known("chelsea").features
    first, second = match(features, features)
    assert len(first) > 0.9 * len(features.points)
    assert np.allclose(first, second)


def test_matching_is_the_same_in_both_directions() -> None:
    left, right = known("chelsea").features, working(resized(picture("chelsea"), 0.8)).features
    there = {(*a, *b) for a, b in zip(*match(left, right), strict=True)}
    back = {(*b, *a) for a, b in zip(*match(right, left), strict=True)}
    # the ratio test looks at one picture only, so a few pairs differ
    assert len(there & back) > 0.8 * max(len(there), len(back))


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_features_match_nothing(count: int) -> None:
    few = Features(np.zeros((count, 2)), np.full((count, 128), 128**-0.5, np.float32))
    many = known("chelsea").features
    for first, second in (match(few, many), match(many, few), match(few, few)):
        assert first.shape == second.shape == (0, 2)


def test_repeated_structure_is_no_match() -> None:
    tile = known("chelsea").features
    twice = Features(np.vstack([tile.points, tile.points + 300]), np.vstack([tile.descriptors, tile.descriptors]))
    first, _ = match(tile, twice)
    assert len(first) == 0


def test_pixels_are_left_alone() -> None:
    pixels = picture("rocket")
    before = pixels.copy()
    photo = working(pixels)
    match(photo.features, photo.mirrored_features)
    assert np.array_equal(pixels, before)
