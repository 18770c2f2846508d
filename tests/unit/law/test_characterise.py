"""Tiers, to the fen, in each place that has figures of its own."""

import pytest

from fairclaim.law.assess import assess
from fairclaim.law.assessment import Characterisation, Reach
from fairclaim.law.characterise import reached
from fairclaim.law.place import place_at
from fairclaim.law.provision import Area, Field
from fairclaim.law.statute_book import TIERS, shipped_book
from unit.law.record import ASKED, NEW_LAW, OLD_LAW, act

BOOK = shipped_book()


def criminal(fen: int, province: str | None = None) -> Characterisation:
    found = assess([act(fen=fen)], on=ASKED, province=province).characterisations
    return next(one for one in found if one.field is Field.CRIMINAL)


@pytest.mark.parametrize(
    ("fen", "reach", "tiers"),
    [
        (299_999, Reach.NOT_MET, ()),
        (300_000, Reach.DEPENDS, TIERS[:1]),
        (999_999, Reach.DEPENDS, TIERS[:1]),
        (1_000_000, Reach.MET, TIERS[:1]),
        (2_999_999, Reach.MET, TIERS[:1]),
        (3_000_000, Reach.MET, TIERS[:2]),
        (9_999_999, Reach.MET, TIERS[:2]),
        (10_000_000, Reach.MET, TIERS[1:2]),
        (49_999_999, Reach.MET, TIERS[1:2]),
        (50_000_000, Reach.MET, TIERS[2:]),
    ],
)
def test_every_tier_of_the_national_range_to_the_fen(fen: int, reach: Reach, tiers: tuple[str, ...]) -> None:
    found = criminal(fen)
    assert (found.reach, found.tiers) == (reach, tiers)


@pytest.mark.parametrize("index", range(3))
@pytest.mark.parametrize("area", BOOK.areas, ids=lambda area: area.code)
def test_every_tier_of_every_place_to_the_fen(area: Area, index: int) -> None:
    code = area.cities[0] if area.cities else area.code
    edge = area.tiers[index].low
    assert criminal(edge, code).tiers == (TIERS[index],)
    below = criminal(edge - 1, code)
    assert below.tiers == ((TIERS[index - 1],) if index else ())
    assert below.reach is (Reach.MET if index else Reach.NOT_MET)


def test_a_province_with_two_classes_of_cities_depends_between_them() -> None:
    assert [criminal(fen, "44").reach for fen in (399_999, 400_000, 599_999, 600_000)] == [
        Reach.NOT_MET, Reach.DEPENDS, Reach.DEPENDS, Reach.MET,
    ]  # fmt: skip


def test_no_tiers_reach_nothing() -> None:
    assert reached(10**12, ()) == (Reach.NOT_MET, ())
    assert reached(0, place_at(None, on=ASKED, book=BOOK).tiers) == (Reach.NOT_MET, ())


def test_each_act_falls_under_the_law_of_its_day_and_all_add_up_for_the_criminal_one() -> None:
    found = assess([act("old", 200_000, on=OLD_LAW), act("new", 200_000, on=NEW_LAW)], on=ASKED).characterisations
    petty = [(one.provisions, one.acts) for one in found if one.field is Field.ADMINISTRATIVE]
    assert petty == [(("public-security-2012-49",), ("old",)), (("public-security-2025-58",), ("new",))]
    assert found[-1].amount.amount_minor == 400_000


def test_a_removed_label_touches_the_rules_on_labels_from_their_day_on() -> None:
    def rules(on: str) -> list[str]:
        one = act(on=type(NEW_LAW).fromisoformat(on), has_removed_label=True)
        return [name for rule in assess([one], on=ASKED).characterisations for name in rule.provisions]

    assert "labelling-10" not in rules("2025-08-31")
    assert "labelling-10" in rules("2025-09-01")
    assert "deep-synthesis-18" in rules("2025-08-31")


def test_acts_before_any_of_these_laws_have_no_characterisation() -> None:
    assert assess([act(on=type(NEW_LAW)(1990, 1, 1))], on=ASKED).characterisations == ()
