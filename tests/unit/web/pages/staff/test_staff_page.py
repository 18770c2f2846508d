from fairclaim.credit.measure import MeasureMove
from fairclaim.credit.pattern import Pattern
from fairclaim.services.own_data import CORRECTABLE, ERASURE, OTHER, STANDING
from fairclaim.web.pages.staff.staff_page import FIELDS, PATTERNS, STEPS, short


def test_every_pattern_and_every_wish_has_a_name() -> None:
    assert set(PATTERNS) == {one.value for one in Pattern}
    assert set(STEPS) == set(MeasureMove)
    assert set(FIELDS) == {*CORRECTABLE, STANDING, OTHER, ERASURE}


def test_two_ids_of_the_same_kind_are_told_apart() -> None:
    assert short("person-aaaaaaaaaaaa1111") != short("person-aaaaaaaaaaaa2222")
    assert short("adm") == "adm"
