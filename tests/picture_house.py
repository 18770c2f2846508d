"""A small house of pictures to look at in a browser, served under the strict policy of the desk's pages."""

import hashlib
import json
from collections.abc import Callable
from html import escape
from pathlib import Path

from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import FileResponse

from fairclaim.imaging.sandbox import Sandbox
from fairclaim.services.see_photo import SeenPhoto
from fairclaim.web.films import STILL_TYPE, Films
from fairclaim.web.pages.films import description, film_answer
from fairclaim.web.static_files import StaticFiles
from fairclaim.web.tiles import Tiles

STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; media-src 'self'"
COMPONENTS = ("evidence-viewer.js", "plot-figure.js")


class House:
    """Serves pictures and pages with one viewer each, under the strict policy of the desk's pages."""

    def __init__(self, url: str, pictures: dict[str, bytes], pages: dict[str, str]) -> None:
        self.url = url
        self._pictures, self._pages = pictures, pages

    def picture(self, name: str, data: bytes, *, tiled: bool = True) -> str:
        """Keep a picture and return its address: of its tiles, or of itself."""
        self._pictures[name] = data
        return f"/tiles/{name}.dzi" if tiled else f"/pictures/{name}"

    def film(self, name: str, data: bytes) -> str:
        """Keep a film and return the address of its description."""
        self._pictures[name] = data
        return f"/films/{name}/film.json"

    def lose(self, name: str) -> None:
        """Serve a picture's tiles no more."""
        del self._pictures[name]

    def page(self, name: str, *, lang: str = "en", **attributes: object) -> str:
        """Keep a page with a viewer and return its address."""
        written = " ".join(
            f'{key.replace("_", "-")}="{escape(value if isinstance(value, str) else json.dumps(value))}"'
            for key, value in attributes.items()
        )
        return self.document(name, f"<evidence-viewer {written}></evidence-viewer>", lang=lang)

    def document(self, name: str, body: str, *, lang: str = "en") -> str:
        """Keep a page and return its address."""
        files = StaticFiles.load()
        styles = "".join(f'<link rel="stylesheet" href="{files.href(one)}">' for one in ("tokens.css", "base.css"))
        scripts = "".join(f'<script type="module" src="{files.href(one)}"></script>' for one in COMPONENTS)
        self._pages[name] = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{name}</title>'
            f'<link rel="icon" href="data:,">{styles}{scripts}</head>'
            f"<body><main><h1>{name}</h1>{body}</main></body></html>"
        )
        return f"{self.url}/pages/{name}"


def application(sandbox: Sandbox, folder: Path, pictures: dict[str, bytes], pages: dict[str, str]) -> FastAPI:
    app = FastAPI()
    tiles = Tiles(folder / "tiles", sandbox=sandbox)
    files = StaticFiles.load()

    def exhibit(name: str) -> tuple[str, Callable[[], bytes]]:
        if name not in pictures:
            raise HTTPException(404)
        return hashlib.sha256(pictures[name]).hexdigest(), lambda: pictures[name]

    @app.get("/pages/{name}")
    def page(name: str) -> Response:
        headers = {"Content-Security-Policy": STRICT, "X-Content-Type-Options": "nosniff"}
        return Response(pages[name], media_type="text/html; charset=utf-8", headers=headers)

    @app.get("/static/{name}")
    def static(name: str) -> Response:
        file = files.served(name)
        return Response(file.data, media_type=file.media_type)

    @app.get("/pictures/{name}")
    def picture(name: str) -> Response:
        data = exhibit(name)[1]()
        return Response(data, media_type="image/png" if data.startswith(b"\x89PNG") else "image/jpeg")

    @app.get("/tiles/{name}.dzi")
    def descriptor(name: str) -> Response:
        return Response(tiles.descriptor(*exhibit(name)), media_type="application/xml")

    @app.get("/tiles/{name}_files/{level}/{col}_{row}.png")
    def tile(name: str, level: int, col: int, row: int) -> Response:
        digest, load = exhibit(name)
        return Response(tiles.tile(digest, level, col, row, load), media_type=tiles.media_type)

    _add_films(app, Films(folder / "films", sandbox=sandbox), exhibit)
    return app


def _add_films(app: FastAPI, films: Films, exhibit: Callable[[str], tuple[str, Callable[[], bytes]]]) -> None:
    def film(name: str) -> SeenPhoto:
        digest, load = exhibit(name)
        return SeenPhoto(sha256=digest, load=load)

    @app.get("/films/{name}/film.json")
    def describe(name: str) -> dict[str, object]:
        return description(films.facts(film(name)), download=f"/pictures/{name}")

    @app.get("/films/{name}/stills/{number}.jpg")
    def still(name: str, number: int) -> Response:
        return Response(films.still(film(name), number), media_type=STILL_TYPE)

    @app.get("/films/{name}/film")
    def play(name: str) -> FileResponse:
        return film_answer(films, film(name), name)
