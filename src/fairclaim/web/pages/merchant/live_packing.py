"""A merchant takes a picture of the packing now, with a code for it."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Query, Request, Response, UploadFile

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.live_capture import Way
from fairclaim.domain.exhibit import Role
from fairclaim.services.capture_live import parcel_code, waiting_parcel_code
from fairclaim.services.hand_in_dispatch import hand_in_dispatch
from fairclaim.services.redeem_code import Taken
from fairclaim.web.api.file_names import file_name
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.parties.capture_page import CaptureAsked, capture_page
from fairclaim.web.pages.parties.form_values import sent, upload_of
from fairclaim.web.pages.parties.party_page import PartyPages, see_other

_FORM_BYTES = 1_000_000
_WHAT = Bilingual("打包过程", "the packing")
_WHY = Bilingual("包裹寄出前的记录", "a record from before the parcel leaves")
Id = Annotated[str, Path(pattern=ID)]


def live_packing(party: PartyPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(party.pages, party.signed_in), party.desk
    router.max_body_size = 4 * desk.limits.exhibit_bytes + _FORM_BYTES

    @router.post("/orders/parcels/{parcel}/live")
    def ask(request: Request, parcel: Id, media: Annotated[Media, Form()] = Media.VIDEO) -> Response:
        """Give out a code."""
        code = parcel_code(desk, party.who(request), parcel)
        return see_other(f"/orders/parcels/{parcel}/live/{code.id}?media={media}")

    @router.get("/orders/parcels/{parcel}/live/{capture}")
    def show(request: Request, parcel: Id, capture: Id, media: Annotated[Media, Query()] = Media.VIDEO) -> Response:
        """Show the code and the camera."""
        path = f"/orders/parcels/{parcel}"
        asked = CaptureAsked(what=_WHAT, why=_WHY, media=media, path=f"{path}/live", back=path)
        code = waiting_parcel_code(desk, party.who(request), parcel, capture)
        return capture_page(party, request, asked, code)

    @router.post("/orders/parcels/{parcel}/live/{capture}")
    def take(
        request: Request,
        parcel: Id,
        capture: Id,
        files: Annotated[list[UploadFile] | None, File()] = None,
        way: Annotated[Way, Form()] = Way.FIELD,
    ) -> Response:
        """Keep the picture; late or not, it is kept."""
        taken = Taken(capture=capture, way=way)
        for file in sent(files or [])[:1]:
            upload = upload_of(file, Role.DISPATCH)
            name = file_name(file.filename)
            hand_in_dispatch(desk, party.who(request), parcel, upload.data, name=name, media=upload.media, taken=taken)
        return see_other(f"/orders/parcels/{parcel}")

    return router
