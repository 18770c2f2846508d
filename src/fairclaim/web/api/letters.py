"""Letters about a claim: what was sent when, to what sort of recipient, and which are to be withdrawn."""

from typing import Annotated

from fastapi import APIRouter, status
from pydantic import AwareDatetime, Field, StringConstraints

from fairclaim.services.note_letter import LetterWish, claim_letters, note_letter
from fairclaim.services.ports.measures import Channel, Recipient
from fairclaim.web.api.context import KeyHeader, TheClaim
from fairclaim.web.api.words import Answer, Name, Wire

router = APIRouter(prefix="/api/v1/claims/{claim}/letters", tags=["letters"])


class LetterSent(Wire):
    """A letter that was sent; the file itself is not taken in."""

    kind: Name
    recipient: Recipient
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    sent_at: AwareDatetime
    how: Channel | None = None

    def to_domain(self) -> LetterWish:
        """Return it as the verb takes it."""
        return LetterWish(
            kind=self.kind, recipient=self.recipient, sha256=self.sha256, sent_at=self.sent_at, how=self.how
        )


class LetterSeen(Answer):
    """A letter that was sent."""

    id: str
    claim: str
    kind: str
    recipient: Recipient
    side: str
    sent_by: str
    sent_at: AwareDatetime
    sha256: str | None = Field(description="Null once its buyer or its sender is erased.")
    how: Channel | None = Field(description="By which way it went; null where nobody said.")
    decision: int | None = Field(description="Number of the decision that stood then.")
    is_to_withdraw: bool = Field(description="It rests on a decision that was overturned: send a withdrawal notice.")


@router.post("", operation_id="note_letter", status_code=status.HTTP_201_CREATED)
def sent(claim: TheClaim, wish: LetterSent, key: KeyHeader = None) -> LetterSeen:
    """Note a letter that was sent."""
    return LetterSeen.model_validate(note_letter(claim.desk, claim.who, claim.id, wish.to_domain(), key=key))


@router.get("", operation_id="claim_letters")
def all_sent(claim: TheClaim) -> list[LetterSeen]:
    """Return what the caller's side has sent about a claim; staff who answer for the desk see all."""
    return [LetterSeen.model_validate(one) for one in claim_letters(claim.desk, claim.who, claim.id)]
