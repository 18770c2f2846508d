"""A task from the first look to the last word. Plain forms, which work without scripts; scripts make them quick."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, TypedDict

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.clock_rules import PAUSE_NAMES
from fairclaim.domain.desk.evidence_rules import SHOT_NAMES
from fairclaim.domain.desk.judgement import Opinion, View
from fairclaim.domain.desk.judgement import Outcome as Result
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.refusals import ReasonsMissingError
from fairclaim.domain.desk.remedy import REMEDY_NAMES, BorneBy, RemedyKind
from fairclaim.domain.desk.states import State
from fairclaim.domain.errors import FairclaimError
from fairclaim.domain.exhibit import REFERENCE_ROLES
from fairclaim.domain.finding import Grade
from fairclaim.services.ask import ask_evidence, ask_merchant
from fairclaim.services.caller import Caller
from fairclaim.services.conclude_review import check_conclusion, conclude_review
from fairclaim.services.desk import Desk
from fairclaim.services.errors import LeaseLostError
from fairclaim.services.judge_claim import judge_claim, reveal_verdict
from fairclaim.services.list_claims import claim_exhibits
from fairclaim.services.packing_proof import PRECEDENCES
from fairclaim.services.review_sheet import ReviewSheet, review_sheet
from fairclaim.services.see_examination import see_examination
from fairclaim.services.skip_reason import SKIP_NAMES, SkipReason
from fairclaim.services.take_task import coming_claim, release_task, renew_task, skip_task, take_next
from fairclaim.web.api.words import ID
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.pages.review.form import (
    Filled,
    TheForm,
    field_of,
    first_form,
    form_after,
    in_words,
    is_changed,
    opinion_of,
    substance,
)
from fairclaim.web.pages.review.names import BEARERS, CLOCKS, GRADES, OUTCOMES, PEOPLE, VIEWS
from fairclaim.web.pages.review.seen import pending, pictures, step_of, verdict_seen
from fairclaim.web.pages.review.standard_texts import standard_texts
from fairclaim.web.problems import status_of
from fairclaim.web.sign_in.signed_in import SignedIn

QUEUE = "/review"
Claim = Annotated[str, Path(pattern=ID)]
Task = Annotated[str, Path(pattern=ID)]
Word = Annotated[str, Form(max_length=200)]


def task_pages(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the routes of one task."""
    router = desk_router(pages, signed_in)

    def who(request: Request) -> Caller:
        return signed_in.session(request).caller

    _add_task(router, pages, desk, who)
    _add_judging(router, pages, desk, who)
    _add_asking(router, desk, who)
    _add_lease(router, desk, who)
    return router


def _add_task(router: APIRouter, pages: Pages, desk: Desk, who: Callable[[Request], Caller]) -> None:
    @router.post("/review/next")
    def take(request: Request, besides: Word = "") -> Response:
        """Take the next task and show it."""
        return to_next(desk, who(request), besides=besides or None)

    @router.get("/review/coming")
    def coming(request: Request, besides: Annotated[str, Query(max_length=200)] = "") -> JSONResponse:
        """Tell which pictures the next task has, so that they are there when it comes."""
        caller = who(request)
        del besides
        claim = coming_claim(desk, caller)
        files = () if claim is None else claim_exhibits(desk, caller, claim)
        found = [one for one in files if not one.is_erased]
        first = [one for one in found if one.role not in REFERENCE_ROLES][:1]
        first += [one for one in found if one.role in REFERENCE_ROLES][:1]
        return JSONResponse(
            {
                "zoomed": [f"/photos/{claim}/{one.exhibit}/photo.dzi" for one in first],
                "small": [f"/photos/{claim}/{one.exhibit}/thumbnail.jpg" for one in found],
            },
            headers={"Cache-Control": "no-store"},
        )

    @router.get("/review/claims/{claim}")
    def show(request: Request, claim: Claim) -> HTMLResponse:
        """Show a claim at the step where the reviewer is."""
        return task_page(pages, request, desk, who(request), ClaimId(claim))


def _add_judging(router: APIRouter, pages: Pages, desk: Desk, who: Callable[[Request], Caller]) -> None:
    @router.post("/review/claims/{claim}/judgement")
    def judge(request: Request, claim: Claim, form: TheForm) -> Response:
        """Take the first judgement, and let the verdict be seen."""
        caller, name = who(request), ClaimId(claim)
        try:
            sheet = review_sheet(desk, caller, name)
            if pending(sheet) is None:
                opinion = replace(opinion_of(form, sheet.view.most.currency), reasons=None, basis=())
                judge_claim(desk, caller, name, opinion, key=form.key or None)
            reveal_verdict(desk, caller, name)
        except FairclaimError as error:
            return task_page(pages, request, desk, caller, name, form=form, error=error)
        return to_claim(name)

    @router.post("/review/claims/{claim}/conclusion")
    def conclude(request: Request, claim: Claim, form: TheForm, after: Word = "next", besides: Word = "") -> Response:
        """Take the last word, or only see whether it could be taken, and go on as ``after`` says.

        ``hold`` and ``check`` write nothing: the page sends the word itself a little later, so that it can still be undone.
        """
        caller, name = who(request), ClaimId(claim)
        try:
            if after in {"check", "hold"}:
                check_conclusion(desk, caller, name, **_last_word(desk, caller, name, form))
                is_going_on = after == "hold"
                return to_next(desk, caller, besides=besides or None) if is_going_on else Response(status_code=204)
            done = conclude_review(desk, caller, name, key=form.key or None, **_last_word(desk, caller, name, form))
        except FairclaimError as error:
            if after == "tell":
                raise
            return task_page(pages, request, desk, caller, name, form=form, error=error)
        if after == "tell":
            return pages.render("review/concluded.html", reader_of(request), done=done, DECIDED=State.DECIDED)
        return to_next(desk, caller) if after == "next" else RedirectResponse(QUEUE, status_code=303)


class _LastWord(TypedDict):
    final: Opinion
    reasons: Bilingual
    changed_because: Bilingual | None


def _last_word(desk: Desk, who: Caller, claim: ClaimId, form: Filled) -> _LastWord:
    sheet = review_sheet(desk, who, claim)
    final = opinion_of(form, sheet.view.most.currency)
    first, reasons = pending(sheet), form.reasons
    changed = first is not None and is_changed(first.blind, final)
    # Where the judgement is confirmed already, the same form has come again, and is to be the same request.
    because = form.changed_because if changed or first is None else None
    if reasons is None or (changed and because is None):
        raise ReasonsMissingError
    return {"final": final, "reasons": reasons, "changed_because": because}


def _add_asking(router: APIRouter, desk: Desk, who: Callable[[Request], Caller]) -> None:
    @router.post("/review/claims/{claim}/merchant-request")
    def ask_seller(request: Request, claim: Claim) -> Response:
        """Ask the merchant, and go on to the next task."""
        ask_merchant(desk, who(request), ClaimId(claim))
        return to_next(desk, who(request))

    @router.post("/review/claims/{claim}/evidence-request")
    def ask_buyer(
        request: Request,
        claim: Claim,
        shots: Annotated[list[int], Form(max_length=50)] = [],  # noqa: B006  (FastAPI copies it)
    ) -> Response:
        """Ask the buyer for shots that the rules name, and go on to the next task."""
        caller = who(request)
        sheet = review_sheet(desk, caller, ClaimId(claim))
        chosen = [one for number, one in enumerate(sheet.shots) if number in shots]
        needed = tuple(replace(one.need, count=one.lacking or 1) for one in chosen)
        ask_evidence(desk, caller, ClaimId(claim), needed)
        return to_next(desk, caller)


def _add_lease(router: APIRouter, desk: Desk, who: Callable[[Request], Caller]) -> None:
    @router.post("/review/tasks/{task}/renewal")
    def renew(request: Request, task: Task) -> Response:
        """Keep a task longer."""
        kept = renew_task(desk, who(request), task)
        if "json" in request.headers.get("accept", ""):
            return JSONResponse({"until": kept.until.isoformat()})
        return to_claim(kept.claim)

    @router.post("/review/tasks/{task}/release")
    def release(request: Request, task: Task) -> Response:
        """Give a task back."""
        release_task(desk, who(request), task)
        return RedirectResponse(QUEUE, status_code=303)

    @router.post("/review/tasks/{task}/skip")
    def skip(request: Request, task: Task, reason: Annotated[SkipReason, Form()]) -> Response:
        """Pass a task on, and go on to the next."""
        skip_task(desk, who(request), task, reason)
        return to_next(desk, who(request))


def to_claim(claim: ClaimId) -> Response:
    """Go to the page of a claim."""
    return RedirectResponse(f"/review/claims/{claim}", status_code=303)


def to_next(desk: Desk, who: Caller, *, besides: str | None = None) -> Response:
    """Take the next task and go there; to the queue if nothing waits."""
    taken = take_next(desk, who, besides=besides)
    return to_claim(taken.claim) if taken is not None else RedirectResponse(f"{QUEUE}?done=1", status_code=303)


def task_page(
    pages: Pages,
    request: Request,
    desk: Desk,
    who: Caller,
    claim: ClaimId,
    *,
    form: Filled | None = None,
    error: FairclaimError | None = None,
) -> HTMLResponse:
    """Return the page of a claim; with what was filled in and what is wrong with it."""
    sheet = review_sheet(desk, who, claim)
    step, first, start = step_of(sheet), pending(sheet), first_form(sheet)
    is_seen = sheet.view.after is not None
    fresh = form_after(first.blind, start) if first is not None else start
    filled = form if form is not None and error is not None else fresh
    wrong = field_of(error, is_change=_lacks_change(sheet, filled)) if error is not None else None
    return pages.render(
        "review/task.html",
        reader_of(request),
        status=200 if error is None else status_of(error),
        who=who,
        now=desk.now(),
        sheet=sheet,
        view=sheet.view,
        step=step.value,
        pictures=pictures(sheet),
        verdict=_verdict(desk, who, claim) if is_seen else None,
        form=replace(filled, key=filled.key or secrets.token_urlsafe(18)),
        blind=first.blind if first is not None else None,
        first=substance(first.blind) if first is not None else "",
        error=in_words(error, wrong or "") if error is not None else None,
        wrong=wrong,
        is_lost=isinstance(error, LeaseLostError),
        texts=standard_texts(),
        outcomes={one: OUTCOMES[one] for one in Result},
        views={one: VIEWS[one] for one in View},
        grades={one: GRADES[one] for one in (Grade.A, Grade.B)},
        remedies={one: REMEDY_NAMES[one] for one in RemedyKind},
        bearers={one: BEARERS[one] for one in BorneBy},
        PRECEDENCES=PRECEDENCES,
        skips=SKIP_NAMES,
        PEOPLE=PEOPLE,
        CLOCKS=CLOCKS,
        SHOT_NAMES=SHOT_NAMES,
        PAUSE_NAMES=PAUSE_NAMES,
        asked_name=REMEDY_NAMES[sheet.view.asked.kind],
    )


def _lacks_change(sheet: ReviewSheet, form: Filled) -> bool:
    """Tell whether what is missing is why the mind was changed."""
    return pending(sheet) is not None and form.reasons is not None and bool(form.basis)


def _verdict(desk: Desk, who: Caller, claim: ClaimId) -> object:
    try:
        return verdict_seen(see_examination(desk, who, claim))
    except FairclaimError as error:
        if error.code != "not-found":
            raise
        return None  # nothing was examined
