"""The demonstration's desk behind a real server, for a browser to visit: its staff, and a few claims in chosen states."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chromium import Chromium, Page
from fairclaim.compose import OpenDesk, open_desk
from fairclaim.demo.shop import TENANT, fill
from fairclaim.demo.stories import Plot
from fairclaim.services.ports.evidence import Examiner
from fairclaim.settings import Settings
from fairclaim.web.server import WebServer, free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDesk:
    """A desk that is served.

    Parameters
    ----------
    passwords : dict of str to str
        By login: admin, ann, ben, eve (reviewers), sue (senior), aud, edi, pat, shop (the merchant's agent), buyer.
    """

    opened: OpenDesk
    url: str
    passwords: dict[str, str]

    def come_in(self, chromium: Chromium, login: str, path: str = "/", *, language: str = "en", **look: object) -> Page:
        """Open a tab, sign in as somebody, and go to a page of the desk."""
        page = chromium.open(f"{self.url}/sign-in?tenant={TENANT}&to={path}", **look)
        page.value("fetch('/sign-out', {method: 'POST'})")
        page.go(f"{self.url}/sign-in?tenant={TENANT}&to={path}")
        for name, value in (("tenant", TENANT), ("login", login), ("password", self.passwords[login])):
            page.value(f"document.querySelector('input[name={name}]').value = {value!r}")
        page.submit("form[action='/sign-in']")
        if page.value("document.documentElement.lang") != {"en": "en", "zh": "zh-CN"}[language]:
            page.submit("form[action='/language']")
        return page


@contextmanager
def demo_desk(
    folder: Path,
    plots: tuple[Plot, ...],
    *,
    examiner: Examiner | None = None,
    name: str = "127.0.0.1",
    **more: Any,
) -> Iterator[DemoDesk]:
    """Fill a desk with the claims of some stories and serve it; each is really examined (seconds) if no examiner is given.

    Parameters
    ----------
    name : str
        What the browser calls this machine; a passkey needs one that is no number.
    more
        Further settings.
    """
    port = free_port("127.0.0.1")
    settings = Settings(data=folder, port=port, examiners=1, origin=f"http://{name}:{port}", **more)
    with open_desk(settings, examiner=examiner) as opened:
        opened.store.add_tenant(TENANT, name="Demo", at=opened.desk.now())
        told = fill(opened.desk, opened.door(), now=datetime.now(UTC), progress=lambda _: None, plots=plots)
        server = WebServer(opened.application(opened.door()), port=settings.port)
        server.start()
        try:
            passwords = {one.login: one.password for one in told}
            yield DemoDesk(opened=opened, url=opened.door().site.origin, passwords=passwords)
        finally:
            server.stop()
