from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.clock_rules import ClockKind
from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.evidence_rules import DEFAULT_RULES, Reason
from fairclaim.domain.desk.party import ActorKind
from fairclaim.policy.words import RouteName
from fairclaim.web.pages.names import CATEGORIES, CLOCKS, PEOPLE, REASONS, ROUTES, category_name


def test_every_reason_and_every_category_of_the_rules_has_a_name() -> None:
    assert set(REASONS) == set(Reason)
    assert {category for _, category in DEFAULT_RULES} - {"*"} <= set(CATEGORIES)


def test_every_route_side_and_clock_has_one_name_for_all_rooms() -> None:
    assert set(ROUTES) == set(Route)
    assert {one.value for one in RouteName} == {one.value for one in ROUTES}
    assert set(PEOPLE) == set(ActorKind)
    assert set(CLOCKS) == set(ClockKind)


def test_a_category_of_a_tenants_own_is_shown_as_it_is() -> None:
    assert category_name("hand-made") == Bilingual("hand-made", "hand-made")
