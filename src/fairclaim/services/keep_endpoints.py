"""Where the tenant's systems are told: endpoints with secrets that are shown once, changed with an overlap, and deliveries."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.wire import kind_name
from fairclaim.domain.errors import UsageError
from fairclaim.services.act import note
from fairclaim.services.authorize import Resource, authorize
from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError
from fairclaim.services.grants import Action
from fairclaim.services.letters_told import TO_WITHDRAW
from fairclaim.services.measures_told import CHANGED
from fairclaim.services.messages import TOLD
from fairclaim.services.paging import Page, check_limit, page_of, parse_cursor
from fairclaim.services.ports.endpoints import Delivery, Endpoint, Secrets, UrlRules
from fairclaim.services.ports.work import Work

SECRET_PREFIX = "whsec_"  # noqa: S105  (marks a secret, is none)
"""Standard Webhooks, section "Secrets"."""
MOST_ENDPOINTS = 20
KINDS = frozenset(kind_name(kind) for kind in TOLD) | {CHANGED, TO_WITHDRAW}
"""Kinds of messages that can be asked for; asking for none asks for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An endpoint with its new secret as text, which is shown this once."""

    endpoint: Endpoint
    secret: str


def https_only(url: str) -> None:
    """Verify that a URL is one that messages can be sent to; a desk adds the runtime's rules on addresses.

    Raises
    ------
    UsageError
        If it is no https URL with a host, or carries credentials or a fragment.
    """
    try:
        parts = urlsplit(url)
        is_good = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good, parts = False, urlsplit("")
    if not is_good or "@" in parts.netloc or parts.fragment or len(url) > 2_000 or not url.isprintable():
        raise UsageError(
            Bilingual(
                "回调地址须为 https 网址，不含用户名、密码或 #。",
                "An endpoint is an https URL without credentials or fragment.",
            )
        )


def add_endpoint(
    desk: Desk,
    who: Caller,
    url: str,
    *,
    kinds: tuple[str, ...] = (),
    may_send: UrlRules,
    new_secret: Secrets,
) -> Opened:
    """Add an endpoint. Its secret is in the answer and nowhere else afterwards.

    Parameters
    ----------
    kinds : tuple of str
        Of :data:`KINDS`; none means all.
    may_send : UrlRules
        The runtime's rules on addresses, asked besides :func:`https_only`.
    new_secret : Secrets
        Where chance comes from.

    Raises
    ------
    UsageError
        If messages cannot be sent there, a kind is unknown, or there are too many endpoints.
    NotAllowedError
        If the caller may not.
    """
    role = authorize(who, Action.KEEP_ENDPOINTS, Resource(tenant=who.tenant))
    https_only(url)
    may_send(url)
    unknown = sorted(set(kinds) - KINDS)
    if unknown:
        known = ", ".join(sorted(KINDS))
        raise UsageError(
            Bilingual(f"未知消息类别 {unknown[0]}；可用：{known}。", f"Unknown kind {unknown[0]}; known are {known}.")
        )
    secret = new_secret()

    def whole(work: Work) -> Opened:
        at = desk.now()
        if sum(one.closed_at is None for one in work.endpoints.all()) >= MOST_ENDPOINTS:
            raise UsageError(
                Bilingual(f"最多 {MOST_ENDPOINTS} 个回调地址。", f"A tenant has at most {MOST_ENDPOINTS} endpoints.")
            )
        endpoint = Endpoint(
            id=desk.ids("endpoint"),
            url=url,
            kinds=tuple(sorted(set(kinds))),
            created_at=at,
            closed_at=None,
            secrets=1,
        )
        work.endpoints.add(endpoint, secret=secret)
        note(desk, work, who, role, Action.KEEP_ENDPOINTS, thing=endpoint.id, kind="endpoint", at=at)
        return Opened(endpoint=endpoint, secret=secret_text(secret))

    return desk.units.write(who.tenant, whole)


def rotate_secret(desk: Desk, who: Caller, endpoint: str, *, new_secret: Secrets) -> Opened:
    """Give an endpoint a new secret; messages carry signatures by both until :func:`finish_rotation`.

    Raises
    ------
    NotFoundError
        If there is no such open endpoint.
    NotAllowedError
        If the caller may not.
    """
    secret = new_secret()

    def change(work: Work) -> None:
        work.endpoints.set_secret(endpoint, secret, keep_old=True)

    return Opened(endpoint=_changed(desk, who, endpoint, change, rotated=True), secret=secret_text(secret))


def finish_rotation(desk: Desk, who: Caller, endpoint: str) -> Endpoint:
    """Sign by the newest secret only, once the receiver knows it.

    Raises
    ------
    NotFoundError, NotAllowedError
        As :func:`rotate_secret`.
    """
    return _changed(desk, who, endpoint, lambda work: work.endpoints.drop_old_secret(endpoint), finished=True)


def close_endpoint(desk: Desk, who: Caller, endpoint: str) -> None:
    """Send nothing more to an endpoint; what waits for it is given up.

    Raises
    ------
    NotFoundError, NotAllowedError
        As :func:`rotate_secret`.
    """
    _changed(desk, who, endpoint, lambda work: work.endpoints.close(endpoint, at=desk.now()), closed=True)


def list_endpoints(desk: Desk, who: Caller) -> tuple[Endpoint, ...]:
    """Return every endpoint, closed ones too.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    """
    authorize(who, Action.KEEP_ENDPOINTS, Resource(tenant=who.tenant))
    return desk.units.read(who.tenant, lambda work: tuple(work.endpoints.all()))


def list_deliveries(
    desk: Desk,
    who: Caller,
    *,
    endpoint: str | None = None,
    failed_only: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Delivery]:
    """Return messages with what became of them, the newest first; their bodies are not shown.

    Raises
    ------
    NotAllowedError
        If the caller may not.
    UsageError
        If cursor or limit cannot be.
    """
    authorize(who, Action.KEEP_ENDPOINTS, Resource(tenant=who.tenant))
    check_limit(limit)
    after = parse_cursor(cursor, of="deliveries", caller=who.person)

    def whole(work: Work) -> Page[Delivery]:
        found = work.endpoints.deliveries(endpoint=endpoint, failed_only=failed_only, after=after, limit=limit + 1)
        return page_of(
            found, limit=limit, of="deliveries", caller=who.person, place=lambda one: (one.created_at, one.id)
        )

    return desk.units.read(who.tenant, whole)


def redeliver(desk: Desk, who: Caller, delivery: str) -> Delivery:
    """Send a message once more, also one that arrived; its id is the same, so that the receiver can tell.

    Raises
    ------
    NotFoundError
        If there is no such message, or its endpoint is closed.
    NotAllowedError
        If the caller may not.
    """

    def whole(work: Work) -> Delivery:
        role, at = authorize(who, Action.KEEP_ENDPOINTS, Resource(tenant=who.tenant)), desk.now()
        sent = work.endpoints.send_again(delivery, at=at)
        if sent is None or not any(one.id == sent.endpoint and one.closed_at is None for one in work.endpoints.all()):
            raise NotFoundError
        note(desk, work, who, role, Action.KEEP_ENDPOINTS, thing=delivery, kind="message", at=at)
        return sent

    return desk.units.write(who.tenant, whole)


def secret_text(secret: bytes) -> str:
    """Return a secret as its receiver enters it."""
    return SECRET_PREFIX + base64.b64encode(secret).decode()


def _changed(desk: Desk, who: Caller, endpoint: str, change: Callable[[Work], None], **details: object) -> Endpoint:
    def whole(work: Work) -> Endpoint:
        role, at = authorize(who, Action.KEEP_ENDPOINTS, Resource(tenant=who.tenant)), desk.now()
        if not any(one.id == endpoint and one.closed_at is None for one in work.endpoints.all()):
            raise NotFoundError
        change(work)
        note(desk, work, who, role, Action.KEEP_ENDPOINTS, thing=endpoint, kind="endpoint", at=at, **details)
        return next(one for one in work.endpoints.all() if one.id == endpoint)

    return desk.units.write(who.tenant, whole)
