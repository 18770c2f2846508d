"""Letters that were sent about a claim, as they are shown, and which of them are to be withdrawn after a decision was overturned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.decision import AppealResult
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.services.ports.measures import Channel, Recipient, SentLetter
from fairclaim.services.ports.traffic import Message
from fairclaim.services.ports.work import Work

WITHDRAWAL = "withdrawal-notice"
TO_WITHDRAW = "letters-to-withdraw"
RESTS_ON_A_DECISION = frozenset(
    {"civil-demand", "provider-inquiry", "authority-report", "police-cover", "decision-notice"}
)
"""Kinds that say what was decided; the others say what their sender thinks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSeen:
    """A letter that was sent.

    Parameters
    ----------
    is_to_withdraw : bool
        It rests on a decision that was overturned, and no withdrawal was noted since.
    """

    id: str
    claim: ClaimId
    kind: str
    recipient: Recipient
    side: str
    sent_by: PersonId
    sent_at: datetime
    sha256: str | None
    decision: int | None
    how: Channel | None
    is_to_withdraw: bool


def tell_letters_to_withdraw(work: Work, claim: Claim, *, at: datetime) -> None:
    """Tell the tenant's systems which letters rest on a decision that was just overturned, so that they are withdrawn."""
    back = letters_to_withdraw(work, claim)
    if back:
        letters = [{"letter": one.id, "kind": one.kind, "to": one.recipient.value, "side": one.side} for one in back]
        body = {"claim": claim.id, "letters": letters, "proposal": WITHDRAWAL}
        work.outbox.post(Message(id=f"letters/{claim.id}", kind=TO_WITHDRAW, body=body, at=at))


def letters_to_withdraw(work: Work, claim: Claim) -> list[LetterSeen]:
    """Return the letters that rest on a decision that was overturned and were not withdrawn since."""
    return [one for one in letters_of(work, claim) if one.is_to_withdraw]


def letters_of(work: Work, claim: Claim) -> list[LetterSeen]:
    """Return all letters about a claim, the oldest first."""
    letters = work.letters.of_claim(claim.id)
    return [_seen(one, is_to_withdraw=_is_to_withdraw(one, claim, letters)) for one in letters]


def _is_to_withdraw(letter: SentLetter, claim: Claim, letters: Sequence[SentLetter]) -> bool:
    newest = claim.decision
    if letter.kind not in RESTS_ON_A_DECISION or letter.decision is None or newest is None:
        return False
    if claim.appeal_result is not AppealResult.OVERTURNED or letter.decision >= newest.number:
        return False
    return not any(
        one.kind == WITHDRAWAL
        and (one.recipient, one.side) == (letter.recipient, letter.side)
        and one.noted_at >= letter.noted_at
        and one.decision == newest.number
        for one in letters
    )


def _seen(letter: SentLetter, *, is_to_withdraw: bool) -> LetterSeen:
    return LetterSeen(
        id=letter.id,
        claim=letter.claim,
        kind=letter.kind,
        recipient=letter.recipient,
        side=letter.side,
        sent_by=letter.sent_by,
        sent_at=letter.sent_at,
        sha256=letter.sha256,
        decision=letter.decision,
        how=letter.how,
        is_to_withdraw=is_to_withdraw,
    )
