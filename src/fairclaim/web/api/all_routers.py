"""Every router besides those that ``make_app`` has by itself, so that neither the desk, nor its document, nor a test leaves one out."""

from fastapi import APIRouter

from fairclaim.services.ports.endpoints import Secrets, UrlRules
from fairclaim.web.api import endpoints, listings, orders, parcels, policies, quality, queues
from fairclaim.web.sign_in.router import sign_in_router
from fairclaim.web.sign_in.signed_in import SignedIn


def all_routers(*, signed_in: SignedIn, may_send: UrlRules, new_secret: Secrets) -> tuple[APIRouter, ...]:
    """Return the routers.

    Parameters
    ----------
    may_send, new_secret
        Which addresses may be told, and chance for secrets; of the runtime.
    """
    return (
        sign_in_router(signed_in),
        orders.router,
        orders.imports,
        listings.router,
        listings.pictures,
        parcels.router,
        parcels.files,
        queues.router,
        policies.router,
        policies.trials,
        quality.router,
        endpoints.make_router(may_send=may_send, new_secret=new_secret),
    )
