"""Who looked at what, for auditors: by claim, person, file and time, page by page, to be taken home, and counted."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict

from fairclaim.services.count_looks import DAY, MOST_COUNTED, claim_of, count_looks
from fairclaim.services.desk import Desk
from fairclaim.services.ports.claims import Noted
from fairclaim.services.see_looks import EVERYTHING, MOST_EXPORTED, LooksWish, export_looks, see_looks
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.figures_page import midnight
from fairclaim.web.pages.looks_words import act_name, kind_name, role_name
from fairclaim.web.pages.render import SHOP_TIME, Pages, reader_of
from fairclaim.web.sign_in.signed_in import SignedIn

DAYS = 30
"""So far back goes a list that nothing narrows."""
SHOWN = 50
FIELDS = ("at", "person", "role", "action", "kind", "thing", "claim", "details")
"""Columns of the export; times are in UTC, details JSON."""
MEDIA = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
Day = Annotated[date | None, BeforeValidator(lambda text: text or None)]


class LooksAsked(BaseModel):
    """What the form asks; days are the shop's, both included."""

    model_config = ConfigDict(str_max_length=200, str_strip_whitespace=True)

    about: str = ""
    person: str = ""
    since: Day = None
    until: Day = None
    acts: bool = False

    def begins(self, now: datetime) -> datetime | None:
        """Return from when on."""
        if self.since is not None:
            return midnight(self.since)
        is_narrowed = bool(self.about or self.person or self.until)
        return None if is_narrowed else midnight((now - timedelta(days=DAYS)).astimezone(SHOP_TIME).date())

    def ends(self) -> datetime | None:
        """Return until when."""
        return None if self.until is None else midnight(self.until) + timedelta(days=1)

    def wish(self, now: datetime) -> LooksWish:
        """Return it in the words of the desk."""
        return LooksWish(
            about=self.about, person=self.person, since=self.begins(now), before=self.ends(), with_acts=self.acts
        )

    def query(self, **changed: object) -> str:
        """Return the query of an address that asks the same, or something else of it."""
        asked = self.model_dump(mode="json") | changed
        return urlencode({name: "1" if value is True else value for name, value in asked.items() if value})


def looks_pages(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the routes."""
    router = desk_router(pages, signed_in)
    render = _renderer(pages, signed_in, desk)

    @router.get("/audit/looks")
    def show(
        request: Request,
        asked: Annotated[LooksAsked, Query()],
        cursor: Annotated[str | None, Query(max_length=1_000)] = None,
    ) -> HTMLResponse:
        """Show who looked at what, the newest first."""
        who = signed_in.session(request).caller
        page = see_looks(desk, who, asked.wish(desk.now()), cursor=cursor, limit=SHOWN)
        return render(request, "audit_looks.html", asked, looks=page.things, more=page.cursor, logins=page.logins)

    @router.get("/audit/looks/people")
    def people(request: Request, asked: Annotated[LooksAsked, Query()]) -> HTMLResponse:
        """Show how much everybody looked at."""
        who, begins = signed_in.session(request).caller, asked.begins(desk.now())
        counted = count_looks(desk, who, zone=SHOP_TIME, since=begins, before=asked.ends())
        return render(request, "audit_people.html", asked, counted=counted, DAY=DAY, MOST_COUNTED=MOST_COUNTED)

    @router.get("/audit/looks/export.{kind}")
    def export(
        request: Request,
        kind: Annotated[Literal["csv", "jsonl"], Path()],
        asked: Annotated[LooksAsked, Query()],
    ) -> Response:
        """Send what the list holds, the newest first."""
        found = export_looks(desk, signed_in.session(request).caller, asked.wish(desk.now()))
        text = csv_of(found) if kind == "csv" else jsonl_of(found)
        headers = {"Content-Disposition": f'attachment; filename="looks.{kind}"', "Cache-Control": "no-store"}
        return Response(text, media_type=MEDIA[kind], headers=headers)

    return router


def csv_of(found: Iterable[Noted]) -> str:
    """Return entries as a table for a spreadsheet."""
    text = io.StringIO()
    lines = csv.DictWriter(text, FIELDS, lineterminator="\r\n")
    lines.writeheader()
    for one in found:
        record = record_of(one)
        lines.writerow({**record, "details": json.dumps(record["details"], ensure_ascii=False)})
    return text.getvalue()


def jsonl_of(found: Iterable[Noted]) -> str:
    """Return entries as JSON lines."""
    return "".join(json.dumps(record_of(one), ensure_ascii=False) + "\n" for one in found)


def record_of(entry: Noted) -> dict[str, object]:
    """Return an entry with the fields of the export."""
    return {
        "at": entry.at.isoformat(),
        "person": entry.person,
        "role": entry.role,
        "action": entry.action,
        "kind": entry.kind,
        "thing": entry.thing,
        "claim": claim_of(entry),
        "details": dict(entry.details),
    }


def _renderer(pages: Pages, signed_in: SignedIn, desk: Desk) -> Callable[..., HTMLResponse]:
    def render(request: Request, template: str, asked: LooksAsked, **given: Any) -> HTMLResponse:  # noqa: ANN401  (whatever the template names)
        begins = asked.begins(desk.now())
        return pages.render(
            template,
            reader_of(request),
            who=signed_in.session(request).caller,
            asked=asked,
            since=None if begins is None else begins.date(),
            act_name=act_name,
            kind_name=kind_name,
            role_name=role_name,
            claim_of=claim_of,
            EVERYTHING=EVERYTHING,
            MOST_EXPORTED=MOST_EXPORTED,
            **given,
        )

    return render
