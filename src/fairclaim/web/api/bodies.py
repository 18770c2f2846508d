"""Bytes of a request's body as they stream in. The application has limited how many there may be (``max_body_size``)."""

from typing import Annotated, Any

from fastapi import Depends, Request


def body_described(*media_types: str) -> dict[str, Any]:
    """Return how the document describes a body that is taken as it comes; for ``openapi_extra``."""
    schema = {"type": "string", "format": "binary"}
    return {"requestBody": {"required": True, "content": {name: {"schema": schema} for name in media_types}}}


async def _whole(request: Request) -> bytes:
    parts = bytearray()
    async for chunk in request.stream():
        parts += chunk
    return bytes(parts)


RawBody = Annotated[bytes, Depends(_whole)]
