"""What edits do to the pixel grid is found again exactly; what a hand does to it is not called an edit."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from fairclaim.forensics.registration import Registration, register
from unit.forensics.material import (
    Matrix,
    Pixels,
    Sent,
    known,
    photographed_again,
    picture,
    reencoded,
    resized,
    sealed,
    stereo,
    through_a_chat_app,
    toned,
    working,
)

NAMES = ["coffee", "chelsea"]
CROP = (slice(20, -31), slice(45, -12))
Edit = Callable[[Pixels], tuple[Pixels, Matrix]]
"""The edited picture, and where its source's pixel centres ``(col, row, 1)`` went."""


def unchanged(pixels: Pixels) -> tuple[Pixels, Matrix]:
    return pixels, np.eye(3)


def cropped(pixels: Pixels) -> tuple[Pixels, Matrix]:
    return sealed(pixels[CROP]), np.array([[1, 0, -45], [0, 1, -20], [0, 0, 1.0]])


def stretched(pixels: Pixels) -> tuple[Pixels, Matrix]:
    seen = resized(pixels, 1.0, stretch=1.3)
    return seen, scaling(pixels, seen)


def shrunk(pixels: Pixels) -> tuple[Pixels, Matrix]:
    seen = resized(pixels, 0.6)
    return seen, scaling(pixels, seen)


def enlarged(pixels: Pixels) -> tuple[Pixels, Matrix]:
    seen = resized(pixels, 1.7)
    return seen, scaling(pixels, seen)


def mirrored(pixels: Pixels) -> tuple[Pixels, Matrix]:
    return sealed(pixels[:, ::-1]), np.array([[-1, 0, pixels.shape[1] - 1], [0, 1, 0], [0, 0, 1.0]])


def turned_once(pixels: Pixels) -> tuple[Pixels, Matrix]:
    return sealed(np.rot90(pixels)), np.array([[0, 1, 0], [-1, 0, pixels.shape[1] - 1], [0, 0, 1.0]])


def turned_twice(pixels: Pixels) -> tuple[Pixels, Matrix]:
    height, width = pixels.shape[:2]
    return sealed(np.rot90(pixels, 2)), np.array([[-1, 0, width - 1], [0, -1, height - 1], [0, 0, 1.0]])


def turned_thrice(pixels: Pixels) -> tuple[Pixels, Matrix]:
    return sealed(np.rot90(pixels, 3)), np.array([[0, -1, pixels.shape[0] - 1], [1, 0, 0], [0, 0, 1.0]])


def mirrored_and_turned(pixels: Pixels) -> tuple[Pixels, Matrix]:
    flipped, mirror = mirrored(pixels)
    seen, turn = turned_once(flipped)
    return seen, turn @ mirror


def compressed(pixels: Pixels) -> tuple[Pixels, Matrix]:
    return reencoded(pixels, 50), np.eye(3)


def cropped_toned_and_sent(pixels: Pixels) -> tuple[Pixels, Matrix]:
    cut, shift = cropped(pixels)
    sent = through_a_chat_app(Sent(toned(resized(cut, 0.8)), np.zeros(cut.shape[:2], bool))).pixels
    return sent, scaling(cut, sent) @ shift


def scaling(source: Pixels, seen: Pixels) -> Matrix:
    """Return the map of pixel centres of a resize, which keeps the outer edges of the corner pixels."""
    rows, cols = seen.shape[0] / source.shape[0], seen.shape[1] / source.shape[1]
    return np.array([[cols, 0, (cols - 1) / 2], [0, rows, (rows - 1) / 2], [0, 0, 1.0]])


EDITS: list[Edit] = [
    unchanged,
    cropped,
    stretched,
    shrunk,
    enlarged,
    mirrored,
    turned_once,
    turned_twice,
    turned_thrice,
    mirrored_and_turned,
    compressed,
    cropped_toned_and_sent,
]


def moved(matrix: npt.NDArray[np.floating], points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    lifted = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(lifted[:, :2] / lifted[:, 2:])


def known_points(pixels: Pixels) -> npt.NDArray[np.float64]:
    """Return the pixel centres at the corners, along the edges and inside, as (col, row)."""
    height, width = pixels.shape[:2]
    cols, rows = np.meshgrid(np.linspace(0, width - 1, 5), np.linspace(0, height - 1, 5))
    return np.column_stack([cols.ravel(), rows.ravel()])


@pytest.fixture(
    scope="module", params=[(name, edit) for name in NAMES for edit in EDITS], ids=lambda p: f"{p[0]}-{p[1].__name__}"
)
def edited(request: pytest.FixtureRequest) -> tuple[Pixels, Matrix, Registration]:
    name, edit = request.param
    source = picture(name)
    seen, truth = edit(source)
    registration = register(working(seen), known(name))
    assert registration is not None
    return source, truth, registration


def test_an_edited_picture_keeps_its_pixel_grid(edited: tuple[Pixels, Matrix, Registration]) -> None:
    _, _, registration = edited
    assert registration.axis_share > 0.95
    assert registration.axis_inliers >= 100
    assert registration.second_motion < 0.1 * registration.axis_inliers
    assert registration.residual_permille < 1.0


def test_the_grid_is_found_again_to_a_pixel(edited: tuple[Pixels, Matrix, Registration]) -> None:
    source, truth, registration = edited
    points = known_points(source)
    error_px = np.linalg.norm(moved(registration.matrix, points) - moved(truth, points), axis=1)
    assert error_px.max() < 0.75


def test_the_map_leads_back_as_well(edited: tuple[Pixels, Matrix, Registration]) -> None:
    source, truth, registration = edited
    points = known_points(source)
    error_px = np.linalg.norm(moved(np.linalg.inv(registration.matrix), moved(truth, points)) - points, axis=1)
    assert error_px.max() < 1.5


def test_the_general_map_says_the_same(edited: tuple[Pixels, Matrix, Registration]) -> None:
    source, truth, registration = edited
    height, width = source.shape[:2]
    inner = known_points(source) * 0.6 + np.array([width, height]) * 0.2
    error_px = np.linalg.norm(moved(registration.homography, inner) - moved(truth, inner), axis=1)
    assert error_px.max() < 1.5


def test_counts_and_shares_keep_their_ranges(edited: tuple[Pixels, Matrix, Registration]) -> None:
    _, _, registration = edited
    assert 0 < registration.projective_inliers <= registration.matches
    assert 0 < registration.axis_inliers <= registration.matches
    assert 0 <= registration.axis_share <= 1
    assert registration.quarter_turns in range(4)


@pytest.mark.parametrize(
    ("edit", "is_mirrored", "quarter_turns"),
    [
        (unchanged, False, 0),
        (mirrored, True, 0),
        (turned_once, False, 1),
        (turned_twice, False, 2),
        (turned_thrice, False, 3),
        (mirrored_and_turned, True, 1),
    ],
)
def test_mirrors_and_turns_are_named(edit: Edit, *, is_mirrored: bool, quarter_turns: int) -> None:
    source = picture("chelsea")
    registration = register(working(edit(source)[0]), known("chelsea"))
    assert registration is not None
    assert registration.is_mirrored is is_mirrored
    assert registration.quarter_turns == quarter_turns


@pytest.mark.parametrize("name", ["coffee", "chelsea", "astronaut", "rocket"])
def test_a_print_photographed_by_hand_leaves_the_grid(name: str) -> None:
    source = picture(name)
    seen, truth = photographed_again(source)
    registration = register(working(seen), known(name))
    assert registration is not None
    assert registration.projective_inliers >= 50
    assert registration.axis_share < 0.6
    height, width = source.shape[:2]
    inner = known_points(source) * 0.6 + np.array([width, height]) * 0.2
    error_px = np.linalg.norm(moved(registration.homography, inner) - moved(truth, inner), axis=1)
    assert error_px.max() < 1.5


def test_a_step_to_the_side_leaves_the_grid() -> None:
    left, right = (working(pixels) for pixels in stereo())
    registration = register(left, right)
    assert registration is not None
    assert registration.axis_share < 0.8


@pytest.mark.parametrize(
    ("first", "second"),
    [("coffee", "chelsea"), ("chelsea", "rocket"), ("rocket", "astronaut"), ("astronaut", "coffee")],
)
def test_pictures_of_different_things_share_no_grid(first: str, second: str) -> None:
    registration = register(known(first), known(second))
    assert registration is None or registration.projective_inliers < 12
    assert registration is None or registration.axis_inliers < 12


def nothing(height: int, width: int) -> Pixels:
    return sealed(np.full((height, width, 3), 200))


def noise(height: int, width: int) -> Pixels:
    return sealed(np.random.default_rng(5).integers(0, 256, (height, width, 3)))


@pytest.mark.parametrize("make", [nothing, noise])
@pytest.mark.parametrize(
    "shape", [(1, 1), (2, 2), (1, 300), (300, 1), (5, 400), (16, 16), (128, 5000), (5000, 128)], ids=str
)
def test_no_picture_is_too_odd_to_be_tried(make: Callable[[int, int], Pixels], shape: tuple[int, int]) -> None:
    odd, usual = working(make(*shape)), known("chelsea")
    for claim, reference in ((odd, usual), (usual, odd), (odd, odd)):
        registration = register(claim, reference)
        assert registration is None or np.isfinite(registration.matrix).all()


def test_a_blank_picture_registers_with_nothing() -> None:
    blank = working(nothing(300, 400))
    assert register(blank, blank) is None
    assert register(blank, working(picture("coffee"))) is None


def test_the_answer_is_the_same_each_time_and_in_any_company() -> None:
    seen, source = cropped_toned_and_sent(picture("coffee"))[0], picture("coffee")
    first = register(working(seen), working(source))
    register(working(picture("rocket")), working(picture("astronaut")))
    again = register(working(seen), working(source))
    assert first is not None
    assert again is not None
    assert np.array_equal(first.matrix, again.matrix)
    assert np.array_equal(first.homography, again.homography)
    assert (first.matches, first.axis_inliers, first.second_motion) == (
        again.matches,
        again.axis_inliers,
        again.second_motion,
    )
