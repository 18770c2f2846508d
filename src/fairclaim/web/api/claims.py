"""Claims: filed, seen, answered, appealed, settled, withdrawn."""

from typing import Annotated

from fastapi import APIRouter, Path, Response, status
from pydantic import Field

from fairclaim.domain.desk.party import ClaimId, TextId
from fairclaim.domain.desk.states import STATE_NAMES
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim, withdraw_appeal
from fairclaim.services.file_claim import file_claim
from fairclaim.services.receipt import receipt_id
from fairclaim.services.see_claim import see_claim, see_words
from fairclaim.services.see_examination import see_examination
from fairclaim.services.settle_claim import accept_offer, offer_remedy, withdraw_claim
from fairclaim.web.api.context import KeyHeader, RequiredKey, TheCaller, TheClaim, TheDesk, TheParts
from fairclaim.web.api.receipts import Done
from fairclaim.web.api.seen import ClaimSeen, claim_seen
from fairclaim.web.api.signed_values import version_tag
from fairclaim.web.api.wishes import AnswerWish, AppealWish, ClaimWish, OfferWish
from fairclaim.web.api.words import ID, Answer, BothLanguages
from fairclaim.web.errors import FileErasedError

router = APIRouter(prefix="/api/v1/claims", tags=["claims"])


class ClaimFiled(Done):
    """The new claim, and exactly what is still to be shown."""

    missing: list[BothLanguages] = Field(description="Attach these as exhibits.")


class TextSeen(Answer):
    """What a side said."""

    text: str
    words: str


@router.post("", operation_id="file_claim", status_code=status.HTTP_201_CREATED)
def file(  # noqa: PLR0917  (FastAPI fills them by name)
    desk: TheDesk, who: TheCaller, parts: TheParts, key: RequiredKey, wish: ClaimWish, response: Response
) -> ClaimFiled:
    """File a claim: as its buyer, or by the platform's systems for one."""
    filed = file_claim(desk, who, wish.to_domain(), key=key)
    receipt = filed.receipt
    response.headers["Location"] = f"/api/v1/claims/{receipt.claim}"
    response.headers["ETag"] = version_tag(parts.secret, receipt.claim, receipt.sequence)
    return ClaimFiled(
        claim=receipt.claim,
        state=receipt.state,
        state_name=BothLanguages.model_validate(STATE_NAMES[receipt.state]),
        made=receipt.made,
        receipts=[receipt_id(one) for one in receipt.submitted],
        missing=[BothLanguages.model_validate(need.in_words()) for need in filed.missing],
    )


@router.get("/{claim}", operation_id="see_claim")
def see(claim: TheClaim) -> ClaimSeen:
    """Look at a claim. Which of the four views it is, depends on the caller's role. Its clock runs, so it is always sent whole."""
    view = claim_seen(see_claim(claim.desk, claim.who, claim.id))
    claim.show_version()
    return view


@router.get("/{claim}/words/{text}", operation_id="see_words")
def words(
    desk: TheDesk, who: TheCaller, claim: Annotated[str, Path(pattern=ID)], text: Annotated[str, Path(pattern=ID)]
) -> TextSeen:
    """Read what a side said."""
    found = see_words(desk, who, ClaimId(claim), TextId(text))
    if found is None:
        raise FileErasedError
    return TextSeen(text=text, words=found)


@router.get("/{claim}/examination", operation_id="see_examination")
def examination(claim: TheClaim) -> dict[str, object]:
    """Read the whole examination, `fairclaim.examination/1`: as a reviewer who has judged and looked, or as an auditor.

    Findings call another claim by a letter; `earlier_claims` says which it is, of those that the caller may see.
    """
    return dict(see_examination(claim.desk, claim.who, claim.id))


@router.post("/{claim}/answer", operation_id="answer_claim")
def answer(claim: TheClaim, wish: AnswerWish, key: KeyHeader = None) -> Done:
    """Answer as the merchant. Late answers are heard, too."""
    return claim.done(answer_claim(claim.desk, claim.who, claim.id, wish.stance, words=wish.words, key=key))


@router.post("/{claim}/appeal", operation_id="appeal_claim")
def appeal(claim: TheClaim, wish: AppealWish, key: KeyHeader = None) -> Done:
    """Appeal. People who had no part in the claim will judge."""
    return claim.done(appeal_claim(claim.desk, claim.who, claim.id, words=wish.words, key=key))


@router.delete("/{claim}/appeal", operation_id="withdraw_appeal")
def take_appeal_back(claim: TheClaim, key: KeyHeader = None) -> Done:
    """Take the own appeal back; the decision stands."""
    return claim.done(withdraw_appeal(claim.desk, claim.who, claim.id, key=key))


@router.post("/{claim}/offers", operation_id="offer_remedy")
def offer(claim: TheClaim, wish: OfferWish, key: RequiredKey) -> Done:
    """Offer the other side a remedy; it replaces the own earlier offer."""
    remedy = wish.remedy.to_domain()
    return claim.done(offer_remedy(claim.desk, claim.who, claim.id, remedy, words=wish.words, key=key))


@router.post("/{claim}/offers/{offer}/acceptance", operation_id="accept_offer")
def accept(claim: TheClaim, offer: Annotated[str, Path(pattern=ID)], key: RequiredKey) -> Done:
    """Accept the other side's offer: the claim is settled."""
    return claim.done(accept_offer(claim.desk, claim.who, claim.id, offer, key=key))


@router.post("/{claim}/withdrawal", operation_id="withdraw_claim")
def withdraw(claim: TheClaim, key: KeyHeader = None) -> Done:
    """Take the claim back."""
    return claim.done(withdraw_claim(claim.desk, claim.who, claim.id, key=key))
