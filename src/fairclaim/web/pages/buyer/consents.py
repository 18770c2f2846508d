"""Carrying one's own standing elsewhere: consent for one recipient, a signed statement to take along, and withdrawal."""

from datetime import datetime, time
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request, Response

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.services.share_standing import ConsentWish, give_consent, issue_statement, withdraw_consent
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.parties.party_page import PartyPages, see_other
from fairclaim.web.pages.render import SHOP_TIME

PATH = "/own-data/consents"
_BACK = "/own-data#consents"
_NO_DAY = Bilingual("请选择同意的截止日期。", "Choose the day on which the consent ends.")
Named = Annotated[str, Form(max_length=200)]
ConsentId = Annotated[str, Path(pattern=ID)]


def consent_pages(party: PartyPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(party.pages, party.signed_in), party.desk

    @router.post(PATH)
    def give(  # noqa: PLR0917  (FastAPI fills them by name)
        request: Request,
        recipient: Named,
        contact: Named,
        until: Annotated[str, Form(max_length=20)],
        agreed: Annotated[str, Form(pattern="^yes$")],
        key: Annotated[str, Form(min_length=1, max_length=64)],
    ) -> Response:
        """Consent."""
        del agreed  # a form without the tick does not come this far
        wish = ConsentWish(recipient=recipient, contact=contact, until=end_of(until))
        give_consent(desk, party.who(request), wish, key=key)
        return see_other(_BACK)

    @router.post(PATH + "/{consent}/withdrawal")
    def withdraw(request: Request, consent: ConsentId) -> Response:
        """Withdraw."""
        withdraw_consent(desk, party.who(request), consent)
        return see_other(_BACK)

    @router.post(PATH + "/{consent}/statement")
    def take(request: Request, consent: ConsentId, account: Named) -> Response:
        """Send the statement as a file."""
        data = issue_statement(desk, party.who(request), consent, account=account)
        headers = {
            "Content-Disposition": f'attachment; filename="standing-{consent}.json"',
            "Cache-Control": "no-store",
        }
        return Response(data, media_type="application/json", headers=headers)

    return router


def end_of(day: str) -> datetime:
    """Return the end of a day at the shop.

    Raises
    ------
    UsageError
        If it is no day.
    """
    try:
        found = datetime.fromisoformat(day).date()
    except ValueError as exc:
        raise UsageError(_NO_DAY) from exc
    return datetime.combine(found, time(23, 59, 59), tzinfo=SHOP_TIME)
