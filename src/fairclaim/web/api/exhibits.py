"""Exhibits: files that come in as a form, as a plain stream or from a resumable upload, and go out exactly as received."""

import hashlib
from base64 import b64encode
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Path, Query, Response, UploadFile, status
from pydantic import Field

from fairclaim.domain.desk.evidence_rules import Capture, Media, Shot
from fairclaim.domain.desk.live_capture import Way
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.intake import Upload
from fairclaim.services.see_claim import see_exhibit
from fairclaim.web.api.bodies import RawBody, body_described
from fairclaim.web.api.context import ClaimInHand, KeyHeader, TheCaller, TheClaim, TheDesk
from fairclaim.web.api.file_names import file_name
from fairclaim.web.api.receipts import Done
from fairclaim.web.api.taken import taken_of
from fairclaim.web.api.wishes import SAID_LIVE, TAKEN_WITH, WAY
from fairclaim.web.api.words import ID, Name
from fairclaim.web.errors import FileErasedError

router = APIRouter(prefix="/api/v1/claims/{claim}", tags=["exhibits"])


class Attached(Done):
    """The exhibit, ``made``, and the digest of what was received: compare it with your own."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size_bytes: int


def attach(claim: ClaimInHand, upload: Upload, key: str | None) -> Attached:
    """Attach a file, and say what was received."""
    done = claim.done(attach_exhibit(claim.desk, claim.who, claim.id, upload, key=key))
    digest = hashlib.sha256(upload.data).hexdigest()
    return Attached(**done.model_dump(), sha256=digest, size_bytes=len(upload.data))


@router.post("/exhibits", operation_id="attach_exhibit", status_code=status.HTTP_201_CREATED)
def attach_form(  # noqa: PLR0917  (FastAPI fills them by name)
    claim: TheClaim,
    file: Annotated[UploadFile, File(description="The original file, not a screenshot of it.")],
    role: Annotated[Role, Form()],
    shot: Annotated[Shot | None, Form(description="What it was asked for as.")] = None,
    media: Annotated[Media, Form()] = Media.PHOTO,
    capture: Annotated[Capture, Form(description=SAID_LIVE)] = Capture.ANY,
    taken_with: Annotated[str | None, Form(pattern=ID, description=TAKEN_WITH)] = None,
    way: Annotated[Way, Form(description=WAY)] = Way.FIELD,
    key: KeyHeader = None,
) -> Attached:
    """Attach a file, sent as a form. The bytes are kept as they come; the same file sent twice is one exhibit."""
    data = file.file.read()
    upload = Upload(
        data=data,
        role=role,
        name=file_name(file.filename),
        shot=shot,
        media=media,
        capture=capture,
        taken=taken_of(taken_with, way),
    )
    return attach(claim, upload, key)


@router.put(
    "/files/{name}",
    operation_id="attach_exhibit_raw",
    status_code=status.HTTP_201_CREATED,
    openapi_extra=body_described("application/octet-stream"),
)
def attach_raw(  # noqa: PLR0917  (FastAPI fills them by name)
    claim: TheClaim,
    name: Annotated[Name, Path(description="The file's name.")],
    data: RawBody,
    role: Annotated[Role, Query()],
    shot: Annotated[Shot | None, Query()] = None,
    media: Annotated[Media, Query()] = Media.PHOTO,
    capture: Annotated[Capture, Query(description=SAID_LIVE)] = Capture.ANY,
    taken_with: Annotated[str | None, Query(pattern=ID, description=TAKEN_WITH)] = None,
    way: Annotated[Way, Query(description=WAY)] = Way.FIELD,
    key: KeyHeader = None,
) -> Attached:
    """Attach a file, sent as it is under its own name."""
    upload = Upload(
        data=data,
        role=role,
        name=file_name(name),
        shot=shot,
        media=media,
        capture=capture,
        taken=taken_of(taken_with, way),
    )
    return attach(claim, upload, key)


@router.get(
    "/exhibits/{exhibit}",
    operation_id="see_exhibit",
    response_class=Response,
    responses={
        200: {
            "description": "The bytes exactly as received; for a judge before the own judgement without the moments that they state.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def download(
    desk: TheDesk, who: TheCaller, claim: Annotated[str, Path(pattern=ID)], exhibit: Annotated[str, Path(pattern=ID)]
) -> Response:
    """Read a file of the claim, as an attachment that no browser opens by itself."""
    data = see_exhibit(desk, who, ClaimId(claim), ExhibitId(exhibit))
    if data is None:
        raise FileErasedError
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(exhibit, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Repr-Digest": f"sha-256=:{b64encode(hashlib.sha256(data).digest()).decode()}:",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)
