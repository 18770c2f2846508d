"""Films of claims: what is known of one, a few stills, and the film itself, which a browser asks for piece by piece (RFC 9110, 14)."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse, JSONResponse

from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.services.desk import Desk
from fairclaim.services.see_photo import SeenPhoto, see_photo
from fairclaim.web.films import STILL_TYPE, FilmFacts, Films
from fairclaim.web.pages.photos import HEADERS, Name
from fairclaim.web.sign_in.signed_in import SignedIn

FILM_HEADERS = {**HEADERS, "Cross-Origin-Resource-Policy": "same-origin"}
"""A film goes out as received, so that it is an attachment: a page of ours plays it, and nothing opens it by itself."""
Number = Annotated[int, Path(ge=0, le=99)]


def description(facts: FilmFacts, *, download: str) -> dict[str, object]:
    """Return what ``<evidence-viewer>`` takes as a film, with addresses relative to its own; ``src`` is null where no browser plays it."""
    return {
        "src": "film" if facts.ending else None,
        "codec": facts.codec,
        "height": facts.height,
        "width": facts.width,
        "fps": facts.fps,
        "seconds": facts.seconds,
        "stills": [{"at": at, "src": f"stills/{number}.jpg"} for number, at in enumerate(facts.stills)],
        "download": download,
    }


def film_answer(films: Films, film: SeenPhoto, name: str) -> FileResponse:
    """Answer with a film, to be asked for in ranges; it is called as we name it, and is what its own bytes say."""
    path, facts = films.file(film)
    return FileResponse(path, media_type=facts.media_type, headers=FILM_HEADERS, filename=f"{name}.{facts.ending}")


def film_routes(signed_in: SignedIn, desk: Desk, films: Films) -> APIRouter:
    """Return the routes of the films of claims: ``/photos/CLAIM/EXHIBIT/film.json``, ``…/film``, ``…/stills/0.jpg``."""
    router = APIRouter(include_in_schema=False, prefix="/photos/{claim}/{exhibit}")

    def seen(request: Request, claim: str, exhibit: str, *, is_noted: bool = False) -> SeenPhoto:
        who = signed_in.session(request).caller
        return see_photo(desk, who, ClaimId(claim), ExhibitId(exhibit), is_noted=is_noted)

    @router.get("/film.json")
    def describe(request: Request, claim: Name, exhibit: Name) -> JSONResponse:
        """Tell what is known."""
        facts = films.facts(seen(request, claim, exhibit, is_noted=True))
        told = description(facts, download=f"/api/v1/claims/{claim}/exhibits/{exhibit}")
        return JSONResponse(told, headers=HEADERS)

    @router.get("/film")
    def play(request: Request, claim: Name, exhibit: Name) -> FileResponse:
        """Send the film or a range of it."""
        return film_answer(films, seen(request, claim, exhibit), exhibit)

    @router.get("/stills/{number}.jpg")
    def show_still(request: Request, claim: Name, exhibit: Name, number: Number) -> Response:
        """Send a still."""
        return Response(films.still(seen(request, claim, exhibit), number), media_type=STILL_TYPE, headers=HEADERS)

    return router
