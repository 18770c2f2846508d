"""The page on which a picture is taken now: a one-time code, a camera, and a plain form where there is neither script nor camera."""

from dataclasses import dataclass

from fastapi import Request, Response

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.live_capture import LiveCapture, grouped
from fairclaim.web.pages.parties.party_page import PartyPages


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureAsked:
    """What is to be taken.

    Parameters
    ----------
    what : Bilingual
        What the picture is to show.
    why : Bilingual or None
        What it is needed for.
    path : str
        Where codes are issued; the picture goes to the same address with the code's id behind it.
    back : str
        Where one goes on afterwards, and without a picture.
    claim, shot : str or None
        For resumable uploads; None sends a form.
    """

    what: Bilingual
    why: Bilingual | None
    media: Media
    path: str
    back: str
    claim: str | None = None
    shot: str | None = None


def capture_page(party: PartyPages, request: Request, asked: CaptureAsked, code: LiveCapture | None) -> Response:
    """Return the page; without a code it says that it has lapsed, and offers another."""
    digits = None if code is None else grouped(code.code)
    return party.render(request, "party/capture.html", asked=asked, code=code, digits=digits)
