"""A browser, and pages with a viewer to visit with it."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chromium import Chromium, Page, find_chromium
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.web.server import WebServer
from picture_house import House, application

VIEWER = "document.querySelector('evidence-viewer')"
SHOWN = f"({VIEWER}.pictures.claim && ({VIEWER}.pictures.reference || !{VIEWER}.getAttribute('reference')))"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """Chromium, if it is here."""
    program = find_chromium()
    if program is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        Chromium(program, Path(profile)) as browser,
    ):
        yield browser


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """A server of pictures and pages."""
    pictures: dict[str, bytes] = {}
    pages: dict[str, str] = {}
    with Sandbox(tasks=("decode", "film-view")) as sandbox, tempfile.TemporaryDirectory() as folder:
        server = WebServer(application(sandbox, Path(folder), pictures, pages))
        server.start()
        try:
            yield House(server.url, pictures, pages)
        finally:
            server.stop()


@pytest.fixture
def visit(chromium: Chromium, house: House) -> Iterator[Callable[..., Page]]:
    """Open a page with a viewer of these attributes, and wait until its pictures are there."""
    opened: list[Page] = []

    def open_page(*, lang: str = "en", look: dict[str, object] | None = None, **attributes: object) -> Page:
        address = house.page(f"page-{len(opened)}-{id(opened)}", lang=lang, **attributes)
        page = chromium.open(address, **(look or {}))
        opened.append(page)
        page.wait("document.querySelector('evidence-viewer')?.shadowRoot")
        page.wait(f"{VIEWER}.shadowRoot.querySelector('.note.bad') || {SHOWN}")
        page.settle(0.3)
        return page

    yield open_page
    for page in opened:
        page.close()
