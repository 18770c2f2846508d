"""The shots that a claim needs, each with the reason for it and a camera; what is handed in is kept at once, photo by photo."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Request, Response, UploadFile

from fairclaim.domain.desk.evidence_rules import Capture, Requirement, Shot
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import Move
from fairclaim.domain.exhibit import Role
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.views.party_view import PartyView
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.parties.form_values import sent, upload_of
from fairclaim.web.pages.parties.party_claim import FileShown, PartyClaim, party_claim, party_view_of
from fairclaim.web.pages.parties.party_page import PartyPages, see_other

_FORM_BYTES = 1_000_000
ClaimName = Annotated[str, Path(pattern=ID)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotCard:
    """One thing to show.

    Parameters
    ----------
    left : int
        Files of it that are still asked for.
    files : tuple of FileShown
        What is there of it.
    """

    need: Requirement
    left: int
    files: tuple[FileShown, ...]

    @property
    def is_live(self) -> bool:
        """It is to be taken on the page."""
        return self.need.capture is Capture.LIVE


def photo_steps(party: PartyPages) -> APIRouter:
    """Return the routes."""
    router, desk = desk_router(party.pages, party.signed_in), party.desk
    router.max_body_size = 4 * desk.limits.exhibit_bytes + _FORM_BYTES

    @router.get("/claims/{claim}/photos")
    def ask(request: Request, claim: ClaimName) -> Response:
        """Say which shots are needed and why."""
        found = party_claim(desk, party.who(request), claim)
        return party.render(request, "buyer/photos.html", claim=found, cards=cards_of(found), others=others_of(found))

    @router.post("/claims/{claim}/photos")
    def take(
        request: Request,
        claim: ClaimName,
        files: Annotated[list[UploadFile], File()],
        shot: Annotated[Shot | None, Form()] = None,
    ) -> Response:
        """Keep photos of one shot."""
        for file in sent(files):
            attach_exhibit(desk, party.who(request), ClaimId(claim), upload_of(file, Role.CLAIM, shot=shot))
        return see_other(f"/claims/{claim}/photos#{shot or 'more'}")

    @router.post("/claims/{claim}/photos/done")
    def done(request: Request, claim: ClaimName, key: Annotated[str, Form(min_length=1, max_length=64)]) -> Response:
        """Say that this is all: what cannot be shown is not asked for again."""
        who = party.who(request)
        if Move.COMPLETE_EVIDENCE in party_view_of(desk, who, claim).can:
            add_evidence(desk, who, ClaimId(claim), key=key)
        return see_other(f"/claims/{claim}")

    return router


def cards_of(claim: PartyClaim) -> tuple[ShotCard, ...]:
    """Return what is needed, what is missing first."""
    cards = [_card(claim.view, need, claim.theirs) for need in claim.view.needed]
    return tuple(sorted(cards, key=lambda card: card.left == 0))


def others_of(claim: PartyClaim) -> tuple[FileShown, ...]:
    """Return what the buyer has shown besides."""
    asked = {need.shot.value for need in claim.view.needed}
    return tuple(file for file in claim.theirs if file.shot not in asked)


def _card(view: PartyView, need: Requirement, files: tuple[FileShown, ...]) -> ShotCard:
    same = (need.shot, need.media, need.capture)
    left = sum(one.count for one in view.lacking if (one.shot, one.media, one.capture) == same)
    mine = tuple(
        file for file in files if file.shot == need.shot.value and file.is_film == (need.media.value == "video")
    )
    return ShotCard(need=need, left=left, files=mine)
