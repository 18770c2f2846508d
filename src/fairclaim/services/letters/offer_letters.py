"""Which letters about a claim may be written now, why the others may not, and what was sent."""

from dataclasses import dataclass

from fairclaim.domain.desk.party import ClaimId
from fairclaim.law.possible import possible, withheld
from fairclaim.law.proposals import Proposal, Side
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.grants import GRANTS, Action
from fairclaim.services.letters.gather_matter import gather_matter
from fairclaim.services.letters_told import LetterSeen
from fairclaim.services.ports.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersOffered:
    """What somebody may write about a claim.

    Parameters
    ----------
    may_write : bool
        False for an auditor, who reads.
    possible, withheld : tuple of Proposal
        Kinds with what speaks for them, and with why they are not possible now.
    sent : tuple of LetterSeen
        By the own side; for the desk, by everybody.
    """

    claim: ClaimId
    side: Side
    may_write: bool
    possible: tuple[Proposal, ...]
    withheld: tuple[Proposal, ...]
    sent: tuple[LetterSeen, ...]


def offered_letters(desk: Desk, who: Caller, claim: ClaimId) -> LettersOffered:
    """Return what the caller's side may write.

    Raises
    ------
    NotFoundError, NotAllowedError, ConflictOfInterestError
        If there is no such claim, or the caller may not.
    """

    def whole(work: Work) -> LettersOffered:
        matter, role = gather_matter(desk, work, who, Action.SEE_LETTERS, claim)
        back, situation = matter.has_letters_to_withdraw, matter.situation
        sides = (Role.BUYER, Role.MERCHANT_AGENT)
        return LettersOffered(
            claim=matter.claim.id,
            side=matter.side,
            may_write=role in GRANTS[Action.NOTE_LETTER],
            possible=possible(situation, has_letters_to_withdraw=back),
            withheld=withheld(situation, has_letters_to_withdraw=back),
            sent=tuple(one for one in matter.letters if role not in sides or one.side == role.value),
        )

    return desk.units.read(who.tenant, whole)
