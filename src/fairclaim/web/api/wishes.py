"""What callers send: requests as they come over the wire, each with the record of the domain that it becomes."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field, StrictInt

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.clock_rules import PauseReason
from fairclaim.domain.desk.evidence_rules import Capture, Media, Reason, Requirement, Shot
from fairclaim.domain.desk.judgement import Opinion, Outcome, View
from fairclaim.domain.desk.live_capture import Way
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import ClaimedItem, LineId
from fairclaim.domain.desk.remedy import BorneBy, Remedy, RemedyKind
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade
from fairclaim.services.file_claim import ClaimRequest
from fairclaim.services.skip_reason import SkipReason
from fairclaim.web.api.words import Id, Name, Reasons, Wire, Words

Basis = Annotated[tuple[Name, ...], Field(max_length=200, description="Ids of exhibits and names of checks.")]


class MoneyWish(Wire):
    """An amount in minor units (分, cents), never a fraction."""

    amount_minor: Annotated[StrictInt, Field(ge=0, lt=10**15, examples=[1990])]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["CNY"], description="ISO 4217.")]

    def to_domain(self) -> Money:
        """Return the amount; an unknown currency is a ``UsageError``."""
        return Money(self.amount_minor, self.currency)


class RemedyWish(Wire):
    """A remedy that is asked for, offered or granted."""

    kind: RemedyKind
    borne_by: BorneBy = BorneBy.MERCHANT
    amount: MoneyWish | None = Field(default=None, description="What is paid; left out for an exchange and a repair.")

    def to_domain(self) -> Remedy:
        """Return the remedy."""
        amount = self.amount.to_domain() if self.amount is not None else None
        return Remedy(kind=self.kind, borne_by=self.borne_by, amount=amount)


class ItemWish(Wire):
    """How many units of an order line a claim is about."""

    line: Name
    quantity: Annotated[StrictInt, Field(ge=1, le=1_000_000)]


class ClaimWish(Wire):
    """A claim to be filed. What was bought and paid is taken from the order."""

    order: Name
    items: Annotated[tuple[ItemWish, ...], Field(min_length=1, max_length=200)]
    reason: Reason
    asked: RemedyWish
    words: Words | None = Field(default=None, description="The buyer's own description.")

    def to_domain(self) -> ClaimRequest:
        """Return the request; photos follow as exhibits."""
        return ClaimRequest(
            order=self.order,
            items=tuple(ClaimedItem(line=LineId(one.line), quantity=one.quantity) for one in self.items),
            reason=self.reason,
            asked=self.asked.to_domain(),
            words=self.words,
        )


class RequirementWish(Wire):
    """One thing that the buyer is to show, and why."""

    shot: Shot
    media: Media = Media.PHOTO
    capture: Capture = Capture.ANY
    count: Annotated[StrictInt, Field(ge=1, le=20)] = 1
    why: Reasons

    def to_domain(self) -> Requirement:
        """Return the requirement."""
        return Requirement(
            shot=self.shot, media=self.media, capture=self.capture, count=self.count, why=self.why.to_domain()
        )


class EvidenceWish(Wire):
    """What a reviewer asks the buyer for."""

    needed: Annotated[tuple[RequirementWish, ...], Field(min_length=1, max_length=20)]


class AnswerWish(Wire):
    """The merchant's answer; files are attached beforehand as exhibits."""

    stance: Stance
    words: Words | None = None


class AppealWish(Wire):
    """Why somebody appeals."""

    words: Words | None = None


class OfferWish(Wire):
    """A remedy offered to the other side."""

    remedy: RemedyWish
    words: Words | None = None


SAID_LIVE = (
    "Believed of the tenant's own systems. Of a buyer or merchant a file is live with a code only: `taken_with`."
)
TAKEN_WITH = "Id of the code with which it was taken; see `claim_code`."
WAY = "`page` if your own page or app took it from the camera, `field` if a form's camera button did."


class UploadedFile(Wire):
    """A finished resumable upload that becomes an exhibit."""

    upload: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    role: Role
    shot: Shot | None = None
    media: Media = Media.VIDEO
    capture: Capture = Field(default=Capture.ANY, description=SAID_LIVE)
    taken_with: Id | None = Field(default=None, description=TAKEN_WITH)
    way: Way = Field(default=Way.FIELD, description=WAY)


class OpinionWish(Wire):
    """One person's answer to "what should become of this claim, and why?"."""

    outcome: Outcome
    view: View = Field(description="What the evidence does; it is said of the evidence, never of a person.")
    grade: Grade | None = Field(default=None, description="Only where the evidence contradicts the claim: A or B.")
    remedy: RemedyWish | None = Field(default=None, description="What to grant; left out in a refusal.")
    reasons: Reasons | None = None
    basis: Basis = ()

    def to_domain(self) -> Opinion:
        """Return the opinion."""
        return Opinion(
            outcome=self.outcome,
            view=self.view,
            grade=self.grade,
            remedy=self.remedy.to_domain() if self.remedy is not None else None,
            reasons=self.reasons.to_domain() if self.reasons is not None else None,
            basis=self.basis,
        )


class ConfirmationWish(Wire):
    """The judgement after the verdict was seen."""

    final: OpinionWish
    changed_because: Reasons | None = Field(default=None, description="Needed where the mind was changed.")


class DecisionWish(Wire):
    """Reasons for both sides, and what they rest on. The outcome is what the judgements say."""

    reasons: Reasons
    basis: Basis


class SkipWish(Wire):
    """Why a task is passed on."""

    reason: SkipReason


class PauseWish(Wire):
    """Why a clock is to stand still."""

    because: PauseReason
    note: Reasons


class ExtensionWish(Wire):
    """How much more time is given, and why."""

    hours: Annotated[StrictInt, Field(ge=1, le=24 * 365)]
    because: Reasons

    def more(self) -> timedelta:
        """Return the time."""
        return timedelta(hours=self.hours)
