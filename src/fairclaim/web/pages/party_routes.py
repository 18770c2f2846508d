"""All pages of buyers and merchants, in the order in which their addresses are looked for."""

from collections.abc import Sequence

from fastapi import APIRouter

from fairclaim.services.desk import Desk
from fairclaim.web.pages.buyer.claims import buyer_claims
from fairclaim.web.pages.buyer.consents import consent_pages
from fairclaim.web.pages.buyer.file_claim import filing_pages
from fairclaim.web.pages.buyer.live_photos import live_photos
from fairclaim.web.pages.buyer.own_data import own_data_pages
from fairclaim.web.pages.buyer.show_photos import photo_steps
from fairclaim.web.pages.merchant.claims import merchant_claims
from fairclaim.web.pages.merchant.figures import figure_pages
from fairclaim.web.pages.merchant.listings import listing_pages
from fairclaim.web.pages.merchant.live_packing import live_packing
from fairclaim.web.pages.merchant.packing import packing_pages
from fairclaim.web.pages.parties.party_page import PartyPages
from fairclaim.web.pages.parties.signed_copies import signed_copies
from fairclaim.web.pages.pictures import picture_routes
from fairclaim.web.pages.render import Pages
from fairclaim.web.sign_in.signed_in import SignedIn
from fairclaim.web.tiles import Tiles


def party_routes(pages: Pages, signed_in: SignedIn, desk: Desk, tiles: Tiles) -> Sequence[APIRouter]:
    """Return the routers; ``/claims/new`` stands before ``/claims/{claim}``."""
    party = PartyPages(pages, signed_in, desk)
    return (
        picture_routes(signed_in, desk, tiles),
        filing_pages(party),
        photo_steps(party),
        live_photos(party),
        signed_copies(party),
        buyer_claims(party),
        own_data_pages(party),
        consent_pages(party),
        merchant_claims(party),
        packing_pages(party),
        live_packing(party),
        listing_pages(party),
        figure_pages(party),
    )
