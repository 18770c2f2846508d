"""The application: parts in, one FastAPI application out. Nothing here is global, so that tests and processes make their own."""

import time

from fastapi import FastAPI

from fairclaim.version import __version__
from fairclaim.web import problems
from fairclaim.web.api import about, claims, clocks, document, exhibits, judgement, own_data, records, uploads
from fairclaim.web.api.edge import Edge
from fairclaim.web.api.parts import Parts
from fairclaim.web.api.rate_limits import RateLimits
from fairclaim.web.api.upload_folder import UploadFolder

_FORM_BYTES = 100_000
"""What a form holds besides its file."""


def make_app(parts: Parts) -> FastAPI:
    """Put the application together.

    Examples
    --------
    Served by granian from a module that calls this once::

        granian --interface asgi fairclaim_asgi:app
    """
    limits = parts.limits
    app = FastAPI(
        title="fairclaim 明察",
        version=__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.parts = parts
    app.state.rate_limits = RateLimits(requests=limits.requests, per=limits.per, seconds=time.monotonic)
    problems.install(app)
    for room in (about, claims, judgement, clocks, own_data):
        app.include_router(room.router, max_body_size=limits.json_bytes)
    app.include_router(exhibits.router, max_body_size=parts.desk.limits.exhibit_bytes + _FORM_BYTES)
    if parts.uploads is not None:
        folder = UploadFolder(parts.uploads, lasts=limits.upload_lasts)
        app.state.uploads = folder
        app.include_router(uploads.make_router(parts, folder), max_body_size=parts.desk.limits.exhibit_bytes)
    app.include_router(records.router, max_body_size=limits.import_bytes)
    for router in parts.routers:
        app.include_router(router, max_body_size=router.max_body_size or limits.json_bytes)
    app.add_middleware(Edge, measures=parts.measures)
    document.describe(app)
    return app
