"""Resumable uploads for videos and bad lines: tus 1.0.0 at ``/api/v1/uploads`` (https://tus.io/protocols/resumable-upload).

tuspyserver speaks the protocol. What it leaves open is closed here: who may touch an upload, how much may come in, and how long
it is kept. An upload becomes an exhibit by its id.
"""

import base64
from collections.abc import Callable
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Request, Response, status
from fastapi.routing import APIRoute
from tuspyserver import create_tus_router

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.services.intake import Upload
from fairclaim.web.api.context import KeyHeader, TheCaller, TheClaim, parts_of
from fairclaim.web.api.exhibits import Attached, attach
from fairclaim.web.api.file_names import file_name
from fairclaim.web.api.parts import Parts
from fairclaim.web.api.taken import taken_of
from fairclaim.web.api.upload_folder import UploadFolder
from fairclaim.web.api.wishes import UploadedFile
from fairclaim.web.errors import BodyTooLargeError, TooManyUploadsError

PREFIX = "/api/v1/uploads"
EXTENSIONS = "creation,creation-defer-length,expiration,termination"
_OPERATIONS = {
    "POST": ("create_upload", "Begin an upload; its address is in `Location`."),
    "HEAD": ("see_upload", "Ask where an upload goes on: `Upload-Offset` is the number of bytes that are there."),
    "PATCH": ("continue_upload", "Send bytes from the offset on."),
    "DELETE": ("end_upload", "Give an upload up."),
}
_MOST_OPEN = 20
_NO_CONCATENATION = Bilingual(
    "不支持拼接，也不支持在创建时附带内容。", "Uploads are not concatenated here, and their bytes come after creation."
)
_NO_LENGTH = Bilingual(
    "须写明 Upload-Length（大于零），或 Upload-Defer-Length: 1。",
    "Send Upload-Length, more than zero, or Upload-Defer-Length: 1.",
)
_NO_NAME = Bilingual(
    "Upload-Metadata 须含 filename 与 filetype（Base64）。",
    "Upload-Metadata must hold filename and filetype, in Base64.",
)


def folder_of(request: Request) -> UploadFolder:
    """Return the folder of uploads."""
    folder: UploadFolder = request.app.state.uploads
    return folder


TheFolder = Annotated[UploadFolder, Depends(folder_of)]


def make_router(parts: Parts, folder: UploadFolder) -> APIRouter:
    """Return the routes of resumable uploads."""
    tus = create_tus_router(
        prefix=PREFIX,
        files_dir=str(parts.uploads),
        max_size=parts.desk.limits.exhibit_bytes,
        days_to_keep=parts.limits.upload_lasts.days,
        file_dep=cast("Callable[..., Callable[[dict[Any, Any]], None]]", _new_id),  # it may return an id, and says None
        tags=["uploads"],
        storage=folder,
    )
    # Each route is there twice, with a slash and without; one of them is enough.
    routes = [route for route in tus.routes if isinstance(route, APIRoute) and not route.path.endswith("/")]
    for route in routes:
        route.operation_id, route.description = _OPERATIONS[min(route.methods or ())]
        route.summary = route.operation_id.replace("_", " ").capitalize()
    tus.routes[:] = routes
    router = APIRouter(tags=["uploads"])
    router.add_api_route(
        PREFIX,
        _options,
        methods=["OPTIONS"],
        operation_id="see_upload_options",
        status_code=status.HTTP_204_NO_CONTENT,
    )
    router.add_api_route(
        "/api/v1/claims/{claim}/uploads",
        attach_upload,
        methods=["POST"],
        operation_id="attach_upload",
        status_code=status.HTTP_201_CREATED,
        tags=["exhibits"],
    )
    # The guard stands before the routes: tuspyserver writes a chunk before it asks its own ``auth``.
    router.include_router(tus, dependencies=[Depends(_guard)])
    return router


def attach_upload(claim: TheClaim, folder: TheFolder, wish: UploadedFile, key: KeyHeader = None) -> Attached:
    """Attach a finished upload of the caller to a claim."""
    found = folder.finished(claim.who, wish.upload)
    upload = Upload(
        data=found.data,
        role=wish.role,
        name=file_name(found.name),
        shot=wish.shot,
        media=wish.media,
        capture=wish.capture,
        taken=taken_of(wish.taken_with, wish.way),
    )
    return attach(claim, upload, key)


def _options(request: Request, who: TheCaller) -> Response:
    """Tell which parts of the protocol are spoken here."""
    del who
    most = parts_of(request).desk.limits.exhibit_bytes
    headers = {"Tus-Version": "1.0.0", "Tus-Resumable": "1.0.0", "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(most)}
    return Response(status_code=status.HTTP_204_NO_CONTENT, headers=headers)


def _new_id(folder: TheFolder, who: TheCaller) -> Callable[[dict[str, str]], dict[str, Any]]:
    return lambda _: {"uid": folder.new_id(who)}


def _guard(request: Request, folder: TheFolder, who: TheCaller) -> None:
    """Verify that the caller may send this request.

    Raises
    ------
    NotFoundError
        If the upload is somebody else's.
    UsageError, BodyTooLargeError, TooManyUploadsError
        If it cannot be created.
    """
    uid = request.path_params.get("uuid")
    if uid is not None:
        folder.check_owner(who, uid)
        return
    headers = request.headers
    if "upload-concat" in headers or headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        raise UsageError(_NO_CONCATENATION)
    _check_length(headers.get("upload-length"), headers.get("upload-defer-length"), _most(request))
    if not {"filename", "filetype"} <= _names_in(headers.get("upload-metadata", "")):
        raise UsageError(_NO_NAME)
    folder.sweep()
    if folder.count(who) >= _MOST_OPEN:
        raise TooManyUploadsError(_MOST_OPEN)


def _most(request: Request) -> int:
    return parts_of(request).desk.limits.exhibit_bytes


def _check_length(length: str | None, deferred: str | None, most: int) -> None:
    if length is None and deferred == "1":
        return
    if length is None or not (length.isascii() and length.isdigit()) or int(length[:20]) == 0:
        raise UsageError(_NO_LENGTH)
    if int(length[:20]) > most:
        raise BodyTooLargeError(most)


def _names_in(metadata: str) -> set[str]:
    """Name the entries of ``Upload-Metadata`` whose value can be read and says something."""
    found = set()
    for entry in metadata.split(","):
        name, _, value = entry.strip().partition(" ")
        try:
            text = base64.b64decode(value.strip(), validate=True).decode("utf-8")
        except ValueError:
            continue
        if text.strip():
            found.add(name)
    return found
