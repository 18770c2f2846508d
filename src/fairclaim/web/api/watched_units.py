"""Units of work that keep an eye on one claim: which version was seen or made, and whether it is the one that was expected.

The comparison happens inside of the unit of work that writes, after the verb has authorised the caller: nobody comes between, and
who may not see a claim learns nothing of its version.
"""

from collections.abc import Callable
from typing import TypeVar

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId
from fairclaim.services.ports.work import Units, Work
from fairclaim.web.errors import VersionError

T = TypeVar("T")


def under_its_own_id(work: Work, claim: ClaimId) -> Claim | None:
    """Return a claim."""
    return work.claims.find(claim)


class WatchedUnits:
    """Units of work around one claim.

    Parameters
    ----------
    find : callable
        Reads the claim.
    is_expected : callable or None
        Tells whether a claim has the version on which the caller insists; None if on none.

    Attributes
    ----------
    seen : Claim or None
        The claim at the end of the last unit of work; None before it, or if there is none.
    """

    def __init__(
        self,
        units: Units,
        claim: ClaimId,
        is_expected: Callable[[Claim], bool] | None = None,
        *,
        find: Callable[[Work, ClaimId], Claim | None] = under_its_own_id,
    ) -> None:
        self._units, self._claim, self._is_expected, self._find = units, claim, is_expected, find
        self.seen: Claim | None = None

    def write(self, tenant: str, act: Callable[[Work], T]) -> T:
        """Run an act; see ``Units.write``.

        Raises
        ------
        VersionError
            If the act has moved a claim of another version than expected; nothing is written. A repetition moves nothing.
        """

        def whole(work: Work) -> T:
            before = self._find(work, self._claim)
            result = act(work)
            after = self._find(work, self._claim)
            has_moved = before is not None and after is not None and before.sequence != after.sequence
            if has_moved and before is not None and self._is_expected is not None and not self._is_expected(before):
                raise VersionError
            self.seen = after
            return result

        return self._units.write(tenant, whole)

    def read(self, tenant: str, act: Callable[[Work], T]) -> T:
        """Run an act that only looks."""
        return self._units.read(tenant, act)
