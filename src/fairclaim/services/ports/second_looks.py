"""Second looks of the tenant: which there are, and what was said in them."""

from collections.abc import Sequence
from typing import Protocol

from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.desk.second_look import SecondLook


class SecondLooks(Protocol):
    """Copies of claims that were judged again, or wait for it."""

    def find(self, alias: ClaimId) -> SecondLook | None:
        """Return the second look that is shown under an id; None if there is none."""
        ...

    def of_claim(self, claim: ClaimId) -> Sequence[SecondLook]:
        """Return all second looks at a claim, in the order of their opening."""
        ...

    def open(self) -> Sequence[SecondLook]:
        """Return those that wait, in the order of their opening."""
        ...

    def ended(self) -> Sequence[SecondLook]:
        """Return those that have ended, in the order of their opening."""
        ...

    def add(self, look: SecondLook) -> None:
        """Add one."""
        ...

    def save(self, look: SecondLook, *, expected: int) -> None:
        """Write what was done.

        Parameters
        ----------
        expected : int
            How many events the caller saw.

        Raises
        ------
        StaleClaimError
            If somebody else has done something meanwhile.
        """
        ...

    def people_of(self, claim: ClaimId) -> frozenset[PersonId]:
        """Return who did or looked at anything of a claim under its own id, as the audit says."""
        ...
