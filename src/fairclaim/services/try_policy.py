"""A policy tried on what the desk itself has been through, beside the one in force: a stretch of time is chosen, no file is needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Final

from fairclaim.domain.desk.claim import Claim
from fairclaim.policy.engine import Decider
from fairclaim.policy.simulate import Simulation, simulate
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.change_policy import both_policies, live_policy
from fairclaim.services.desk import Desk
from fairclaim.services.grants import Action
from fairclaim.services.needed import main_category
from fairclaim.services.own_past import imported_past, own_past
from fairclaim.services.paging import MOST
from fairclaim.services.ports.lists import Among
from fairclaim.services.ports.work import Work

MOST_TRIED: Final = 1_000
"""Claims that one trial reads, the newest first."""


class Source(StrEnum):
    """Whose claims a policy is tried on."""

    OWN = "own"
    """Those of this desk."""
    IMPORTED = "imported"
    """Those of the system before it; see :mod:`fairclaim.services.import_history`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedHere:
    """What a policy would have meant.

    Parameters
    ----------
    left_out : int
        Claims that no policy was asked about, or whose examination is gone.
    is_cut : bool
        There were more than :data:`MOST_TRIED`; the older ones are not in it.
    currencies : tuple of str or None
        Of the version that was tried, and of the one in force.
    """

    simulation: Simulation
    left_out: int
    is_cut: bool
    currencies: tuple[str | None, str | None]


def try_policy(
    desk: Desk,
    who: Caller,
    *,
    version: int,
    category: str | None = None,
    source: Source = Source.OWN,
    filed_from: datetime | None = None,
    filed_before: datetime | None = None,
) -> TriedHere:
    """Try a version on claims filed in a half-open stretch of time: those that the policies of its category decide.

    Raises
    ------
    NotFoundError, NotAllowedError
        If there is no such version, or the caller may not.
    UnavailableError
        If the decision engine is not installed.
    """
    authorize(who, Action.CHANGE_POLICY, Resource(tenant=who.tenant))

    def whole(work: Work) -> TriedHere:
        tried, live = both_policies(work, who, version, category=category)

        @cache
        def is_ours(of: str) -> bool:
            return of == category if category is not None else live_policy(work, of) is None

        if source is Source.OWN:
            claims = _filed(work, filed_from, filed_before)
            own = list(islice((one for one in claims if is_ours(main_category(one))), MOST_TRIED + 1))
            read = [own_past(desk, work, one, tenant=who.tenant) for one in own[:MOST_TRIED]]
            is_cut = len(own) > MOST_TRIED
        else:
            rows = work.history.filed(since=filed_from, before=filed_before, limit=MOST_TRIED + 1)
            read = list(imported_past((one for one in rows[:MOST_TRIED] if is_ours(one.category)), tenant=who.tenant))
            is_cut = len(rows) > MOST_TRIED
        usable = [one for one in read if one is not None]
        return TriedHere(
            simulation=simulate(usable, Decider(tried), against=Decider(live)),
            left_out=len(read) - len(usable),
            is_cut=is_cut,
            currencies=(tried.currency, live.currency),
        )

    return desk.units.read(who.tenant, whole)


def _filed(work: Work, since: datetime | None, before: datetime | None) -> Iterator[Claim]:
    """Yield claims, the newest first, some at a time."""
    among, after = Among(filed_from=since, filed_before=before), None
    while batch := work.lists.claims(among, after=after, limit=MOST):
        yield from batch
        after = batch[-1].filed_at, batch[-1].id
