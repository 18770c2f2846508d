"""What a policy in shadow would have done otherwise than the one in force, for who decides whether it goes live."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fairclaim.domain.desk.decision import Route
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.change_policy import PolicySeen, policy_seen
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.ports.routing import Compared
from fairclaim.services.ports.work import Work

EXAMPLES = 5
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePair:
    """Claims for which the one in force proposed one route and the one in shadow another, or the same.

    Parameters
    ----------
    differing : int
        Of them with another route or other remedies.
    amount_minor : mapping
        What could be given back in these claims, by currency.
    examples : tuple of ClaimId
        The first few that differ.
    """

    live: Route
    shadow: Route
    claims: int
    differing: int
    amount_minor: Mapping[str, int]
    examples: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowReport:
    """What was compared. Each claim counts once, by its newest examination; pairs that are the most frequent come first."""

    policy: PolicySeen
    claims: int
    differing: int
    pairs: tuple[RoutePair, ...]


def shadow_report(desk: Desk, who: Caller, version: int, *, category: str | None = None) -> ShadowReport:
    """Report on a version that runs, or ran, in shadow.

    Raises
    ------
    NotFoundError
        If there is no such version.
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.SEE_POLICY, Resource(tenant=who.tenant))

    def whole(work: Work) -> ShadowReport:
        seen = policy_seen(work, who, version, category=category)
        newest: dict[ClaimId, Compared] = {}
        after = ""
        while batch := work.policies.compared(seen.digest, after=after, limit=_BATCH):
            for one in batch:
                if one.claim not in newest or newest[one.claim].at <= one.at:
                    newest[one.claim] = one
            after = batch[-1].examination
        pairs = _pairs(work, newest.values())
        return ShadowReport(
            policy=seen, claims=len(newest), differing=sum(one.differs for one in newest.values()), pairs=pairs
        )

    return desk.units.read(who.tenant, whole)


def _pairs(work: Work, compared: Iterable[Compared]) -> tuple[RoutePair, ...]:
    grouped: dict[tuple[Route, Route], list[Compared]] = {}
    for one in sorted(compared, key=lambda one: (one.at, one.claim)):
        grouped.setdefault((one.live, one.shadow), []).append(one)
    pairs = [_pair(work, live, shadow, ones) for (live, shadow), ones in grouped.items()]
    return tuple(sorted(pairs, key=lambda pair: (-pair.claims, pair.live, pair.shadow)))


def _pair(work: Work, live: Route, shadow: Route, ones: list[Compared]) -> RoutePair:
    amounts: Counter[str] = Counter()
    for one in ones:
        claim = work.claims.find(one.claim)
        if claim is not None:
            amounts[claim.most.currency] += claim.most.amount_minor
    different = [one.claim for one in ones if one.differs]
    return RoutePair(
        live=live,
        shadow=shadow,
        claims=len(ones),
        differing=len(different),
        amount_minor=dict(amounts),
        examples=tuple(different[:EXAMPLES]),
    )
