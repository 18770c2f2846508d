"""A buyer's claims, and one of them: where it stands, what is to be done, what was decided and why."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Query, Request, Response, UploadFile

from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.domain.exhibit import Role
from fairclaim.services.appeal_claim import appeal_claim, withdraw_appeal
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.own_lines import own_lines
from fairclaim.services.settle_claim import accept_offer, withdraw_claim
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.parties.claim_line import claim_line
from fairclaim.web.pages.parties.form_values import sent, upload_of
from fairclaim.web.pages.parties.party_claim import party_claim
from fairclaim.web.pages.parties.party_page import PartyPages, see_other

SHOWN = 20
_FORM_BYTES = 1_000_000
ClaimName = Annotated[str, Path(pattern=ID)]
Key = Annotated[str, Form(min_length=1, max_length=64)]
Said = Annotated[str, Form(max_length=20_000)]


def buyer_claims(party: PartyPages) -> APIRouter:
    """Return the routes."""
    router = desk_router(party.pages, party.signed_in)
    router.max_body_size = 4 * party.desk.limits.exhibit_bytes + _FORM_BYTES
    _add_reading(router, party)
    _add_ending(router, party)
    _add_appeal(router, party)
    return router


def _add_reading(router: APIRouter, party: PartyPages) -> None:
    @router.get("/claims")
    def every(request: Request, after: Annotated[str | None, Query(max_length=400)] = None) -> Response:
        """Show the own claims, what waits for the buyer first."""
        page = own_lines(party.desk, party.who(request), cursor=after, limit=SHOWN).page
        lines = [claim_line(one) for one in page.things]
        lines.sort(key=lambda line: not line.now.is_yours)
        return party.render(request, "buyer/claims.html", lines=lines, after=page.cursor)

    @router.get("/claims/{claim}")
    def one(request: Request, claim: ClaimName) -> Response:
        """Show a claim."""
        found = party_claim(party.desk, party.who(request), claim)
        if found.view.side is not ActorKind.BUYER:
            return see_other(f"/merchant/claims/{claim}")
        return party.render(request, "buyer/claim.html", claim=found)


def _add_ending(router: APIRouter, party: PartyPages) -> None:
    desk = party.desk

    @router.post("/claims/{claim}/offers/{offer}")
    def accept(request: Request, claim: ClaimName, offer: ClaimName, key: Key) -> Response:
        """Accept an offer."""
        accept_offer(desk, party.who(request), ClaimId(claim), offer, key=key)
        return see_other(f"/claims/{claim}")

    @router.post("/claims/{claim}/withdrawal")
    def withdraw(request: Request, claim: ClaimName, key: Key) -> Response:
        """Take the claim back."""
        withdraw_claim(desk, party.who(request), ClaimId(claim), key=key)
        return see_other(f"/claims/{claim}")


def _add_appeal(router: APIRouter, party: PartyPages) -> None:
    desk = party.desk

    @router.get("/claims/{claim}/appeal")
    def ask(request: Request, claim: ClaimName) -> Response:
        """Ask why the decision is wrong."""
        return party.render(request, "buyer/appeal.html", claim=party_claim(desk, party.who(request), claim))

    @router.post("/claims/{claim}/appeal")
    def appeal(
        request: Request,
        claim: ClaimName,
        key: Key,
        words: Said = "",
        files: Annotated[list[UploadFile] | None, File()] = None,
    ) -> Response:
        """Appeal, and add what was not seen before."""
        who = party.who(request)
        appeal_claim(desk, who, ClaimId(claim), words=words, key=key)
        for file in sent(files or []):
            attach_exhibit(desk, who, ClaimId(claim), upload_of(file, Role.CLAIM))
        return see_other(f"/claims/{claim}")

    @router.post("/claims/{claim}/appeal/withdrawal")
    def take_back(request: Request, claim: ClaimName, key: Key) -> Response:
        """Take the own appeal back."""
        withdraw_appeal(desk, party.who(request), ClaimId(claim), key=key)
        return see_other(f"/claims/{claim}")
