"""A claim as its page needs it: the party's view with the titles of what was bought, the words that were said, and what happened."""

from dataclasses import dataclass
from datetime import datetime

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.evidence_rules import Capture
from fairclaim.domain.desk.party import ActorKind, ClaimId
from fairclaim.domain.exhibit import Role as ExhibitRole
from fairclaim.services.caller import Caller
from fairclaim.services.capture_live import claim_captures
from fairclaim.services.case_words import deed_name
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.give_receipts import give_receipts
from fairclaim.services.list_claims import claim_exhibits
from fairclaim.services.ports.trade import SoldLine, SoldOrder
from fairclaim.services.see_claim import see_claim, see_words
from fairclaim.services.see_history import Happening, see_history
from fairclaim.services.see_order import see_order
from fairclaim.services.views.party_view import PartyView
from fairclaim.web.pages.origins import origin_of
from fairclaim.web.pages.parties.what_now import WhatNow, what_now


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShown:
    """A file of the claim.

    Parameters
    ----------
    by : ActorKind
        The side that gave it, or the machine for what the desk had already.
    shot, name : str or None
        What it was asked for as; and what its own side called it.
    origin : Bilingual or None
        How it came.
    """

    exhibit: str
    by: ActorKind
    role: ExhibitRole
    shot: str | None
    is_film: bool
    is_erased: bool
    name: str | None
    received_at: datetime
    origin: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptShown:
    """A receipt of the own side: proof of what it handed in, to be kept.

    Parameters
    ----------
    is_promise : bool
        The proof follows within minutes; until then the log has signed where the entry stands.
    """

    id: str
    what: Bilingual
    at: datetime
    is_promise: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyClaim:
    """Everything that a page shows of a claim."""

    view: PartyView
    now: WhatNow
    order: SoldOrder
    lines: tuple[tuple[SoldLine, int], ...]
    words: str | None
    answer_words: str | None
    files: tuple[FileShown, ...]
    history: tuple[Happening, ...]
    receipts: tuple[ReceiptShown, ...] = ()

    @property
    def theirs(self) -> tuple[FileShown, ...]:
        """What the buyer shows."""
        return tuple(one for one in self.files if one.role in (ExhibitRole.CLAIM, ExhibitRole.CHAT))

    @property
    def references(self) -> tuple[FileShown, ...]:
        """What it is compared with: listing, packing and the merchant's own files."""
        return tuple(one for one in self.files if one not in self.theirs)


def party_claim(desk: Desk, who: Caller, claim: str) -> PartyClaim:
    """Return a claim for one of its parties.

    Raises
    ------
    NotFoundError
        If there is no such claim, or the caller is no party of it.
    """
    name = ClaimId(claim)
    view = party_view_of(desk, who, claim)
    order = see_order(desk, who, view.order)
    lines = {line.id: line for line in order.lines}
    answer = view.answer.words if view.answer is not None else None
    return PartyClaim(
        view=view,
        now=what_now(view),
        order=order,
        lines=tuple((lines[item.line], item.quantity) for item in view.items if item.line in lines),
        words=None if view.words is None else see_words(desk, who, name, view.words),
        answer_words=None if answer is None else see_words(desk, who, name, answer),
        files=files_shown(desk, who, view),
        history=see_history(desk, who, name),
        receipts=receipts_shown(desk, who, name),
    )


def receipts_shown(desk: Desk, who: Caller, claim: ClaimId) -> tuple[ReceiptShown, ...]:
    """Return the own side's receipts; none where the desk signs nothing."""
    if desk.notary is None:
        return ()
    return tuple(
        ReceiptShown(id=one.id, what=deed_name(one.kind), at=one.at, is_promise=one.is_promise)
        for one in give_receipts(desk, who, claim)
    )


def party_view_of(desk: Desk, who: Caller, claim: str) -> PartyView:
    """Return the party's view of a claim.

    Raises
    ------
    NotFoundError
        As :func:`party_claim`.
    """
    view = see_claim(desk, who, ClaimId(claim))
    if not isinstance(view, PartyView):
        raise NotFoundError
    return view


def files_shown(desk: Desk, who: Caller, view: PartyView) -> tuple[FileShown, ...]:
    """Return the files of a claim, each once."""
    seen = {one.exhibit: (one.shot, one.media == "video") for one in reversed(view.files)}
    live = {one.exhibit for one in view.files if one.capture == Capture.LIVE}
    captures = claim_captures(desk, who, ClaimId(view.claim))
    return tuple(
        FileShown(
            exhibit=row.exhibit,
            by=row.by,
            role=row.role,
            shot=seen.get(row.exhibit, (None, False))[0],
            is_film=seen.get(row.exhibit, (None, False))[1],
            is_erased=row.is_erased,
            name=row.name,
            received_at=row.received_at,
            origin=origin_of(captures.get(row.exhibit), is_live=row.exhibit in live, by=row.by, role=row.role),
        )
        for row in claim_exhibits(desk, who, ClaimId(view.claim))
    )
