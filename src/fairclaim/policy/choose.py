"""Which version decides a claim: the tenant's for the category, else the tenant's, else the one for everybody."""

from collections.abc import Iterable
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.policy.facts import Facts
from fairclaim.policy.life import Scope, Stage, Version


def choose(versions: Iterable[Version], facts: Facts, *, at: datetime, stage: Stage = Stage.LIVE) -> Version:
    """Return the version that decides a claim.

    Parameters
    ----------
    versions : iterable of Version
        All there are. A published version decides from ``effective_at`` on; until then the one that it retires still does.
    at : datetime
        Now, timezone-aware.
    stage : Stage, default live
        ``shadow`` finds the version that runs beside it.

    Raises
    ------
    UnavailableError
        If none is in force, so that no claim is routed by accident.
    """
    known = list(versions)
    for scope in scopes_of(facts):
        fitting = [version for version in known if version.scope == scope]
        chosen = _shadow_of(fitting) if stage is Stage.SHADOW else _in_force(fitting, at)
        if chosen is not None:
            return chosen
    raise UnavailableError(
        Bilingual(f"没有适用的策略（{stage.value}）。", f"No policy is {stage.value} for this claim.")
    )


def scopes_of(facts: Facts) -> tuple[Scope, ...]:
    """Return the scopes that are tried, in order."""
    if facts.tenant is None:
        return (Scope(),)
    return (Scope(tenant=facts.tenant, category=facts.category), Scope(tenant=facts.tenant), Scope())


def _shadow_of(versions: list[Version]) -> Version | None:
    return next((version for version in versions if version.stage is Stage.SHADOW), None)


def _in_force(versions: list[Version], at: datetime) -> Version | None:
    """Return the newest that has begun; a retired one only while its live successor has not."""
    live = [version for version in versions if version.stage is Stage.LIVE]
    begun = [version for version in live if version.effective_at and version.effective_at <= at]
    if begun:
        return max(begun, key=_since)
    if not live:
        return None
    before = [one for one in versions if one.stage is Stage.RETIRED and one.effective_at and one.effective_at <= at]
    return max(before, key=_since, default=None)


def _since(version: Version) -> float:
    return version.effective_at.timestamp() if version.effective_at else 0.0
