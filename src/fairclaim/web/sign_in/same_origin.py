"""Whether a request that changes something comes from one of the desk's own pages.

Browsers say whence a request comes (``Sec-Fetch-Site``, ``Origin``) and let no page change it. A request that says neither is
no browser's of this decade, and programs have API keys, which no foreign page can send.
"""

from fastapi import Request

from fairclaim.services.identity.errors import CrossOriginError

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def verify_same_origin(request: Request, *, origin: str) -> None:
    """Verify that a request that changes something comes from an origin.

    Raises
    ------
    CrossOriginError
        If it comes from elsewhere, or does not say.
    """
    if request.method in SAFE:
        return
    site, said = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if (site is None and said is None) or site not in {None, "same-origin"} or said not in {None, origin}:
        raise CrossOriginError
