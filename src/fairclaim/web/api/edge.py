"""The outermost ring of the application: an id for each request, and headers for safety."""

import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fairclaim.telemetry.logs import about
from fairclaim.web.api.parts import Measures
from fairclaim.web.problems import MEDIA_TYPE, general_problem, respond

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_API = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store"}
_SECURE = {"Strict-Transport-Security": "max-age=31536000"}


class Edge:
    """ASGI middleware around everything else. A route's own headers stand; these are added where it set none."""

    def __init__(self, app: ASGIApp, *, measures: Measures | None = None) -> None:
        self._app = app
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(16)
        state = scope.setdefault("state", {})
        state["request_id"] = request_id

        began = time.perf_counter()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._tell(scope, message["status"], time.perf_counter() - began)
                out = MutableHeaders(scope=message)
                out["X-Request-Id"] = request_id
                added = {**_ALWAYS, **state.get("rate_headers", {})}
                added |= _API if scope["path"].startswith("/api/") else {}
                added |= _SECURE if scope.get("scheme") == "https" else {}
                for name, value in added.items():
                    out.setdefault(name, value)
            await send(message)

        with about(request=request_id):
            await self._app(scope, receive, _with_large_bodies_explained(scope, receive, send_with_headers))

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        if self._measures is not None:
            # The pattern, not the path: ids of claims do not belong into figures.
            route = getattr(scope.get("route"), "path", "")
            self._measures.answered(method=scope["method"], route=route, status=status, seconds=seconds)
            problem = scope["state"].get("problem")
            if problem is not None:
                self._measures.failed(problem)


def _with_large_bodies_explained(scope: Scope, receive: Receive, send: Send) -> Send:
    """Return a sender that turns Starlette's plain "Content Too Large" into the problem document that every other error is."""
    is_replaced = False

    async def explained(message: Message) -> None:
        nonlocal is_replaced
        if message["type"] == "http.response.start" and message["status"] == 413:
            is_replaced = not Headers(raw=message["headers"]).get("content-type", "").startswith(MEDIA_TYPE)
            if is_replaced:
                await respond(Request(scope), general_problem(413))(scope, receive, send)
        if not is_replaced:
            await send(message)

    return explained
