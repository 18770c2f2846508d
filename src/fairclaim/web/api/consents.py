"""To whom the caller lets their own standing be stated, and the signed statements that they carry there themselves."""

from typing import Annotated

from fastapi import APIRouter, Path, Response, status
from pydantic import AwareDatetime, Field, StringConstraints

from fairclaim.services.share_standing import ConsentWish, give_consent, issue_statement, own_consents, withdraw_consent
from fairclaim.web.api.context import KeyHeader, TheCaller, TheDesk
from fairclaim.web.api.words import ID, Answer, Wire

router = APIRouter(prefix="/api/v1/me/consents", tags=["consents"])
Named = Annotated[str, StringConstraints(min_length=1, max_length=200)]
ConsentId = Annotated[str, Path(pattern=ID)]


class ConsentGiven(Wire):
    """For whom, how they are reached, and until when: within a year."""

    recipient: Named
    contact: Named
    until: AwareDatetime

    def to_domain(self) -> ConsentWish:
        """Return it as the verb takes it."""
        return ConsentWish(recipient=self.recipient, contact=self.contact, until=self.until)


class StatementAsked(Wire):
    """The caller's account at the recipient, so that nobody else can use the statement there; it is not kept."""

    account: Named


class ConsentSeen(Answer):
    """A consent."""

    id: str
    recipient: str
    contact: str
    given_at: AwareDatetime
    until: AwareDatetime
    withdrawn_at: AwareDatetime | None
    is_in_force: bool
    statements: int = Field(description="How many were issued on it.")


@router.post("", operation_id="give_consent", status_code=status.HTTP_201_CREATED)
def give(desk: TheDesk, who: TheCaller, wish: ConsentGiven, key: KeyHeader = None) -> ConsentSeen:
    """Consent to have the own standing stated to one recipient."""
    return ConsentSeen.model_validate(give_consent(desk, who, wish.to_domain(), key=key))


@router.get("", operation_id="own_consents")
def mine(desk: TheDesk, who: TheCaller) -> list[ConsentSeen]:
    """Return the caller's consents, the oldest first."""
    return [ConsentSeen.model_validate(one) for one in own_consents(desk, who)]


@router.post("/{consent}/withdrawal", operation_id="withdraw_consent")
def withdraw(desk: TheDesk, who: TheCaller, consent: ConsentId) -> ConsentSeen:
    """Withdraw a consent: no further statement is issued on it."""
    return ConsentSeen.model_validate(withdraw_consent(desk, who, consent))


@router.post(
    "/{consent}/statement",
    operation_id="issue_statement",
    response_class=Response,
    responses={200: {"content": {"application/json": {}}, "description": "`fairclaim.standing-statement/1`"}},
)
def issue(desk: TheDesk, who: TheCaller, consent: ConsentId, wish: StatementAsked) -> Response:
    """Return a signed statement of the own standing, in force for 30 days at most; the caller carries it to the recipient."""
    data = issue_statement(desk, who, consent, account=wish.account)
    headers = {"Content-Disposition": f'attachment; filename="standing-{consent}.json"', "Cache-Control": "no-store"}
    return Response(data, media_type="application/json", headers=headers)
