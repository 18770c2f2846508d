"""Every router that joins those that each application has: the one list for ``compose``, the exported document and the tests."""

from fastapi import APIRouter

from fairclaim.services.ports.endpoints import Secrets, UrlRules
from fairclaim.web.api import (
    captures,
    claim_receipts,
    consents,
    duties,
    endpoints,
    letters,
    listings,
    log,
    measures,
    orders,
    parcel_receipts,
    parcels,
    people,
    policies,
    quality,
    queues,
    standing,
)
from fairclaim.web.sign_in.router import sign_in_router
from fairclaim.web.sign_in.signed_in import SignedIn


def all_routers(*, signed_in: SignedIn, may_send: UrlRules, new_secret: Secrets) -> tuple[APIRouter, ...]:
    """Return the routers for :class:`~fairclaim.web.api.parts.Parts`.

    Parameters
    ----------
    signed_in : SignedIn
        The authenticator with its door; its routes sign people in.
    may_send : UrlRules
        The runtime's rules on addresses of webhook endpoints.
    new_secret : callable
        Makes the 32 bytes of a webhook's secret.
    """
    return (
        orders.router,
        orders.imports,
        listings.router,
        listings.pictures,
        parcels.router,
        parcels.files,
        parcel_receipts.router,
        captures.router,
        people.router,
        queues.router,
        policies.router,
        policies.trials,
        quality.router,
        standing.router,
        measures.router,
        consents.router,
        letters.router,
        duties.router,
        claim_receipts.router,
        log.router,
        endpoints.make_router(may_send=may_send, new_secret=new_secret),
        sign_in_router(signed_in),
    )
