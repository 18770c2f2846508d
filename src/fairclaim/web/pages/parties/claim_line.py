"""A claim as a list shows it: what it is about, and what is to be done now."""

from dataclasses import dataclass

from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.desk.remedy import Remedy
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.see_order import see_order
from fairclaim.services.views.party_view import PartyView
from fairclaim.web.pages.parties.party_claim import party_view_of
from fairclaim.web.pages.parties.what_now import WhatNow, what_now


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim in the list; ``picture`` is the buyer's first photo, or else what it is compared with."""

    view: PartyView
    now: WhatNow
    title: str
    picture: str | None

    @property
    def result(self) -> Remedy | None:
        """What was agreed or granted, which need not be what was asked for; None before that."""
        if self.view.agreed is not None:
            return self.view.agreed
        return self.view.decisions[-1].remedy if self.view.decisions else None


def claim_line(desk: Desk, who: Caller, claim: str) -> ClaimLine:
    """Return a claim as a list shows it."""
    view = party_view_of(desk, who, claim)
    order = see_order(desk, who, view.order)
    wanted = {item.line for item in view.items}
    titles = [line.title for line in order.lines if line.id in wanted]
    photos = [file for file in view.files if file.media == "photo"]
    photos.sort(key=lambda file: file.by is not ActorKind.BUYER)
    return ClaimLine(
        view=view, now=what_now(view), title="、".join(titles), picture=photos[0].exhibit if photos else None
    )
