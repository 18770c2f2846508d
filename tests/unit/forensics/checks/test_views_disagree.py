"""Every answer of the check, reached by an example; drawings and honest second shots never count against anybody."""

import itertools
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks.views_disagree import CHECK
from unit.forensics.drawings import INKS, STROKES, circled, with_emoji
from unit.forensics.material import (
    Pixels,
    cracked,
    decoded,
    photo,
    photographed_again,
    picture,
    reencoded,
    scene_with_a_turned_object,
    sealed,
    stained,
    stereo,
)

OUTCOMES = {signal.name: signal.outcome for signal in CHECK.signals}
ADVERSE = {Outcome.FAIL, Outcome.WARN}


def views(*pixels: Pixels) -> Case:
    return Case(photos=tuple(photo(each, number=n) for n, each in enumerate(pixels, start=1)))


def signals(*pixels: Pixels) -> list[str]:
    return [reading.signal for reading in CHECK.read(views(*pixels))]


def differs() -> Case:
    return views(reencoded(picture("coffee"), 90), reencoded(cracked("coffee").pixels, 90))


def same_grid() -> Case:
    return views(shot_from_a_stand(picture("coffee"), 1), shot_from_a_stand(stained("coffee").pixels, 2))


def shot_from_a_stand(scene: Pixels, seed: int) -> Pixels:
    grain = np.random.default_rng(seed).normal(0, 1.5, scene.shape)
    return reencoded(sealed(np.clip(scene + grain, 0, 255).round()), 90)


def marked() -> Case:
    return views(picture("coffee"), reencoded(circled(picture("coffee"), INKS["green"]), 80))


def cropped_copy() -> Case:
    return views(picture("coffee"), reencoded(sealed(picture("coffee")[20:280, 30:420]), 80))


def same_file() -> Case:
    first = photo(picture("coffee"), number=1, file=b"one file")
    return Case(photos=(first, photo(picture("coffee"), number=2, file=b"one file")))


EXAMPLES: dict[str, Callable[[], Case]] = {
    "same-exposure-differs": differs,
    "same-grid-differs": same_grid,
    "marked-copy": marked,
    "same-exposure": cropped_copy,
    "same-file": same_file,
    "views-agree": lambda: views(picture("coffee"), photographed_again(picture("coffee"))[0]),
    "unclear": lambda: views(scene_with_a_turned_object(angle_deg=10), scene_with_a_turned_object(angle_deg=0)),
    "no-overlap": lambda: views(picture("coffee"), picture("chelsea")),
    "single-view": lambda: views(picture("coffee")),
}

every_example = pytest.mark.parametrize("signal", EXAMPLES)


def only(case: Case) -> Reading:
    readings = CHECK.read(case)
    assert len(readings) == 1
    return readings[0]


@every_example
def test_every_example_is_read_as_it_should(signal: str) -> None:
    reading = only(EXAMPLES[signal]())
    assert reading.signal == signal
    assert "{" not in reading.reason.zh + reading.reason.en
    assert bool(reading.regions) == (OUTCOMES[signal] in ADVERSE)
    assert (reading.map is not None) == (OUTCOMES[signal] in ADVERSE)


def test_the_calibration_knows_every_signal_and_lets_none_decide_alone() -> None:
    weights = load_calibration().weights
    assert all(abs(weights[f"{CHECK.name}/{signal.name}"].log_odds) <= 2.5 for signal in CHECK.signals)


def test_only_a_proven_exposure_fails_and_never_above_grade_b() -> None:
    assert [(signal.name, signal.grade) for signal in CHECK.signals if signal.outcome is Outcome.FAIL] == [
        ("same-exposure-differs", Grade.B)
    ]


def test_the_changed_place_is_where_the_crack_was_painted() -> None:
    box = only(differs()).regions[0]
    mask = cracked("coffee").mask
    assert mask[box.row0 : box.row1, box.col0 : box.col1].sum() > 0.7 * mask.sum()


@pytest.mark.parametrize("ink", ["red", "blue"])
@pytest.mark.parametrize("stroke", ["circle", "arrow", "scribble"])
def test_a_drawing_on_a_copy_is_neutral(stroke: str, ink: str) -> None:
    scene = picture("chelsea", height=400)
    assert signals(scene, reencoded(STROKES[stroke](scene, INKS[ink]), 70)) == ["marked-copy"]


def test_a_sticker_on_a_copy_is_neutral() -> None:
    scene = picture("coffee", height=400)
    assert signals(scene, reencoded(with_emoji(scene), 90)) == ["marked-copy"]


def test_the_order_of_the_two_does_not_matter() -> None:
    crack, good = reencoded(cracked("chelsea").pixels, 90), reencoded(picture("chelsea"), 90)
    assert signals(crack, good) == signals(good, crack) == ["same-exposure-differs"]


def test_a_circle_around_a_painted_crack_does_not_excuse_the_crack() -> None:
    both = circled(cracked("coffee").pixels, INKS["green"])
    assert signals(picture("coffee"), both)[0] in {"same-exposure-differs", "same-grid-differs"}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_shots_from_a_stand_are_never_failed(seed: int) -> None:
    first = shot_from_a_stand(picture("chelsea"), seed)
    second = shot_from_a_stand(cracked("chelsea").pixels, seed + 10)
    assert "same-exposure-differs" not in signals(first, second)


def test_two_views_from_beside_each_other_are_not_adverse() -> None:
    assert all(OUTCOMES[signal] not in ADVERSE for signal in signals(*stereo()))


def test_every_pair_is_compared_and_the_strongest_comes_first() -> None:
    good, crack = reencoded(picture("coffee"), 90), reencoded(cracked("coffee").pixels, 90)
    readings = CHECK.read(views(picture("chelsea"), good, crack))
    assert [reading.signal for reading in readings] == ["same-exposure-differs", "no-overlap", "no-overlap"]
    assert readings[0].exhibits == ("claim-2", "claim-3")


def test_references_and_chat_pictures_are_left_to_other_checks() -> None:
    case = Case(photos=(photo(picture("coffee")), photo(cracked("coffee").pixels, Role.CHAT)))
    assert only(case).signal == "single-view"


def test_without_a_claim_there_is_nothing_to_read() -> None:
    assert list(CHECK.read(Case(photos=(photo(picture("coffee"), Role.LISTING),)))) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (200, 200)])
def test_odd_pictures_are_answered(shape: tuple[int, int]) -> None:
    flat = np.full((*shape, 3), 128, np.uint8)
    assert signals(flat, sealed(flat + 1)) == ["no-overlap"]


@pytest.mark.corpus
def test_honest_views_of_one_thing_are_never_adverse(corpus: Path) -> None:
    adverse = []
    for folder in sorted((corpus / "products").iterdir()):
        pictures = [decoded(path.read_bytes()) for path in sorted(folder.glob("*.jpg"))]
        adverse += [(folder.name, signal) for signal in signals(*pictures) if OUTCOMES[signal] in ADVERSE]
    assert adverse == []


@pytest.mark.corpus
def test_frames_of_a_clip_are_never_failed(corpus: Path) -> None:
    for path in sorted((corpus / "video").iterdir()):
        clip = cv2.VideoCapture(str(path))
        frames = []
        for number in range(int(clip.get(cv2.CAP_PROP_FRAME_COUNT))):
            is_read, bgr = clip.read()
            if is_read and number % 40 in {0, 12}:
                frames.append(sealed(bgr[..., ::-1]))
        clip.release()
        for first, second in itertools.pairwise(frames[:13]):
            assert "same-exposure-differs" not in signals(first, second), path.name
