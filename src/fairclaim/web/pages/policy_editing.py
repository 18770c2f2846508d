"""A policy's text to be written: checked while it is typed, errors beside their lines, kept as a draft when nothing is wrong."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from fairclaim.domain.bilingual import Bilingual
from fairclaim.policy.problems import PolicyError, Problem
from fairclaim.policy.table import Policy
from fairclaim.services.caller import Caller
from fairclaim.services.change_policy import check_policy, draft_policy
from fairclaim.services.desk import Desk
from fairclaim.services.read_policy import read_policy
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.names import ROUTES
from fairclaim.web.pages.policy_reading import CHANGES, change_rows
from fairclaim.web.pages.policy_words import rows_of
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.sign_in.signed_in import SignedIn

TEXT = 300_000
"""Characters of a form's text; the policy room itself reads 256 KiB."""
Text = Annotated[str, Form(max_length=TEXT)]
Category = Annotated[str, Query(max_length=64)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is to be said of one line; ``line`` is None and ``source`` empty where it is about the whole."""

    line: int | None
    source: str
    message: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check said; ``policy`` is None where something is wrong."""

    wrong: tuple[Told, ...]
    doubts: tuple[Told, ...]
    policy: Policy | None


def policy_editing(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the routes."""
    router = desk_router(pages, signed_in)

    def answer(
        request: Request, who: Caller, text: str, category: str, checked: Checked, *, part: bool, status: int = 200
    ) -> HTMLResponse:
        live = read_policy(desk, who, category=category or None).policy
        return pages.render(
            "policy/checked.html" if part else "policy/edit.html",
            reader_of(request),
            status=status,
            who=who,
            category=category,
            text=text,
            checked=checked,
            rows=() if checked.policy is None else rows_of(checked.policy),
            changes=() if checked.policy is None else change_rows(live, checked.policy),
            ROUTES=ROUTES,
            CHANGES=CHANGES,
        )

    @router.get("/policy/edit")
    def edit(request: Request, category: Category = "", version: Annotated[int, Query(ge=0)] = 0) -> HTMLResponse:
        """Begin a draft with a version's text; version 0 is what is in force."""
        who = signed_in.session(request).caller
        text = read_policy(desk, who, version=version or None, category=category or None).text
        return answer(request, who, text, category, check_text(desk, who, text), part=False)

    @router.post("/policy/edit/check")
    def check(request: Request, text: Text = "", category: Annotated[str, Form(max_length=64)] = "") -> HTMLResponse:
        """Say what is wrong with a text; nothing is kept."""
        who, text = signed_in.session(request).caller, as_typed(text)
        part = request.headers.get("hx-request") == "true"
        return answer(request, who, text, category, check_text(desk, who, text), part=part)

    @router.post("/policy/edit")
    def keep(request: Request, text: Text = "", category: Annotated[str, Form(max_length=64)] = "") -> Response:
        """Keep a text as a draft and go to it, or say what is wrong."""
        who, text = signed_in.session(request).caller, as_typed(text)
        checked = check_text(desk, who, text)
        if checked.wrong:
            return answer(request, who, text, category, checked, part=False, status=422)
        seen = draft_policy(desk, who, text.encode(), category=category or None)
        tail = f"?category={quote(category)}" if category else ""
        return RedirectResponse(f"/policy/versions/{seen.version}{tail}", status_code=303)

    return router


def as_typed(text: str) -> str:
    """Return a form's text with line ends as the file has them; browsers send two characters for one."""
    return text.replace("\r\n", "\n")


def check_text(desk: Desk, who: Caller, text: str) -> Checked:
    """Check a text, with each problem beside its line.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """
    lines = text.split("\n")
    try:
        loaded = check_policy(desk, who, text.encode())
    except PolicyError as error:
        return Checked(wrong=_told(error.problems, lines), doubts=(), policy=None)
    return Checked(wrong=(), doubts=_told(loaded.doubts, lines), policy=loaded.policy)


def _told(problems: tuple[Problem, ...], lines: list[str]) -> tuple[Told, ...]:
    found = []
    for one in problems:
        line = one.line if one.line is not None and one.line <= len(lines) else None
        source = lines[line - 1].strip() if line is not None else ""
        where = f"{one.rule}" if one.rule else one.path
        message = Bilingual(f"{where}：{one.message.zh}", f"{where}: {one.message.en}") if where else one.message
        found.append(Told(line=line, source=source[:200], message=message))
    return tuple(sorted(found, key=lambda told: told.line or 0))
