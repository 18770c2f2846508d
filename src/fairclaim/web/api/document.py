"""The OpenAPI document: FastAPI's own, with every error as a problem document and with the ways of signing in."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from fairclaim.web.api.examples import EXAMPLES
from fairclaim.web.problems import MEDIA_TYPE

_PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}
_TEXT = {"type": "string"}
_BOTH = {"type": "object", "properties": {"zh": _TEXT, "en": _TEXT}, "required": ["zh", "en"]}
_PROBLEM = {
    "type": "object",
    "description": "RFC 9457. Match on `code`, never on the text.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "In the language of `Accept-Language`."},
        "instance": _TEXT,
        "code": {"type": "string", "description": "Stable, kebab-case."},
        "messages": {**_BOTH, "description": "`detail` in both languages."},
        "next": {**_BOTH, "description": "What to do next."},
        "errors": {
            "type": "array",
            "description": "Each fault of a malformed request.",
            "items": {
                "type": "object",
                "properties": {"pointer": _TEXT, "code": _TEXT, "message": _TEXT},
                "required": ["pointer", "code", "message"],
            },
        },
        "request_id": _TEXT,
    },
    "required": ["type", "title", "status", "detail", "instance", "code", "messages", "next"],
}
_ANYWHERE = {
    400: "The request cannot be read, or lacks its idempotency key.",
    401: "Nobody has shown who they are.",
    403: "The caller sees it, and may not do this.",
    404: "Not found, or not the caller's to see.",
    409: "Not as things stand.",
    410: "Erased or expired.",
    412: "The claim is no longer the version that the caller saw.",
    413: "Too many bytes.",
    415: "This content type is not taken here.",
    422: "The request's content cannot be accepted; `errors` names each place.",
    429: "Too many requests; wait for `Retry-After`.",
    503: "Something that the desk needs does not answer; retry under the same key.",
}
_OPEN = ("/healthz", "/readyz", "/api/v1/problems", "/api/v1/problems/{code}")
_OPEN_ROOM = "/api/v1/log/"
_NOT_SAID = frozenset({"content-length", "post_request"})
"""Parameters that the upload protocol's router names and no client chooses: one is the client's own, the other for its tests."""
_SCHEMES = {
    "apiKey": {"type": "http", "scheme": "bearer", "description": "An API key of the tenant's own systems."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-fairclaim-session",
        "description": "A person who signed in.",
    },
}
_TAGS = {
    "about": "The desk itself: who asks, whether it answers, what each problem means.",
    "orders": "What was sold, as the tenant's systems tell it.",
    "listings": "What buyers were shown when they bought.",
    "parcels": "What was packed and sent.",
    "people": "Parties by the tenant's own ids, and who at the desk has to do with which of them.",
    "claims": "Claims from filing to appeal, for their parties.",
    "exhibits": "Files of a claim, kept exactly as they come.",
    "captures": "Codes for pictures that are taken now, and signed copies of what came.",
    "uploads": "Resumable uploads (tus 1.0.0).",
    "lists": "Claims, tasks and files in pages.",
    "review": "Taking tasks, judging, deciding.",
    "clocks": "Pausing and extending a claim's time.",
    "policies": "How claims are routed: drafted, tried, in force by two people.",
    "figures": "What became of claims and judgements.",
    "own-data": "What is held about the caller, and what is to be corrected.",
    "standing": "What a history may ask for: a closer look, with its reasons.",
    "consents": "To whom the caller lets their own standing be stated, and the signed statements that they carry there.",
    "measures": "Limits on an account: proposed, agreed by two, for a time, contested.",
    "letters": "What was sent when about a claim.",
    "duties": "Which duties of a platform the records fulfil.",
    "receipts": "Proof of what a side handed in.",
    "log": "The evidence log, for strangers: nobody signs in.",
    "records": "Past claims in, the log out, people erased.",
    "webhooks": "Where the tenant's systems are told.",
    "sign-in": "Accounts, sessions, passkeys, identity providers, API keys.",
}
_ABOUT = """File after-sales claims with their evidence, follow them, and let people decide.

Every error is a problem document (RFC 9457) in Chinese and English. Send `Idempotency-Key` when you retry; send `If-Match` with the
`ETag` under which you saw a claim, and nothing is done to a claim that has changed since.
"""


def describe(app: FastAPI) -> None:
    """Let an application describe itself with :func:`document_of`."""
    app.openapi = lambda: document_of(app)  # type: ignore[method-assign]  # FastAPI's documented way


def document_of(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document, made once for each application."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=_ABOUT, routes=app.routes)
        app.openapi_schema = _finished(made)
    return app.openapi_schema


def _finished(made: dict[str, Any]) -> dict[str, Any]:
    components = made.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = _PROBLEM
    components["securitySchemes"] = _SCHEMES
    made["security"] = [{name: []} for name in _SCHEMES]
    made["tags"] = [{"name": name, "description": text} for name, text in _TAGS.items()]
    for path, operations in made["paths"].items():
        for operation in operations.values():
            if "parameters" in operation:
                operation["parameters"] = [one for one in operation["parameters"] if one["name"] not in _NOT_SAID]
            operation["tags"] = list(dict.fromkeys(operation["tags"]))
            example = EXAMPLES.get(operation["operationId"])
            if example is not None:
                operation["requestBody"]["content"]["application/json"]["example"] = example
            responses = operation["responses"]
            for status, text in _ANYWHERE.items():
                responses[str(status)] = {"description": text}
            for status, response in responses.items():
                if int(status) >= 400:
                    response["content"] = {MEDIA_TYPE: {"schema": _PROBLEM_REF}}
            if path in _OPEN or path.startswith(_OPEN_ROOM):
                operation["security"] = []
    return made
