"""Webhook endpoints and deliveries. Secrets are in the answer that makes them, and nowhere else."""

from typing import Annotated

from fastapi import APIRouter, Path, status
from pydantic import AwareDatetime, Field

from fairclaim.services.keep_endpoints import (
    add_endpoint,
    close_endpoint,
    finish_rotation,
    list_deliveries,
    list_endpoints,
    redeliver,
    rotate_secret,
)
from fairclaim.services.ports.endpoints import Secrets, UrlRules
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.paging import Cursor, Page
from fairclaim.web.api.things import PageLimit
from fairclaim.web.api.words import ID, Answer, Name, Wire

EndpointId = Annotated[str, Path(pattern=ID)]


class EndpointWish(Wire):
    """Where to tell what; no kinds means all."""

    url: str = Field(min_length=1, max_length=2_000)
    kinds: list[Name] = Field(default=[], max_length=50)


class EndpointSeen(Answer):
    """An endpoint; two secrets are in force while one is changed."""

    id: str
    url: str
    kinds: list[str]
    created_at: AwareDatetime
    closed_at: AwareDatetime | None
    secrets: int


class EndpointOpened(Answer):
    """An endpoint with its new secret, shown this once."""

    endpoint: EndpointSeen
    secret: str


class DeliverySeen(Answer):
    """A message on its way, or arrived, or given up."""

    id: str
    endpoint: str
    kind: str
    created_at: AwareDatetime
    next_at: AwareDatetime
    attempts: int
    last_error: str | None
    delivered_at: AwareDatetime | None
    given_up_at: AwareDatetime | None


def make_router(*, may_send: UrlRules, new_secret: Secrets) -> APIRouter:
    """Return the routes.

    Parameters
    ----------
    may_send : UrlRules
        The runtime's rules on addresses.
    new_secret : Secrets
        Where chance comes from.
    """
    router = APIRouter(prefix="/api/v1/webhook-endpoints", tags=["webhooks"])

    @router.post("", operation_id="add_endpoint", status_code=status.HTTP_201_CREATED)
    def add(desk: TheDesk, who: TheCaller, wish: EndpointWish) -> EndpointOpened:
        """Add an endpoint."""
        made = add_endpoint(desk, who, wish.url, kinds=tuple(wish.kinds), may_send=may_send, new_secret=new_secret)
        return EndpointOpened.model_validate(made)

    @router.get("", operation_id="list_endpoints")
    def every(desk: TheDesk, who: TheCaller) -> list[EndpointSeen]:
        """Return every endpoint, closed ones too."""
        return [EndpointSeen.model_validate(one) for one in list_endpoints(desk, who)]

    @router.post("/{endpoint}/secret", operation_id="rotate_secret")
    def rotate(desk: TheDesk, who: TheCaller, endpoint: EndpointId) -> EndpointOpened:
        """Give it a new secret; the one before stays in force until the change is finished."""
        return EndpointOpened.model_validate(rotate_secret(desk, who, endpoint, new_secret=new_secret))

    @router.delete("/{endpoint}/old-secret", operation_id="finish_rotation")
    def finish(desk: TheDesk, who: TheCaller, endpoint: EndpointId) -> EndpointSeen:
        """Sign by the newest secret only."""
        return EndpointSeen.model_validate(finish_rotation(desk, who, endpoint))

    @router.delete("/{endpoint}", operation_id="close_endpoint", status_code=status.HTTP_204_NO_CONTENT)
    def close(desk: TheDesk, who: TheCaller, endpoint: EndpointId) -> None:
        """Send nothing more there."""
        close_endpoint(desk, who, endpoint)

    @router.get("/deliveries", operation_id="list_deliveries")
    def deliveries(
        desk: TheDesk,
        who: TheCaller,
        *,
        endpoint: str | None = None,
        failed_only: bool = False,
        cursor: Cursor = None,
        limit: PageLimit = 50,
    ) -> Page[DeliverySeen]:
        """Return messages, the newest first."""
        page = list_deliveries(desk, who, endpoint=endpoint, failed_only=failed_only, cursor=cursor, limit=limit)
        return Page(items=[DeliverySeen.model_validate(one) for one in page.things], next=page.cursor)

    @router.post("/deliveries/{delivery:path}/again", operation_id="redeliver")
    def again(desk: TheDesk, who: TheCaller, delivery: Annotated[str, Path(pattern=ID)]) -> DeliverySeen:
        """Send a message once more, under its id."""
        return DeliverySeen.model_validate(redeliver(desk, who, delivery))

    return router
