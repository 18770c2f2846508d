"""A merchant's figures: claims, what became of them, money and time; each rate with its count and how sure it is."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from fairclaim.domain.desk.money import Money
from fairclaim.services.own_figures import Ending, own_figures
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.parties.party_page import PartyPages

FEW = 30
"""Below so many a rate says little; the page says so. A choice: at 30 an interval is still some 35 points wide."""


def figure_pages(party: PartyPages) -> APIRouter:
    """Return the route."""
    router = desk_router(party.pages, party.signed_in)

    @router.get("/figures")
    def figures(request: Request, days: Annotated[int, Query(ge=0, le=3_650)] = 90) -> Response:
        """Show the figures of the last days; 0 is all time."""
        since = party.desk.now() - timedelta(days=days) if days else None
        found = own_figures(party.desk, party.who(request), filed_from=since)
        money = [Money(minor, currency) for currency, minor in sorted(found.refunded_minor.items())]
        return party.render(
            request, "merchant/figures.html", found=found, days=days, money=money, endings=tuple(Ending), few=FEW
        )

    return router
