from pathlib import Path

from fairclaim.services.caller import ROLE_NAMES, Role
from fairclaim.services.grants import ACTION_NAMES, GRANTS, Action, Relation, grants_table

PAGE = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "desk-services.md"


def test_the_page_shows_the_table_that_decides() -> None:
    assert grants_table() in PAGE.read_text(encoding="utf-8")


def test_every_action_and_role_has_a_name_in_both_languages() -> None:
    assert set(ACTION_NAMES) == set(Action) == set(GRANTS)
    assert set(ROLE_NAMES) == set(Role)
    assert all(name.zh and name.en for name in (*ACTION_NAMES.values(), *ROLE_NAMES.values()))


def test_nobody_who_judges_acts_on_a_claim_by_tenant_alone() -> None:
    by_tenant = {
        role for granted in GRANTS.values() for role, relation in granted.items() if relation is Relation.TENANT
    }
    judging = GRANTS[Action.JUDGE]
    assert set(judging.values()) == {Relation.UNTIED}
    assert set(GRANTS[Action.JUDGE]) == {Role.REVIEWER, Role.SENIOR}
    assert Role.BUYER not in by_tenant
    assert Role.MERCHANT_AGENT not in by_tenant
