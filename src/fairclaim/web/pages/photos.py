"""Photos as pages show them: small ones and tiles, made from the pixels alone, for whoever may see the file.

What a browser gets holds no metadata of the original and none of its bytes. The original itself comes from the API, as an attachment.
"""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.desk import Desk
from fairclaim.services.see_photo import SeenPhoto, see_photo
from fairclaim.web.api.words import ID
from fairclaim.web.sign_in.signed_in import SignedIn
from fairclaim.web.tiles import PREVIEW_TYPE, Tiles

DESCRIPTOR_TYPE = "application/xml"
HEADERS = {
    "Cache-Control": "private, max-age=3600",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Cookie",
}
"""A derivative never changes; a browser keeps it for an hour, and nobody between keeps it at all."""
Name = Annotated[str, Path(pattern=ID)]


class Size(StrEnum):
    """How large a small picture is."""

    THUMBNAIL = "thumbnail"
    PREVIEW = "preview"


LONGEST_PX = {Size.THUMBNAIL: 256, Size.PREVIEW: 1280}


def small_picture(tiles: Tiles, photo: SeenPhoto, size: Size) -> Response:
    """Answer with the whole picture as a JPEG."""
    data = tiles.preview(photo.sha256, LONGEST_PX[size], photo.load)
    return Response(data, media_type=PREVIEW_TYPE, headers=HEADERS)


def descriptor(tiles: Tiles, photo: SeenPhoto) -> Response:
    """Answer with the Deep Zoom document of a picture."""
    return Response(tiles.descriptor(photo.sha256, photo.load), media_type=DESCRIPTOR_TYPE, headers=HEADERS)


def tile(tiles: Tiles, photo: SeenPhoto, level: int, col: int, row: int) -> Response:
    """Answer with one tile of a picture."""
    data = tiles.tile(photo.sha256, level, col, row, photo.load)
    return Response(data, media_type=tiles.media_type, headers=HEADERS)


def photo_routes(signed_in: SignedIn, desk: Desk, tiles: Tiles) -> APIRouter:
    """Return the routes of the photos of claims: ``/photos/CLAIM/EXHIBIT/thumbnail.jpg``, ``…/preview.jpg``, ``…/photo.dzi`` and tiles."""
    router = APIRouter(include_in_schema=False, prefix="/photos/{claim}/{exhibit}")

    def seen(request: Request, claim: str, exhibit: str, *, is_noted: bool) -> SeenPhoto:
        who = signed_in.session(request).caller
        return see_photo(desk, who, ClaimId(claim), ExhibitId(exhibit), is_noted=is_noted)

    @router.get("/{size}.jpg")
    def show_small(request: Request, claim: Name, exhibit: Name, size: Size) -> Response:
        """Send a small picture."""
        return small_picture(tiles, seen(request, claim, exhibit, is_noted=size is Size.PREVIEW), size)

    @router.get("/photo.dzi")
    def describe(request: Request, claim: Name, exhibit: Name) -> Response:
        """Send the descriptor."""
        return descriptor(tiles, seen(request, claim, exhibit, is_noted=True))

    @router.get("/photo_files/{level}/{col}_{row}.{ending}")
    def show_tile(  # noqa: PLR0917  (FastAPI fills them by name)
        request: Request, claim: Name, exhibit: Name, level: int, col: int, row: int, ending: str
    ) -> Response:
        """Send a tile; the ending only names the format that the descriptor tells."""
        del ending
        return tile(tiles, seen(request, claim, exhibit, is_noted=False), level, col, row)

    return router
