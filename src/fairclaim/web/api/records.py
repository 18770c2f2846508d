"""What belongs to the tenant as a whole: the log for auditors, the history of an earlier system, erasure of a person."""

import json
from typing import Annotated

from fastapi import APIRouter, Header, Path, Response
from pydantic import Field

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.errors import UsageError
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.erase_person import erase_person
from fairclaim.services.export_audit import export_audit
from fairclaim.services.grants import Action
from fairclaim.services.import_history import import_history
from fairclaim.services.past_claim import csv_rows, jsonl_rows
from fairclaim.web.api.bodies import RawBody, body_described
from fairclaim.web.api.context import TheCaller, TheDesk, TheParts
from fairclaim.web.api.paging import Cursor, Limit
from fairclaim.web.api.signed_values import cursor_after, key_behind
from fairclaim.web.api.words import Answer, BothLanguages, Name

router = APIRouter(prefix="/api/v1", tags=["records"])
NDJSON, CSV = "application/x-ndjson", "text/csv"
_MOST_REFUSALS = 1_000


class LineRefused(Answer):
    """A line that was not taken in, and why."""

    number: int
    field: str
    message: BothLanguages


class HistoryImported(Answer):
    """What became of all lines."""

    read: int
    added: int
    known: int
    refused: list[LineRefused] = Field(
        description=f"The first {_MOST_REFUSALS:,} at most; `refused_in_all` counts them all."
    )
    refused_in_all: int


class PersonErased(Answer):
    """Erasure of a person: repeated, it has no further effect."""

    person: str
    was_erased_before: bool


@router.get(
    "/audit",
    operation_id="export_audit",
    response_class=Response,
    responses={
        200: {
            "description": "One event a line, in the order of commits. The header `Link` leads to the next page.",
            "content": {NDJSON: {"schema": {"type": "string"}}},
        }
    },
)
def audit(desk: TheDesk, who: TheCaller, parts: TheParts, cursor: Cursor = None, limit: Limit = 1_000) -> Response:
    """Read the tenant's log page by page, `fairclaim.claim-event/1`; the last page is empty and leads to itself."""
    listing = f"audit/{who.tenant}"
    behind = key_behind(parts.secret, listing, cursor)
    page = export_audit(desk, who, after=int(behind[0]) if behind is not None else 0, limit=limit)
    lines = "".join(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in page.records)
    following = cursor_after(parts.secret, listing, (page.after,))
    link = f'</api/v1/audit?cursor={following}&limit={limit}>; rel="next"'
    return Response(lines, media_type=NDJSON, headers={"Link": link, "X-Next-Cursor": following})


@router.post("/history", operation_id="import_history", openapi_extra=body_described(CSV, NDJSON))
def history(
    desk: TheDesk, who: TheCaller, data: RawBody, content_type: Annotated[str, Header(alias="Content-Type")] = NDJSON
) -> HistoryImported:
    """Take in past claims as CSV or JSON lines. A bad line is reported and spoils no other; sent again, the rest is added."""
    authorize(
        who, Action.IMPORT_HISTORY, Resource(tenant=who.tenant)
    )  # also where no line is good enough to be written
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise UsageError(Bilingual("文件须为 UTF-8 编码。", "The file must be UTF-8.")) from exc
    is_csv = content_type.split(";")[0].strip().lower() == CSV
    imported = import_history(desk, who, csv_rows(text) if is_csv else jsonl_rows(text))
    refused = [LineRefused.model_validate(one) for one in imported.refused[:_MOST_REFUSALS]]
    return HistoryImported(
        read=imported.read,
        added=imported.added,
        known=imported.known,
        refused=refused,
        refused_in_all=len(imported.refused),
    )


@router.delete("/people/{person}", operation_id="erase_person")
def erase(desk: TheDesk, who: TheCaller, person: Annotated[Name, Path()]) -> PersonErased:
    """Erase a person's words, contacts and photos. Events and proofs stay; they hold ids only."""
    return PersonErased(person=person, was_erased_before=not erase_person(desk, who, PersonId(person)))
