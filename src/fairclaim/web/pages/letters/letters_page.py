"""Letters about a claim: which are possible now and why not the others, and what was sent when. Each side sees its own."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Form, Path, Query, Request, Response, UploadFile

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.states import State
from fairclaim.domain.errors import UsageError
from fairclaim.law.possible import LETTERS_OF
from fairclaim.law.proposals import Side
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.grants import Action
from fairclaim.services.letters.offer_letters import offered_letters
from fairclaim.services.letters_told import WITHDRAWAL, LetterSeen
from fairclaim.services.list_claims import ClaimWish, desk_claims
from fairclaim.services.note_letter import LetterWish, note_letter
from fairclaim.services.ports.measures import Channel, Recipient
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.letters.letter_words import CHANNELS, RECIPIENT_NAMES, purpose_of, title_of
from fairclaim.web.pages.parties.party_page import see_other
from fairclaim.web.pages.render import SHOP_TIME, Pages, reader_of
from fairclaim.web.sign_in.signed_in import SignedIn

PATH: Final = "/letters"
BUILT_ELSEWHERE: Final = "police-cover"
"""Goes out in a folder with the sealed case, which whoever runs the desk builds."""
_DECIDED: Final = ClaimWish(
    states=frozenset({State.DECIDED, State.APPEALED, State.RE_REVIEW, State.CLOSED})
)  # those about which there is something to write
_MOST_BYTES: Final = 30_000_000
_NO_TIME: Final = Bilingual("请写发出的时间。", "Say when it was sent.")
_NO_FILE: Final = Bilingual("请选择发出的文件。", "Choose the file that was sent.")
ClaimName = Annotated[str, Path(pattern=ID)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentShown:
    """A letter that was sent.

    Parameters
    ----------
    withdrawn_at : datetime or None
        When a withdrawal went to the same recipient after the decision fell on which it rested.
    """

    seen: LetterSeen
    title: Bilingual
    withdrawn_at: datetime | None


def letters_pages(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the routes."""
    router = desk_router(pages, signed_in)
    router.max_body_size = _MOST_BYTES

    @router.get(PATH)
    def choose(
        request: Request,
        claim: Annotated[str, Query(max_length=200)] = "",
        cursor: Annotated[str | None, Query(max_length=1_000)] = None,
    ) -> Response:
        """Offer the newest decided claims to somebody of the desk, or go to the one that was named."""
        who = signed_in.session(request).caller
        if not who.roles & {Role.ADMIN, Role.AUDITOR}:
            raise NotAllowedError(Action.SEE_LETTERS.value)
        if claim.strip():
            return see_other(f"{PATH}/{quote(claim.strip(), safe='')}")
        found = desk_claims(desk, who, _DECIDED, cursor=cursor)
        return pages.render("letters/choose.html", reader_of(request), who=who, claims=found.things, more=found.cursor)

    @router.get(PATH + "/{claim}")
    def show(request: Request, claim: ClaimName) -> Response:
        """Show what may be written about a claim, and what was sent."""
        who = signed_in.session(request).caller
        offered = offered_letters(desk, who, ClaimId(claim))
        return pages.render(
            "letters/letters.html",
            reader_of(request),
            who=who,
            offered=offered,
            sent=sent_shown(offered.sent),
            back=claim_page(who, offered.side, claim),
            kinds=LETTERS_OF[offered.side],
            built_elsewhere=BUILT_ELSEWHERE,
            **shared_words(desk),
        )

    @router.post(PATH + "/{claim}/sent")
    def note(  # noqa: PLR0917  (FastAPI fills them by name)
        request: Request,
        claim: ClaimName,
        kind: Annotated[str, Form(max_length=40)],
        recipient: Annotated[Recipient, Form()],
        how: Annotated[Channel, Form()],
        when: Annotated[str, Form(max_length=20)],
        key: Annotated[str, Form(min_length=1, max_length=64)],
        file: UploadFile,
    ) -> Response:
        """Note a letter that was written elsewhere; of the file only its digest is kept."""
        who = signed_in.session(request).caller
        data = file.file.read()
        if not data:
            raise UsageError(_NO_FILE)
        wish = LetterWish(
            kind=kind,
            recipient=recipient,
            sha256=hashlib.sha256(data).hexdigest(),
            sent_at=moment_of(when),
            how=how,
        )
        note_letter(desk, who, ClaimId(claim), wish, key=key)
        return see_other(f"{PATH}/{claim}#sent")

    return router


def shared_words(desk: Desk) -> dict[str, Any]:
    """Return what the letters' templates share."""
    return {
        "key": secrets.token_urlsafe(16),
        "now": desk.now().astimezone(SHOP_TIME).strftime("%Y-%m-%dT%H:%M"),
        "RECIPIENTS": RECIPIENT_NAMES,
        "CHANNELS": CHANNELS,
        "title_of": title_of,
        "purpose_of": purpose_of,
    }


def claim_page(who: Caller, side: Side, claim: str) -> str | None:
    """Return where the reader sees the claim itself; None where there is no such page."""
    if side is Side.BUYER:
        return f"/claims/{claim}"
    if side is Side.MERCHANT:
        return f"/merchant/claims/{claim}"
    return f"/audit/claims/{claim}" if Role.AUDITOR in who.roles else None


def sent_shown(letters: Sequence[LetterSeen]) -> list[SentShown]:
    """Return what was sent, the newest first, with what became of it."""
    return [
        SentShown(seen=one, title=title_of(one.kind), withdrawn_at=_withdrawn_at(one, letters))
        for one in reversed(letters)
    ]


def moment_of(text: str) -> datetime:
    """Return a time as a form sends it, which is that of the shop.

    Raises
    ------
    UsageError
        If it is none.
    """
    try:
        return datetime.fromisoformat(text).replace(tzinfo=SHOP_TIME)
    except ValueError as exc:
        raise UsageError(_NO_TIME) from exc


def _withdrawn_at(letter: LetterSeen, letters: Sequence[LetterSeen]) -> datetime | None:
    if letter.is_to_withdraw or letter.decision is None or letter.kind == WITHDRAWAL:
        return None
    taken_back = [
        one.sent_at
        for one in letters
        if one.kind == WITHDRAWAL
        and (one.recipient, one.side) == (letter.recipient, letter.side)
        and one.decision is not None
        and one.decision > letter.decision
    ]
    return min(taken_back, default=None)
