from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import DEFAULT_RULES, Reason
from fairclaim.web.pages.names import CATEGORIES, REASONS, category_name


def test_every_reason_and_every_category_of_the_rules_has_a_name() -> None:
    assert set(REASONS) == set(Reason)
    assert {category for _, category in DEFAULT_RULES} - {"*"} <= set(CATEGORIES)


def test_a_category_of_a_tenants_own_is_shown_as_it_is() -> None:
    assert category_name("hand-made") == Bilingual("hand-made", "hand-made")
