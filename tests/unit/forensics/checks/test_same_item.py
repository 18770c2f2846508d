"""A shared print confirms the product, a plainly other colour asks for a look, and honest pairs stay unharmed."""

from pathlib import Path

import numpy as np
import pytest

from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks.same_item import CHECK
from unit.forensics.material import Pixels, case, decoded, photo, photographed_again, picture, sealed

RED, BLUE, GREEN = (205, 30, 40), (30, 60, 200), (40, 160, 60)


def thing(colour: tuple[int, int, int], *, backdrop: int) -> Pixels:
    """Return a plain thing of one colour, faintly shaded and grained, before an even backdrop."""
    grain = np.random.default_rng(sum(colour)).normal(0, 2, (240, 320, 1))
    pixels = np.full((240, 320, 3), float(backdrop))
    pixels[30:210, 40:280] = colour
    shade = np.linspace(0.8, 1.05, 320)[None, :, None]
    return sealed(np.clip(pixels * shade + grain, 0, 255).round())


def only(subject: Case) -> Reading:
    readings = CHECK.read(subject)
    assert len(readings) == 1
    assert "{" not in readings[0].reason.zh + readings[0].reason.en
    return readings[0]


def listed(colour: tuple[int, int, int]) -> Pixels:
    pixels = np.full((240, 320, 3), 255, np.uint8)
    pixels[30:210, 40:280] = colour
    return sealed(pixels)


@pytest.mark.parametrize("shown", [BLUE, GREEN])
def test_a_plainly_other_colour_asks_for_a_look(shown: tuple[int, int, int]) -> None:
    reading = only(case(thing(shown, backdrop=120), listed(RED)))
    assert reading.signal == "different-colour"
    assert reading.exhibits == ("claim-1", "listing-1")


@pytest.mark.parametrize("light", [(1.0, 1.0, 1.0), (1.1, 1.0, 0.75), (0.5, 0.5, 0.5), (0.8, 0.9, 1.15)])
def test_the_same_colour_in_other_light_does_not(light: tuple[float, float, float]) -> None:
    claim = sealed(np.clip(thing(RED, backdrop=120) * np.array(light), 0, 255))
    assert only(case(claim, listed(RED))).signal == "open"


def test_a_bit_of_the_sold_colour_in_the_picture_is_enough() -> None:
    claim = np.array(thing(BLUE, backdrop=120))
    claim[90:130, 100:140] = RED
    assert only(case(sealed(claim), listed(RED))).signal == "open"


def test_goods_without_a_vivid_colour_stay_open() -> None:
    assert only(case(thing(BLUE, backdrop=120), listed((120, 118, 121)))).signal == "open"


def test_a_merchants_picture_with_a_scene_around_it_stays_open() -> None:
    busy = sealed(np.random.default_rng(1).integers(0, 256, (240, 320, 3)))
    assert only(case(thing(BLUE, backdrop=120), busy)).signal == "open"


def test_one_merchants_picture_of_that_colour_settles_it() -> None:
    assert only(case(thing(BLUE, backdrop=120), listed(RED), listed(BLUE))).signal == "open"


def test_no_colour_warns_where_some_pictures_were_not_looked_at() -> None:
    red, blue = (200, 30, 30), (30, 60, 200)
    few = case(thing(blue, backdrop=128), *[listed(red)] * 12)
    many = case(thing(blue, backdrop=128), *[listed(red)] * 40)
    assert only(few).signal == "different-colour"
    assert only(many).signal == "open"


def test_a_print_photographed_again_is_the_same_print() -> None:
    reading = only(case(photographed_again(picture("coffee"))[0], picture("coffee")))
    assert reading.signal == "same-print"
    assert reading.alignment is not None


def test_a_copy_of_the_listing_confirms_nothing() -> None:
    assert only(case(picture("coffee"), sealed(picture("coffee") // 2 + 60))).signal == "open"


def test_every_claim_photo_gets_one_reading() -> None:
    photos = (photo(picture("coffee"), number=1), photo(picture("chelsea"), number=2))
    listing = photo(picture("astronaut"), Role.LISTING)
    readings = CHECK.read(Case(photos=(*photos, listing)))
    assert [reading.exhibits for reading in readings] == [("claim-1", "listing-1"), ("claim-2", "listing-1")]


def test_without_a_merchants_picture_there_is_nothing_to_compare() -> None:
    assert only(case(picture("coffee"))).signal == "no-merchant-picture"
    assert list(CHECK.read(Case(photos=(photo(picture("coffee"), Role.LISTING),)))) == []


def test_this_check_never_fails_a_picture_and_weighs_little() -> None:
    assert not [signal for signal in CHECK.signals if signal.outcome is Outcome.FAIL]
    assert {signal.grade for signal in CHECK.signals if signal.outcome is Outcome.WARN} == {Grade.C}
    weights = load_calibration().weights
    assert all(abs(weights[f"{CHECK.name}/{signal.name}"].log_odds) <= 0.3 for signal in CHECK.signals)


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (150, 150)])
def test_odd_pictures_are_answered(shape: tuple[int, int]) -> None:
    assert only(case(np.zeros((*shape, 3), np.uint8), picture("coffee"))).signal == "open"


@pytest.mark.corpus
def test_goods_in_hand_and_second_views_never_warn(corpus: Path) -> None:
    warned = []
    for folder in sorted((corpus / "listing").iterdir()):
        hands = [decoded(path.read_bytes()) for path in sorted(folder.glob("inhand_*.jpg"))]
        warned += warnings(hands, decoded((folder / "listing.jpg").read_bytes()), folder.name)
    for folder in sorted((corpus / "products").iterdir()):
        first, *rest = (decoded(path.read_bytes()) for path in sorted(folder.glob("*.jpg")))
        warned += warnings(rest, first, folder.name)
    assert warned == []


def warnings(claims: list[Pixels], listing: Pixels, name: str) -> list[str]:
    photos = tuple(photo(pixels, number=n) for n, pixels in enumerate(claims, start=1))
    readings = CHECK.read(Case(photos=(*photos, photo(listing, Role.LISTING))))
    return [name for reading in readings if reading.signal == "different-colour"]
