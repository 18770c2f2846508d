"""A policy to be read: its rules as a table, what it changes of the one in force, and which rule speaks in a made-up case."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError
from fairclaim.policy.changes import ChangeKind, RuleChange, changes_between
from fairclaim.policy.life import Stage
from fairclaim.policy.table import Policy
from fairclaim.services.caller import Role
from fairclaim.services.change_policy import explain_policy
from fairclaim.services.desk import Desk
from fairclaim.services.read_policy import read_policy
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.names import ROUTES
from fairclaim.web.pages.policy_facts import CHOICES, FactsAsked
from fairclaim.web.pages.policy_words import STAGES, Row, held_in_words, row_of, rows_of
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.problems import status_of
from fairclaim.web.sign_in.signed_in import SignedIn

CHANGES = {
    ChangeKind.ADDED: Bilingual("新增", "added"),
    ChangeKind.REMOVED: Bilingual("删除", "removed"),
    ChangeKind.CHANGED: Bilingual("修改", "changed"),
    ChangeKind.MOVED: Bilingual("移动", "moved"),
}
Category = Annotated[str, Query(max_length=64)]
Version = Annotated[int, Path(ge=1, le=1_000_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A rule that differs, as it was and as it would be."""

    kind: ChangeKind
    id: str
    has_moved: bool
    was: Row | None
    now: Row | None


def policy_reading(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the routes."""
    router = desk_router(pages, signed_in)

    def shown(request: Request, version: int | None, category: str, against: int | None = None) -> HTMLResponse:
        who = signed_in.session(request).caller
        found = read_policy(desk, who, version=version, category=category or None)
        live = read_policy(desk, who, version=against, category=category or None)
        is_live = against is None and (found.seen is None or found.seen.stage is Stage.LIVE)
        return pages.render(
            "policy/version.html",
            reader_of(request),
            who=who,
            may_change=Role.POLICY_EDITOR in who.roles,
            category=category,
            found=found,
            against=against,
            rows=rows_of(found.policy),
            changes=() if is_live else change_rows(live.policy, found.policy),
            is_live=is_live,
            ROUTES=ROUTES,
            STAGES=STAGES,
            CHANGES=CHANGES,
        )

    @router.get("/policy/in-force")
    def in_force(request: Request, category: Category = "") -> HTMLResponse:
        """Show the table that decides now."""
        return shown(request, None, category)

    @router.get("/policy/versions/{version}")
    def one(
        request: Request,
        version: Version,
        category: Category = "",
        against: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    ) -> HTMLResponse:
        """Show a version, and what it would change of the one in force, or of another."""
        return shown(request, version, category, against)

    @router.get("/policy/explanation")
    def explanation(
        request: Request, asked: Annotated[FactsAsked, Query()], version: Annotated[int, Query(ge=0)] = 0
    ) -> HTMLResponse:
        """Say which rule speaks in a case that somebody has made up; version 0 is what is in force."""
        who, scope = signed_in.session(request).caller, asked.scope or None
        found = read_policy(desk, who, version=version or None, category=scope)
        said, wrong, status = None, None, 200
        if request.query_params.get("reason"):
            try:
                said = explain_policy(desk, who, asked.to_record(), version=version or None, category=scope)
            except FairclaimError as error:
                wrong, status = error.message, status_of(error)
        return pages.render(
            "policy/explanation.html",
            reader_of(request),
            status=status,
            who=who,
            version=version,
            asked=asked,
            found=found,
            said=said,
            wrong=wrong,
            rows={row.id: row for row in rows_of(found.policy)},
            rules={rule.id: rule for rule in found.policy.rules},
            held_in_words=held_in_words,
            ROUTES=ROUTES,
            STAGES=STAGES,
            CHOICES=CHOICES,
        )

    return router


def change_rows(before: Policy, after: Policy) -> tuple[ChangeRow, ...]:
    """Return what a table changes of another."""
    return tuple(_change_row(one, before, after) for one in changes_between(before, after))


def _change_row(change: RuleChange, before: Policy, after: Policy) -> ChangeRow:
    was = now = None
    if change.before is not None and change.was_at is not None:
        was = row_of(change.before, change.was_at, before.currency)
    if change.after is not None and change.is_at is not None:
        now = row_of(change.after, change.is_at, after.currency)
    return ChangeRow(kind=change.kind, id=change.id, has_moved=change.has_moved, was=was, now=now)
