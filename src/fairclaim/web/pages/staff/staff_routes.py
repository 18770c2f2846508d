"""All pages of those who answer for the desk, in the order in which their addresses are looked for."""

from collections.abc import Sequence

from fastapi import APIRouter

from fairclaim.services.desk import Desk
from fairclaim.web.pages.render import Pages
from fairclaim.web.pages.staff.accounts_pages import accounts_pages
from fairclaim.web.pages.staff.duties_pages import duties_pages
from fairclaim.web.pages.staff.measure_pages import measure_pages
from fairclaim.web.pages.staff.people_pages import people_pages
from fairclaim.web.pages.staff.prove_again import prove_again_pages
from fairclaim.web.pages.staff.staff_page import StaffPages
from fairclaim.web.pages.staff.wishes_pages import wishes_pages
from fairclaim.web.sign_in.signed_in import SignedIn


def staff_routes(pages: Pages, signed_in: SignedIn, desk: Desk) -> Sequence[APIRouter]:
    """Return the routers."""
    staff = StaffPages(pages, signed_in, desk)
    return (
        people_pages(staff),
        measure_pages(staff),
        wishes_pages(staff),
        duties_pages(staff),
        accounts_pages(staff),
        prove_again_pages(pages, signed_in),
    )
