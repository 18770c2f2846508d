"""The built files by their hashed names; they never change, so a browser may keep them."""

from fastapi import APIRouter, Request, Response

from fairclaim.services.errors import NotFoundError
from fairclaim.web.static_files import CACHE_CONTROL, NoSuchFileError, StaticFiles


def static_routes(files: StaticFiles) -> APIRouter:
    """Return the route."""
    router = APIRouter(include_in_schema=False)

    @router.get("/static/{name}")
    def serve_file(request: Request, name: str) -> Response:
        """Send a built file."""
        try:
            found = files.served(name)
        except NoSuchFileError as exc:
            raise NotFoundError from exc
        headers = {"Cache-Control": CACHE_CONTROL, "X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(found.data, media_type=found.media_type, headers=headers)
        headers["Content-Encoding"] = "gzip"
        return Response(found.gzipped, media_type=found.media_type, headers=headers)

    return router
