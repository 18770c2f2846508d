"""A buyer takes a picture now, with a code for it; nobody has to."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Query, Request, Response, UploadFile

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import SHOT_NAMES, Media, Shot
from fairclaim.domain.desk.live_capture import Way
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import Role
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.capture_live import claim_code, waiting_claim_code
from fairclaim.services.redeem_code import Taken
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.parties.capture_page import CaptureAsked, capture_page
from fairclaim.web.pages.parties.form_values import sent, upload_of
from fairclaim.web.pages.parties.party_claim import party_view_of
from fairclaim.web.pages.parties.party_page import PartyPages, see_other

_FORM_BYTES = 1_000_000
_ANYTHING = Bilingual("您想展示的东西", "what you want to show")
Id = Annotated[str, Path(pattern=ID)]


def live_photos(party: PartyPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(party.pages, party.signed_in), party.desk
    router.max_body_size = 4 * desk.limits.exhibit_bytes + _FORM_BYTES

    @router.post("/claims/{claim}/live")
    def ask(
        request: Request,
        claim: Id,
        shot: Annotated[Shot | None, Form()] = None,
        media: Annotated[Media, Form()] = Media.PHOTO,
    ) -> Response:
        """Give out a code."""
        code = claim_code(desk, party.who(request), ClaimId(claim))
        wanted = f"media={media}" + (f"&shot={shot}" if shot is not None else "")
        return see_other(f"/claims/{claim}/live/{code.id}?{wanted}")

    @router.get("/claims/{claim}/live/{capture}")
    def show(
        request: Request,
        claim: Id,
        capture: Id,
        shot: Annotated[Shot | None, Query()] = None,
        media: Annotated[Media, Query()] = Media.PHOTO,
    ) -> Response:
        """Show the code and the camera."""
        who = party.who(request)
        view = party_view_of(desk, who, claim)
        asked = CaptureAsked(
            what=_ANYTHING if shot is None else SHOT_NAMES[shot],
            why=next((need.why for need in view.needed if need.shot is shot), None),
            media=media,
            path=f"/claims/{claim}/live",
            back=f"/claims/{claim}/photos#{shot or 'more'}",
            claim=claim,
            shot=shot,
        )
        return capture_page(party, request, asked, waiting_claim_code(desk, who, ClaimId(claim), capture))

    @router.post("/claims/{claim}/live/{capture}")
    def take(  # noqa: PLR0917  (FastAPI fills them by name)
        request: Request,
        claim: Id,
        capture: Id,
        files: Annotated[list[UploadFile] | None, File()] = None,
        shot: Annotated[Shot | None, Form()] = None,
        way: Annotated[Way, Form()] = Way.FIELD,
    ) -> Response:
        """Keep the picture; late or not, it is kept."""
        taken = Taken(capture=capture, way=way)
        for file in sent(files or [])[:1]:
            upload = upload_of(file, Role.CLAIM, shot=shot, taken=taken)
            attach_exhibit(desk, party.who(request), ClaimId(claim), upload)
        return see_other(f"/claims/{claim}/photos#{shot or 'more'}")

    return router
