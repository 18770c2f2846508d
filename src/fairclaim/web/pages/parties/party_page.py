"""How a page of a party is rendered: with who reads, the time, a one-time key for its forms, and the words that such pages share."""

import secrets
from datetime import timedelta
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from fairclaim.services.caller import Caller
from fairclaim.services.desk import Desk
from fairclaim.web.pages.parties.words import WORDS
from fairclaim.web.pages.pictures import ADDRESSES
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.sign_in.signed_in import SignedIn


class PartyPages:
    """What the routes of a party's pages are made of.

    Parameters
    ----------
    pages, signed_in, desk
        As every page has them.
    """

    def __init__(self, pages: Pages, signed_in: SignedIn, desk: Desk) -> None:
        self.pages, self.signed_in, self.desk = pages, signed_in, desk

    def who(self, request: Request) -> Caller:
        """Return who reads."""
        return self.signed_in.session(request).caller

    def render(self, request: Request, template: str, **given: Any) -> HTMLResponse:  # noqa: ANN401  (whatever the template names)
        """Return a page."""
        shared: dict[str, Any] = {
            "who": self.who(request),
            "now": self.desk.now(),
            "key": secrets.token_urlsafe(16),
            "in_time": in_time,
            "signs_copies": self.desk.signer is not None,
        }
        return self.pages.render(template, reader_of(request), **(WORDS | ADDRESSES | shared | given))


def see_other(path: str) -> RedirectResponse:
    """Send a browser on after a form, so that going back or reloading sends nothing twice."""
    return RedirectResponse(path, status_code=303)


def in_time(left: timedelta) -> tuple[int, int]:
    """Return days and hours of a time that is left, both 0 if it is over.

    Examples
    --------
    >>> in_time(timedelta(hours=50))
    (2, 2)
    """
    hours = max(int(left / timedelta(hours=1)), 0)
    return divmod(hours, 24)
