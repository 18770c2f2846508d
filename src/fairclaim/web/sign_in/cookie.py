"""Cookies of the door: for this host only, out of reach of scripts, not sent along by other sites' forms.

``__Host-`` makes browsers hold to it: secure, no domain, path ``/``. A desk that is served as plain http on the own machine goes
without that prefix, because browsers would not keep the cookie.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request, Response

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookies:
    """Writes and reads the door's cookies.

    Parameters
    ----------
    is_secure : bool
        The desk is served as https.
    """

    is_secure: bool = True

    def read(self, request: Request, name: str) -> str | None:
        """Return a cookie's value."""
        return request.cookies.get(self._named(name))

    def write(self, response: Response, name: str, value: str, *, max_age_s: int | None = None) -> None:
        """Set a cookie; without an age it goes with the browser's session."""
        response.set_cookie(
            self._named(name), value, max_age=max_age_s, path="/", secure=self.is_secure, httponly=True, samesite="lax"
        )

    def clear(self, response: Response, name: str) -> None:
        """Take a cookie away."""
        response.delete_cookie(self._named(name), path="/", secure=self.is_secure, httponly=True, samesite="lax")

    def _named(self, name: str) -> str:
        return f"__Host-{name}" if self.is_secure else name


SESSION = "fairclaim-session"
JOURNEY = "fairclaim-journey"
"""Kept while a browser is at an identity provider."""


def cookies_for(origin: str) -> Cookies:
    """Return the cookies for a desk that is served at an origin.

    Raises
    ------
    UsageError
        If it is neither https nor on the own machine.
    """
    parts = urlsplit(origin)
    if parts.scheme == "https":
        return Cookies(is_secure=True)
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return Cookies(is_secure=False)
    raise UsageError(Bilingual("除本机外，登录只能经 https 提供。", "Beyond the own machine, signing in needs https."))
