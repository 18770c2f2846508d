"""A merchant's claims, the clock first, and one of them: the buyer's photos beside the own pictures, and the answer."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Query, Request, Response, UploadFile

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.domain.desk.remedy import RemedyKind
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import Role
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim, withdraw_appeal
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.list_claims import ClaimWish
from fairclaim.services.own_lines import own_lines
from fairclaim.services.settle_claim import accept_offer, offer_remedy
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.parties.claim_line import claim_line
from fairclaim.web.pages.parties.form_values import remedy_of, sent, upload_of
from fairclaim.web.pages.parties.party_claim import party_claim, party_view_of
from fairclaim.web.pages.parties.party_page import PartyPages, see_other

SHOWN = 20
_FORM_BYTES = 1_000_000
ClaimName = Annotated[str, Path(pattern=ID)]
Key = Annotated[str, Form(min_length=1, max_length=64)]
Said = Annotated[str, Form(max_length=20_000)]
Files = Annotated[list[UploadFile] | None, File()]
_TO_ANSWER = ClaimWish(states=frozenset({State.WAITING_MERCHANT}))


def merchant_claims(party: PartyPages) -> APIRouter:
    """Return the routes."""
    router = desk_router(party.pages, party.signed_in)
    router.max_body_size = 4 * party.desk.limits.exhibit_bytes + _FORM_BYTES
    _add_reading(router, party)
    _add_answer(router, party)
    _add_appeal(router, party)
    return router


def _add_reading(router: APIRouter, party: PartyPages) -> None:
    desk = party.desk

    @router.get("/merchant")
    def every(request: Request, after: Annotated[str | None, Query(max_length=400)] = None) -> Response:
        """Show the claims to answer, the least time left first, and all others."""
        who = party.who(request)
        found = own_lines(desk, who, first=_TO_ANSWER if after is None else None, cursor=after, limit=SHOWN)
        due = [claim_line(one) for one in found.first]
        due.sort(key=lambda line: (line.view.clock is None, line.view.clock and line.view.clock.left))
        rest = [claim_line(one) for one in found.page.things if one.view.state is not State.WAITING_MERCHANT]
        return party.render(request, "merchant/claims.html", due=due, rest=rest, after=found.page.cursor)

    @router.get("/merchant/claims/{claim}")
    def one(request: Request, claim: ClaimName) -> Response:
        """Show a claim with everything that the merchant may see of it."""
        found = party_claim(desk, party.who(request), claim)
        if found.view.side is not ActorKind.MERCHANT:
            return see_other(f"/claims/{claim}")
        return party.render(request, "merchant/claim.html", claim=found, kinds=tuple(RemedyKind))


def _add_answer(router: APIRouter, party: PartyPages) -> None:
    desk = party.desk

    @router.post("/merchant/claims/{claim}/answer")
    def answer(  # noqa: PLR0917  (FastAPI fills them by name)
        request: Request,
        claim: ClaimName,
        stance: Annotated[Stance, Form()],
        key: Key,
        words: Said = "",
        packing: Files = None,
        listing: Files = None,
    ) -> Response:
        """Answer, with pictures and films."""
        uploads = (
            *(upload_of(file, Role.DISPATCH) for file in sent(packing or [])),
            *(upload_of(file, Role.LISTING) for file in sent(listing or [])),
        )
        answer_claim(desk, party.who(request), ClaimId(claim), stance, words=words, uploads=uploads, key=key)
        return see_other(f"/merchant/claims/{claim}")

    @router.post("/merchant/claims/{claim}/files")
    def add(request: Request, claim: ClaimName, packing: Files = None, listing: Files = None) -> Response:
        """Add pictures and films without answering."""
        for role, files in ((Role.DISPATCH, packing), (Role.LISTING, listing)):
            for file in sent(files or []):
                attach_exhibit(desk, party.who(request), ClaimId(claim), upload_of(file, role))
        return see_other(f"/merchant/claims/{claim}")

    @router.post("/merchant/claims/{claim}/offers")
    def offer(  # noqa: PLR0917  (FastAPI fills them by name)
        request: Request,
        claim: ClaimName,
        kind: Annotated[RemedyKind, Form()],
        key: Key,
        amount: Annotated[str, Form(max_length=40)] = "",
        words: Said = "",
    ) -> Response:
        """Offer the buyer a remedy."""
        who = party.who(request)
        most = party_view_of(desk, who, claim).most
        offer_remedy(desk, who, ClaimId(claim), remedy_of(kind, amount, most), words=words, key=key)
        return see_other(f"/merchant/claims/{claim}")

    @router.post("/merchant/claims/{claim}/offers/{offer}")
    def accept(request: Request, claim: ClaimName, offer: ClaimName, key: Key) -> Response:
        """Accept what the buyer asks for."""
        accept_offer(desk, party.who(request), ClaimId(claim), offer, key=key)
        return see_other(f"/merchant/claims/{claim}")


def _add_appeal(router: APIRouter, party: PartyPages) -> None:
    desk = party.desk

    @router.post("/merchant/claims/{claim}/appeal")
    def appeal(request: Request, claim: ClaimName, key: Key, words: Said = "", packing: Files = None) -> Response:
        """Appeal, and add what was not seen before."""
        who = party.who(request)
        appeal_claim(desk, who, ClaimId(claim), words=words, key=key)
        for file in sent(packing or []):
            attach_exhibit(desk, who, ClaimId(claim), upload_of(file, Role.DISPATCH))
        return see_other(f"/merchant/claims/{claim}")

    @router.post("/merchant/claims/{claim}/appeal/withdrawal")
    def take_back(request: Request, claim: ClaimName, key: Key) -> Response:
        """Take the own appeal back."""
        withdraw_appeal(desk, party.who(request), ClaimId(claim), key=key)
        return see_other(f"/merchant/claims/{claim}")
