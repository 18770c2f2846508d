"""The pages of accounts before a door on a real store, and browsers that sign in by password."""

from fastapi import FastAPI
from httpx import Response

from fairclaim.domain.desk.party import ActorKind
from fairclaim.services.identity.accounts import first_admin
from fairclaim.services.identity.invitations import accept_invitation
from fairclaim.web.pages.own_access import own_access_pages
from fairclaim.web.pages.render import Pages
from fairclaim.web.pages.staff.staff_routes import staff_routes
from fairclaim.web.sign_in.router import sign_in_router
from fairclaim.web.sign_in.signed_in import SignedIn
from fairclaim.web.static_files import built_files
from store_engines import NOON
from unit.services.counter import Counter
from unit.services.identity.gate import HOME, ORIGIN, PASSWORD, Gate
from unit.web.sign_in.site import OWN, TestClient, sign_in

ROOT = "root@shop.example"


class Office:
    """A desk with one administrator; the clock is the gate's."""

    def __init__(self, gate: Gate) -> None:
        self.gate, self.counter = gate, Counter()
        invited = first_admin(gate.door, gate.tenant, ROOT)
        accept_invitation(gate.door, invited.token, PASSWORD, address=HOME)
        signed_in, self.app = SignedIn(gate.door), FastAPI()
        self.app.include_router(sign_in_router(signed_in))
        pages = Pages(built_files())
        for router in (own_access_pages(pages, signed_in), *staff_routes(pages, signed_in, self.counter.desk)):
            self.app.include_router(router)

    def browser(self, login: str | None = ROOT) -> TestClient:
        """Return a browser, of somebody who is signed in."""
        client = TestClient(
            self.app,
            base_url=ORIGIN,
            headers={**OWN, "Origin": ORIGIN, "Accept-Language": "en"},
            follow_redirects=False,
        )
        if login is not None:
            assert sign_in(client, self.gate, login).status_code == 200
        return client

    def with_parties(self) -> None:
        """Let orders have told of a merchant and a buyer."""
        with self.gate.desk.store.write(self.gate.tenant) as work:
            for kind, name in (("merchant", "s-1"), ("buyer", "b-7")):
                work.persons.add(f"{kind}-{name}", kind=kind, at=NOON, fields={"platform-account": name})
        merchant = self.counter.memory.rows(self.gate.tenant).things.persons
        merchant[ActorKind.MERCHANT, "s-1"] = "merchant-s-1"  # type: ignore[assignment]  # an id


def link_in(page: Response) -> str:
    """Return the token of the link that a page shows."""
    return page.text.split('class="link" value="', 1)[1].split('"', 1)[0].partition("#")[2]
