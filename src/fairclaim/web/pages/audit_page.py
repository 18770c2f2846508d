"""The auditors' room: a claim's whole history, event by event, and the way to the tenant's log."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import facts
from fairclaim.domain.desk.facts import Event
from fairclaim.domain.desk.history import HistoryError, replay
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.refusals import IllegalMoveError
from fairclaim.domain.desk.states import MOVE_NAMES, STATE_NAMES
from fairclaim.domain.desk.wire import event_to_record
from fairclaim.services.caller import Caller, Role
from fairclaim.services.claims_of_order import claims_of_order
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.grants import Action
from fairclaim.services.list_claims import desk_claims
from fairclaim.services.see_claim import see_claim
from fairclaim.services.views.desk_view import AuditorView
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.sign_in.signed_in import SignedIn


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSeen:
    """One event; ``says`` is why, and by which rules and versions; ``details`` are those of its record, as JSON."""

    sequence: int
    at: datetime
    by: str
    kind: str
    move: Bilingual | None
    state: Bilingual
    says: tuple[Bilingual, ...]
    details: str


def audit_pages(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the routes."""
    router = desk_router(pages, signed_in)

    def auditor(request: Request) -> Caller:
        who = signed_in.session(request).caller
        if Role.AUDITOR not in who.roles:
            raise NotAllowedError(Action.EXPORT_AUDIT.value)
        return who

    @router.get("/audit")
    def choose(
        request: Request,
        claim: Annotated[str, Query(max_length=200)] = "",
        cursor: Annotated[str | None, Query(max_length=1_000)] = None,
    ) -> Response:
        """Offer the newest claims, or go to the one that was named."""
        who = auditor(request)
        if claim.strip():
            of_order = claims_of_order(desk, who, claim.strip())
            if len(of_order) > 1:
                return pages.render("audit.html", reader_of(request), who=who, claims=(), more=None, of_order=of_order)
            one = of_order[0] if of_order else claim.strip()
            return RedirectResponse(f"/audit/claims/{quote(one, safe='')}", status_code=303)
        found = desk_claims(desk, who, cursor=cursor)
        return pages.render(
            "audit.html", reader_of(request), who=who, claims=found.things, more=found.cursor, of_order=()
        )

    @router.get("/audit/claims/{claim}")
    def show(request: Request, claim: Annotated[str, Path(pattern=ID)]) -> HTMLResponse:
        """Show everything that happened to a claim."""
        who = auditor(request)
        view = see_claim(desk, who, ClaimId(claim))
        if not isinstance(view, AuditorView):  # who is also a party or a reviewer sees less here
            raise NotAllowedError(Action.EXPORT_AUDIT.value)
        events = tuple(event_seen(one) for one in view.events)
        state = STATE_NAMES[view.claim.state]
        return pages.render(
            "audit_claim.html",
            reader_of(request),
            who=who,
            claim=view.claim,
            state=state,
            events=events,
            follows=follows(view),
        )

    return router


def event_seen(event: Event) -> EventSeen:
    """Return an event as the page shows it."""
    record = event_to_record(event)
    return EventSeen(
        sequence=event.sequence,
        at=event.at,
        by=f"{event.by.kind.value} {event.by.id}",
        kind=str(record["kind"]),
        move=MOVE_NAMES[event.move] if event.move is not None else None,
        state=STATE_NAMES[event.state],
        says=says_of(event),
        details=json.dumps(record["fact"], ensure_ascii=False, indent=1),
    )


def says_of(event: Event) -> tuple[Bilingual, ...]:
    """Return why, and by which policy or examination, as far as the event says so."""
    match event.fact:
        case facts.RouteProposed(proposal=proposal, why=why):
            return why, Bilingual(f"策略 {proposal.policy}", f"policy {proposal.policy}")
        case facts.ExaminationRecorded(examined=examined):
            return (Bilingual(f"检验 {examined.examination}", f"examination {examined.examination}"),)
        case facts.Decided(decision=decision) | facts.AppealDecided(decision=decision):
            return (decision.reasons,)
    return ()


def follows(view: AuditorView) -> bool:
    """Tell whether the events are numbered without a gap, follow one from the other, and together make the claim as it stands."""
    try:
        made = replay(view.events)
    except (HistoryError, IllegalMoveError):
        return False
    return made == view.claim and [one.sequence for one in view.events] == list(range(1, len(view.events) + 1))
