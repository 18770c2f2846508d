"""What every check promises: its words, its weights, and that it answers the oddest pictures in the same way each time."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.box import Box
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.domain.finding import Outcome
from fairclaim.domain.order import Order
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.case import Case
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.check import Check, Reading, Signal
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.structure import Structure

ADVERSE = {Outcome.FAIL, Outcome.WARN}
SILENT = {Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE}
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OF_PERSONS_ZH = re.compile("骗|作假者|造假者|买家造假|欺诈|恶意")
OF_PERSONS_EN = re.compile(r"\b(fraud|liar|cheat|scam|guilty|malicious)", re.IGNORECASE)

CALIBRATION = load_calibration()
SIGNALS = [(check, signal) for check in CATALOGUE for signal in check.signals]

every_check = pytest.mark.parametrize("check", CATALOGUE, ids=lambda check: check.name)
every_signal = pytest.mark.parametrize(
    ("check", "signal"), SIGNALS, ids=[f"{check.name}/{signal.name}" for check, signal in SIGNALS]
)

Pixels = npt.NDArray[np.uint8]


def assert_fair(text: Bilingual) -> None:
    """Check that both languages are there, each in its own script, and that no word is about a person."""
    assert CHINESE.search(text.zh), text
    assert text.en.strip(), text
    assert not CHINESE.search(text.en), text
    assert not OF_PERSONS_ZH.search(text.zh), text
    assert not OF_PERSONS_EN.search(text.en), text


# names and words


def test_names_of_checks_are_kebab_case_and_unique() -> None:
    names = [check.name for check in CATALOGUE]
    assert all(KEBAB.fullmatch(name) for name in names)
    assert len(set(names)) == len(names) > 0


@every_check
def test_names_of_signals_are_kebab_case_and_unique_within_the_check(check: Check) -> None:
    names = [signal.name for signal in check.signals]
    assert all(KEBAB.fullmatch(name) for name in names)
    assert len(set(names)) == len(names) > 0


@every_check
def test_a_check_describes_itself_fairly_in_both_languages(check: Check) -> None:
    for text in (check.title, check.fooled_by, check.worthless_when):
        assert_fair(text)
    assert check.source.strip()
    assert Role.CLAIM in check.reads


@every_signal
def test_an_adverse_signal_names_an_innocent_cause_in_both_languages(check: Check, signal: Signal) -> None:
    assert check.name
    if signal.outcome in ADVERSE:
        assert_fair(signal.innocent)


@every_signal
def test_no_text_of_a_signal_is_about_a_person(check: Check, signal: Signal) -> None:
    assert not OF_PERSONS_ZH.search(signal.innocent.zh), check.name
    assert not OF_PERSONS_EN.search(signal.innocent.en), check.name


@every_check
def test_a_check_has_its_page(check: Check, checkout: Path) -> None:
    assert (checkout / "docs" / "checks" / f"{check.name}.md").is_file()


# grades and weights


@every_signal
def test_only_adverse_signals_have_a_grade(check: Check, signal: Signal) -> None:
    assert (signal.grade is not None) == (signal.outcome in ADVERSE), check.name


@every_signal
def test_a_weight_points_where_the_outcome_points(check: Check, signal: Signal) -> None:
    weight = CALIBRATION.weights[f"{check.name}/{signal.name}"].log_odds
    if signal.outcome is Outcome.FAIL:
        assert weight > 0
    elif signal.outcome is Outcome.WARN:
        assert weight >= 0
    elif signal.outcome is Outcome.PASS:
        assert weight <= 0
    else:
        assert signal.outcome in SILENT
        assert weight == 0


def test_every_signal_has_a_weight_and_every_weight_a_signal() -> None:
    assert set(CALIBRATION.weights) == {f"{check.name}/{signal.name}" for check, signal in SIGNALS}


# answers to odd pictures


def shade(*shape: int, level: int = 128) -> Pixels:
    return np.full((*shape, 3), level, np.uint8)


def noise(*shape: int) -> Pixels:
    return np.random.default_rng(9).integers(0, 256, (*shape, 3)).astype(np.uint8)


def grey_noise(*shape: int) -> Pixels:
    return np.repeat(noise(*shape)[..., :1], 3, axis=2)


def photo(pixels: Pixels, role: Role, number: int = 1) -> Photo:
    height, width = pixels.shape[:2]
    identity = ExhibitId(f"{role.value}-{number}")
    return Photo(
        id=identity,
        exhibit=Exhibit(identity.encode() + pixels.tobytes(), role),
        structure=Structure(media_type="image/png", parts=(), height=height, width=width),
        metadata=Metadata(),
        raster=Raster(pixels),
    )


def of(claim: Pixels, *references: Pixels, order: Order | None = None) -> Case:
    listings = [photo(pixels, Role.LISTING, number) for number, pixels in enumerate(references, start=1)]
    return Case(photos=(photo(claim, Role.CLAIM), *listings), order=order)


def in_every_role() -> Case:
    return Case(photos=tuple(photo(noise(140, 150), role) for role in Role))


def several_claims() -> Case:
    return Case(photos=tuple(photo(noise(140, 150 + number), Role.CLAIM, number) for number in (1, 2, 3)))


MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CASES: dict[str, Callable[[], Case]] = {
    "one-pixel": lambda: of(shade(1, 1), shade(1, 1)),
    "one-row": lambda: of(noise(1, 300), noise(1, 300)),
    "one-column": lambda: of(noise(300, 1), noise(300, 200)),
    "tiny": lambda: of(noise(7, 9), noise(300, 200)),
    "black": lambda: of(shade(200, 200, level=0), shade(200, 200, level=0)),
    "white": lambda: of(shade(200, 300, level=255), noise(200, 300)),
    "grey": lambda: of(grey_noise(160, 200), noise(160, 200)),
    "noise": lambda: of(noise(160, 200), noise(160, 200)),
    "long-strip": lambda: of(noise(128, 5000), noise(128, 5000)),
    "no-reference": lambda: of(noise(160, 200)),
    "with-order": lambda: of(
        noise(160, 200),
        order=Order(id="1", placed_at=MOMENT, shipped_at=MOMENT, delivered_at=MOMENT, claimed_at=MOMENT),
    ),
    "every-role": in_every_role,
    "several-claims": several_claims,
}

every_case = pytest.mark.parametrize("name", CASES)


@cache
def answers(check_name: str, name: str) -> tuple[Case, tuple[Reading, ...]]:
    """Read one of the cases above once."""
    [check] = [check for check in CATALOGUE if check.name == check_name]
    case = CASES[name]()
    return case, tuple(check.read(case))


def all_texts(readings: Iterable[Reading]) -> list[Bilingual]:
    return [reading.reason for reading in readings]


@every_check
@every_case
def test_a_reading_is_well_formed_and_can_be_calibrated(check: Check, name: str) -> None:
    case, readings = answers(check.name, name)
    sizes = {photo.id: (photo.raster.height, photo.raster.width) for photo in case.photos}
    for reading in readings:
        finding = CALIBRATION.calibrate(check, reading)
        assert finding.check == check.name
        assert reading.exhibits
        assert set(reading.exhibits) <= set(sizes)
        height, width = sizes[reading.exhibits[0]]
        frame = Box(0, 0, height, width)
        assert all(box.area > 0 and box.intersection(frame) == box for box in reading.regions)
        assert reading.map is None or (reading.map.height, reading.map.width) == (height, width)
        assert reading.alignment is None or reading.alignment.reference in reading.exhibits[1:]


@every_check
@every_case
def test_a_reason_is_fair_and_complete_in_both_languages(check: Check, name: str) -> None:
    for text in all_texts(answers(check.name, name)[1]):
        assert_fair(text)
        assert "{" not in text.zh + text.en


@every_check
@every_case
def test_the_same_pictures_read_the_same_twice(check: Check, name: str) -> None:
    case, readings = answers(check.name, name)
    assert tuple(check.read(CASES[name]())) == readings
    assert tuple(check.read(case)) == readings


@every_check
@every_case
def test_pixels_are_left_alone(check: Check, name: str) -> None:
    case, fresh = answers(check.name, name)[0], CASES[name]()
    for examined, untouched in zip(case.photos, fresh.photos, strict=True):
        assert np.array_equal(examined.raster.pixels, untouched.raster.pixels)
        assert examined.exhibit.data == untouched.exhibit.data


@every_check
@pytest.mark.parametrize("name", ["one-pixel", "black", "white", "grey", "no-reference", "several-claims"])
def test_pictures_that_show_nothing_are_not_accused(check: Check, name: str) -> None:
    for reading in answers(check.name, name)[1]:
        assert CALIBRATION.calibrate(check, reading).outcome is not Outcome.FAIL


@every_check
def test_a_case_without_any_photo_is_answered(check: Check) -> None:
    assert not check.read(Case(photos=()))
