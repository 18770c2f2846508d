"""Which version decides: tenant and category, tenant, everybody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fairclaim.domain.errors import UnavailableError
from fairclaim.policy.choose import choose, scopes_of
from fairclaim.policy.life import EVERYBODY, PersonId, Scope, Stage, Version
from unit.policy.tables import facts, policy

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BASE = Version(policy=policy(), scope=EVERYBODY, stage=Stage.LIVE, author=PersonId("ann"), effective_at=NOW)
SHOP = replace(BASE, scope=Scope(tenant="shop"))
TOYS = replace(BASE, scope=Scope(tenant="shop", category="toys"))


@pytest.mark.parametrize(
    ("tenant", "category", "chosen"),
    [("shop", "toys", TOYS), ("shop", "books", SHOP), ("other", "toys", BASE), (None, "toys", BASE)],
)
def test_the_narrowest_scope_decides(tenant: str | None, category: str, chosen: Version) -> None:
    claim = facts(tenant=tenant, category=category)
    assert choose([BASE, TOYS, SHOP], claim, at=NOW) is chosen
    assert scopes_of(claim)[-1] == EVERYBODY


def test_only_what_is_live_decides_and_shadow_is_found_apart() -> None:
    beside = replace(SHOP, stage=Stage.SHADOW, effective_at=None)
    claim = facts(tenant="shop")
    assert choose([beside, BASE], claim, at=NOW) is BASE
    assert choose([beside, BASE], claim, at=NOW, stage=Stage.SHADOW) is beside


def test_until_a_published_version_begins_the_retired_one_decides() -> None:
    old = replace(BASE, stage=Stage.RETIRED)
    older = replace(BASE, stage=Stage.RETIRED, effective_at=NOW - timedelta(days=9))
    new = replace(BASE, effective_at=NOW + timedelta(days=7))
    assert choose([new, older, old], facts(), at=NOW + timedelta(days=6)) is old
    assert choose([new, older, old], facts(), at=NOW + timedelta(days=7)) is new


def test_a_retired_policy_without_successor_decides_nothing() -> None:
    with pytest.raises(UnavailableError, match="No policy is live"):
        choose([replace(BASE, stage=Stage.RETIRED)], facts(), at=NOW)
    with pytest.raises(UnavailableError):
        choose([replace(BASE, effective_at=NOW + timedelta(days=1))], facts(), at=NOW)
