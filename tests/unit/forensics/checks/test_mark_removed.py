"""A removed mark is noticed; lettering that was only lettering is never called an AI mark."""

from dataclasses import replace

import numpy as np
import pytest

from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks.mark_removed import CHECK
from fairclaim.imaging.metadata import Metadata, TextEntry
from fairclaim.imaging.photo import Photo
from unit.forensics.drawings import marked_at_the_corner
from unit.forensics.material import Pixels, cracked, photo, photographed_again, picture, reencoded, sealed

LABEL = b'{"AIGC":{"Label":"1","ContentProducer":"a service","ProduceID":"1"}}'


def scene() -> Pixels:
    """Return a picture whose lower edge is calm, as it must be for a faint mark to be told from texture."""
    calm = np.array(picture("coffee", height=400))
    calm[-60:] = (96, 84, 80)
    return sealed(calm)


def marked() -> Pixels:
    return marked_at_the_corner(scene())


def cropped() -> Pixels:
    return reencoded(sealed(marked()[:350]), 85)


def painted() -> Pixels:
    return reencoded(scene(), 85)


def labelled(subject: Photo) -> Photo:
    return replace(subject, metadata=Metadata(texts=(TextEntry("png:tEXt", "AIGC", LABEL),)))


def compared(earlier: Photo, later: Pixels) -> Reading:
    readings = CHECK.read(Case(photos=(earlier, photo(later))))
    assert len(readings) == 1
    return readings[0]


@pytest.mark.parametrize(("make", "signal"), [(cropped, "label-cropped-away"), (painted, "mark-painted-over")])
def test_a_removed_mark_of_a_declared_picture_is_noticed(make: object, signal: str) -> None:
    assert callable(make)
    reading = compared(labelled(photo(marked(), Role.CHAT)), make())
    assert reading.signal == signal
    assert reading.exhibits == ("claim-1", "chat-1")
    assert bool(reading.regions) == (signal == "mark-painted-over")


@pytest.mark.parametrize(("make", "signal"), [(cropped, "lettering-cropped-away"), (painted, "lettering-painted-over")])
def test_without_a_declaration_it_is_only_lettering(make: object, signal: str) -> None:
    assert callable(make)
    reading = compared(photo(marked(), Role.CHAT), make())
    assert reading.signal == signal
    assert "{" not in reading.reason.en + reading.reason.zh


def test_the_region_is_where_the_mark_stood() -> None:
    box = compared(labelled(photo(marked(), Role.CHAT)), painted()).regions[0]
    assert box.row0 > 340
    assert box.col0 > 350


def test_a_mark_that_is_still_there_was_not_removed() -> None:
    assert compared(photo(marked(), Role.CHAT), reencoded(marked(), 80)).signal == "nothing-removed"


def test_a_crop_that_spares_the_mark_removes_nothing() -> None:
    assert compared(photo(marked(), Role.CHAT), reencoded(sealed(marked()[40:]), 85)).signal == "nothing-removed"


def test_a_crop_of_a_picture_without_a_mark_removes_nothing() -> None:
    assert compared(photo(scene(), Role.CHAT), reencoded(sealed(scene()[:350]), 85)).signal == "nothing-removed"


def test_a_declaration_that_a_channel_dropped_is_a_faint_hint_only() -> None:
    reading = compared(labelled(photo(scene(), Role.CHAT)), reencoded(scene(), 85))
    assert reading.signal == "label-lost"
    assert load_calibration().weights["mark-removed/label-lost"].log_odds < 1


def test_a_painted_crack_is_no_removed_mark() -> None:
    assert compared(photo(picture("coffee"), Role.CHAT), cracked("coffee").pixels).signal == "nothing-removed"


def test_the_mark_must_be_in_the_earlier_upload() -> None:
    first, second = photo(scene(), number=1), labelled(photo(marked(), number=2))
    assert [reading.signal for reading in CHECK.read(Case(photos=(first, second)))] == ["nothing-removed"]


def test_claim_photos_are_compared_in_their_order() -> None:
    first, second = labelled(photo(marked(), number=1)), photo(cropped(), number=2)
    readings = CHECK.read(Case(photos=(first, second)))
    assert [(reading.signal, reading.exhibits) for reading in readings] == [
        ("label-cropped-away", ("claim-2", "claim-1"))
    ]


def test_another_exposure_is_no_copy() -> None:
    again = photographed_again(marked())[0]
    assert compared(labelled(photo(marked(), Role.CHAT)), again).signal == "no-earlier-copy"


def test_the_merchants_pictures_are_not_read() -> None:
    case = Case(photos=(labelled(photo(marked(), Role.LISTING)), photo(cropped())))
    assert [reading.signal for reading in CHECK.read(case)] == ["no-earlier-copy"]


def test_without_a_claim_there_is_nothing_to_read() -> None:
    assert list(CHECK.read(Case(photos=(photo(scene(), Role.CHAT),)))) == []


def test_only_a_declared_mark_fails() -> None:
    failing = {signal.name for signal in CHECK.signals if signal.outcome is Outcome.FAIL}
    assert failing == {"label-cropped-away", "mark-painted-over"}
    assert {signal.grade for signal in CHECK.signals if signal.outcome is Outcome.WARN} == {Grade.C}
    weights = load_calibration().weights
    assert all(weights[f"{CHECK.name}/{signal.name}"].log_odds <= 2.5 for signal in CHECK.signals)


@pytest.mark.parametrize("shape", [(1, 1), (2, 300)])
def test_odd_pictures_are_answered(shape: tuple[int, int]) -> None:
    flat = np.full((*shape, 3), 128, np.uint8)
    assert compared(photo(flat, Role.CHAT), sealed(flat + 1)).signal == "no-earlier-copy"
